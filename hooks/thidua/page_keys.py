"""What a finished page depends on, as one short key: pages with the same key are the same, byte for byte.

Whatever a template is given goes into the key. A value of a kind that is not known here is an error, so that nothing can be
given to a template and be forgotten in the key.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import hashlib
import marshal
from collections.abc import Callable, Mapping, Set
from typing import Any

from thidua.editions import SitePage
from thidua.glosses import Glosses
from thidua.library import pictures_of
from thidua.movements import Movement
from thidua.pages import Page
from thidua.picture_variants import Picture
from thidua.plans import Plan
from thidua.stories import Story
from thidua.texts import Text, Texts

KEY_BYTES = 16


def digest(data: bytes) -> bytes:
    """A short sum of some bytes; two different ones have never been seen to have the same."""
    return hashlib.blake2b(data, digest_size=KEY_BYTES).digest()


class PageKeys:
    """Keys of the pages of one build. ``base`` is what all of them depend on, plain values of any shape.

    ``digests`` are those of the files of ``docs/`` by path; ``find_picture`` gives a picture by its path.
    """

    def __init__(
        self, base: object, digests: Mapping[str, bytes], find_picture: Callable[[str], Picture | None]
    ) -> None:
        self._digests = digests
        self._find_picture = find_picture
        # What many pages show, by what it is; its owner lives as long as the build.
        self._known: dict[int, Any] = {}
        self._base = self._sum(base)

    def key(self, page: SitePage, *others: object) -> bytes:
        """The key of a page; ``others`` is what it shows besides."""
        return self._sum(
            (
                self._base,
                *(page.stem, page.language, page.template, page.title, page.description, page.body, page.words),
                *(page.is_indexed, page.updated, page.view, page.glosses, page.told),
                others,
            )
        )

    def _sum(self, value: object) -> bytes:
        # The second version of this format knows no references: equal values give equal bytes.
        return digest(marshal.dumps(self._plain(value), 2))

    def _plain(self, value: Any) -> Any:
        """A value as tuples of plain ones."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple or kind is list:
            return tuple(map(self._plain, value))
        if kind in _SHARED:
            found = self._known.get(id(value))
            if found is None:
                found = self._known[id(value)] = self._of_shared(value)
            return found
        if kind is Text:
            return "Text", value.language, self._digests[value.source]
        return kind.__name__, self._parts(value)

    def _parts(self, value: Any) -> Any:
        """What a value of a kind of its own holds."""
        if isinstance(value, Mapping):
            return tuple((name, self._plain(item)) for name, item in value.items())
        if isinstance(value, Set):
            return tuple(sorted(map(self._plain, value)))
        if dataclasses.is_dataclass(value):
            return tuple(self._plain(getattr(value, field.name)) for field in dataclasses.fields(value))
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, enum.Enum):
            return value.name
        raise TypeError(f"no key can be made of {type(value).__name__}")

    def _of_shared(self, value: Any) -> Any:
        if isinstance(value, Glosses):
            return digest(marshal.dumps(self._plain(value.items), 2))
        texts: Texts = value.texts
        pictures = sorted(pictures_of(value)) if isinstance(value, Story) else ()
        return (
            type(value).__name__,
            value.stem,
            tuple(self._digests[text.source] for text in (texts.vietnamese, texts.english) if text is not None),
            tuple((path, self._plain(self._find_picture(path))) for path in pictures),
        )


_PLAIN = frozenset({str, int, bool, float, bytes, type(None)})
_SHARED = frozenset({Story, Movement, Plan, Page, Glosses})

"""Documents that the site speaks of: the legal bases of the plans, and the papers that launched the movements."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from thidua.library import Library
from thidua.movements import Movement
from thidua.plans import Clause, Plan


@dataclass(frozen=True)
class LegalBasis:
    """A document on which a plan rests. ``type`` and ``issuer`` by language, ``number`` as printed in the plan."""

    plan: Plan
    clause: Clause
    type: dict[str, str]
    number: str
    date: datetime.date
    issuer: dict[str, str]


def legal_bases(library: Library) -> tuple[LegalBasis, ...]:
    """The bases of all plans, newest plan first, each plan's in its own order."""
    found = []
    for plan in library.plans:
        english = plan.texts.english
        translated = english.get("bases", ()) if english else ()
        for place, basis in enumerate(plan.values.get("bases", ())):
            other = translated[place] if place < len(translated) else basis
            found.append(
                LegalBasis(
                    plan=plan,
                    clause=plan.clause_by_id[basis.get("id")],
                    type={"vi": basis.get("type"), "en": other.get("type")},
                    number=basis.get("number"),
                    date=basis.get("date"),
                    issuer={"vi": basis.get("issuer"), "en": other.get("issuer")},
                )
            )
    return tuple(found)


def launched_movements(library: Library) -> tuple[Movement, ...]:
    """The movements of which a document is known, in the plan's order."""
    return tuple(movement for movement in library.movements if movement.launched.get("document"))

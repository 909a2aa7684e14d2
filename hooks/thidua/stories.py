"""Stories of exemplary people and collectives, and the rules of their fields.

The Vietnamese file holds all facts; the English one holds only words. Consent follows the Law on Children 2016,
Art. 6(11) and Law 91/2025/QH15, Art. 24: to publish a child's name, picture or class takes the consent of the child (from
7 years) and of a parent or guardian; staff give their own; a collective needs none.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from thidua.awards import ADULT, AWARDS, COLLECTIVE, PUPIL
from thidua.fields import Report, Values
from thidua.rules import say
from thidua.slugs import slugify
from thidua.sources import is_picture
from thidua.story_fields import CONSENT_GIVERS, CONSENT_NEEDED, DRAFT, FIELDS, MOST_DAYS_AHEAD, PUBLISHED, WITHDRAWN
from thidua.texts import Text, Texts


@dataclass(frozen=True)
class Story:
    """A story; ``stem`` is ``guong/<year>/<slug>``; ``values`` keeps the lines of its fields for cross-checks."""

    stem: str
    texts: Texts
    name: str
    given_name: str
    subject: str
    unit: str | None
    movements: tuple[str, ...]
    year: int
    date: datetime.date
    photo: str | None
    awards: tuple[Values, ...]
    status: str
    is_sample: bool
    source: str
    values: Values

    @cached_property
    def slug(self) -> str:
        return self.stem.rsplit("/", 1)[-1]

    @cached_property
    def folder(self) -> str:
        return self.stem.rsplit("/", 1)[0]

    @cached_property
    def photo_path(self) -> str | None:
        """The picture's path from ``docs/``, which is also its address."""
        return f"{self.folder}/{self.photo}" if self.photo else None

    @property
    def is_draft(self) -> bool:
        return self.status == DRAFT

    @property
    def is_withdrawn(self) -> bool:
        return self.status == WITHDRAWN

    @property
    def is_collective(self) -> bool:
        return self.subject == COLLECTIVE

    @property
    def is_indexed(self) -> bool:
        """Whether search engines, feeds and open data may have it: never what is invented or unfinished."""
        return self.status == PUBLISHED and not self.is_sample

    def in_language(self, language: str) -> Text:
        return self.texts.in_language(language)


def make_story(stem: str, texts: Texts, values: Values) -> Story | None:
    """A story of values that were read; None where a required one is missing (and has been reported)."""
    if any(item.required and values.get(item.name) is None for item in FIELDS):
        return None
    name = values.get("name")
    collective = values.get("subject") == COLLECTIVE
    return Story(
        stem=stem,
        texts=texts,
        name=name,
        given_name=values.get("given_name") or (name if collective else name.split()[-1]),
        subject=values.get("subject"),
        unit=values.get("unit"),
        movements=values.get("movements"),
        year=values.get("year"),
        date=values.get("date"),
        photo=values.get("photo"),
        awards=values.get("awards", ()),
        status=values.get("status", PUBLISHED),
        is_sample=values.get("sample", False),
        source=texts.vietnamese.source,
        values=values,
    )


def check_story(values: Values, stem: str, today: datetime.date, report: Report) -> None:
    """The rules between a story's fields. ``today`` decides which consent has expired."""
    _check_year(values, stem, report)
    _check_date(values, today, report)
    _check_name(values, report)
    _check_given_name(values, report)
    _check_photo(values, report)
    check_photo_alt(values, report)
    _check_awards(values, today, report)
    # Where sample or status cannot be read, nobody knows yet whether consent is due.
    excused = values.get("sample") or values.get("status") == WITHDRAWN or values.told & {"sample", "status"}
    if not excused:
        _check_consent(values, today, report)


def days_of_change(values: Values) -> set[datetime.date]:
    """The days from which on ``check_story`` may tell something else: those with which it compares today."""
    consent: Values = values.get("consent") or Values()
    date, expires = values.get("date"), consent.get("expires")
    days = {award.get("date") for award in values.get("awards", ())}
    days |= {consent.get(name) for name in CONSENT_GIVERS}
    days.add(date and date - datetime.timedelta(days=MOST_DAYS_AHEAD))
    days.add(expires and expires + datetime.timedelta(days=1))
    return days - {None}


def _check_year(values: Values, stem: str, report: Report) -> None:
    folder = stem.split("/")[1]
    year = values.get("year")
    if year is not None and str(year) != folder:
        report(
            values.line("year"),
            "year",
            f"ghi {year} nhưng tệp nằm trong thư mục {folder}, hãy sửa năm hoặc chuyển tệp sang docs/guong/{year}/",
            f"says {year}, but the file is in folder {folder}; mend the year or move the file to docs/guong/{year}/",
        )


def _check_date(values: Values, today: datetime.date, report: Report) -> None:
    date = values.get("date")
    if date is not None and date > today + datetime.timedelta(days=MOST_DAYS_AHEAD):
        report(values.line("date"), "date", *say("date_far", day=date))


def _check_name(values: Values, report: Report) -> None:
    """«. . .» and «12345» are nobody's name; that of a class or a club may begin with a digit or a quotation mark."""
    name = values.get("name")
    if not name or name[0].isalpha():
        return
    is_person = values.get("subject") in (ADULT, PUPIL)
    if is_person or unicodedata.category(name[0])[0] == "M" or not any(map(str.isalpha, name)):
        report(values.line("name"), "name", *say("name_letters"))


def _check_given_name(values: Values, report: Report) -> None:
    name, given_name = values.get("name"), values.get("given_name")
    if name and given_name and not f" {name}".endswith(f" {given_name}"):
        report(values.line("given_name"), "given_name", *say("given_name", meant=name.split()[-1]))


def _check_photo(values: Values, report: Report) -> None:
    photo = values.get("photo")
    if photo is None:
        return
    if not is_picture(photo):
        base, _, ending = re.split(r"[/\\]", photo)[-1].rpartition(".")
        meant = f"{slugify(base) or 'anh'}.{ending.lower() if is_picture('a.' + ending) else 'jpg'}"
        report(
            values.line("photo"),
            "photo",
            f"cần tên tệp không dấu, đuôi .jpg, .png, .webp hoặc .avif, nằm cạnh bài viết, ví dụ {meant}",
            f"must be the plain name of a .jpg, .png, .webp or .avif beside the file, like {meant}",
        )
    if values.get("photo_alt") is None and "photo_alt" not in values.told:
        report(values.line("photo"), "photo_alt", *say("photo_alt"))


_FILE_NAME = re.compile(r"\S.*\.(?:avif|gif|heic|jpe?g|png|webp)", re.IGNORECASE)


def check_photo_alt(values: Values, report: Report) -> None:
    """Some programs put the file's name where the picture's words belong; for the files of both languages."""
    if _FILE_NAME.fullmatch(values.get("photo_alt") or ""):
        report(values.line("photo_alt"), "photo_alt", *say("photo_alt_name"))


def _check_awards(values: Values, today: datetime.date, report: Report) -> None:
    for award in values.get("awards", ()):
        date = award.get("date")
        if date is not None and date > today:
            report(award.line("date"), "awards.date", *say("award_future", day=date))
        kind, subject = AWARDS.get(award.get("type")), values.get("subject")
        if kind and subject and subject not in kind.subjects:
            possible = ", ".join(slug for slug, other in AWARDS.items() if subject in other.subjects)
            words = say("award_subject", award=kind.slug, whom_vi=_SUBJECT_VI[subject], possible=possible)
            report(award.line("type"), "awards.type", *words)


_SUBJECT_VI = {ADULT: "cá nhân người lớn", PUPIL: "học sinh", COLLECTIVE: "tập thể"}


def _check_ref(consent: Values, report: Report) -> None:
    """A paper's number has digits; the name of a parent, which nobody may publish, has none."""
    ref = consent.get("ref")
    if ref and not re.search("[0-9]", ref):
        report(consent.line("ref"), "consent.ref", *say("consent_ref"))


def _check_consent(values: Values, today: datetime.date, report: Report) -> None:
    needed = CONSENT_NEEDED.get(values.get("subject"), ())
    if not needed:
        return
    consent: Values | None = values.get("consent")
    if consent is None:
        if "consent" not in values.told:
            vi, en = (", ".join(f"{name}: {day}" for name in needed) for day in ("ngày ký", "date"))
            report(values.line("consent"), "consent", *say("consent", needed_vi=vi, needed_en=en))
        return
    _check_ref(consent, report)
    for name in needed:
        if name in consent.told:
            continue
        day = consent.get(name)
        if day is None:
            who_vi, who_en = CONSENT_GIVERS[name]
            words = say("consent_of", name=name, who_vi=who_vi, who_en=who_en)
            report(values.line("consent"), f"consent.{name}", *words)
        elif day > today:
            report(consent.line(name), f"consent.{name}", *say("consent_future", day=day))
    expires = consent.get("expires")
    if expires is not None and expires < today:
        report(consent.line("expires"), "consent.expires", *say("consent_expired", day=expires))

"""The stems of pages that no file holds: lists and indexes. ``languages`` turns a stem into an address."""

from __future__ import annotations

from thidua.awards import ADULT, COLLECTIVE, PUPIL

HOME = "index"
PLANS = "ke-hoach/index"
DOCUMENTS = "ke-hoach/van-ban"
MOVEMENTS = "phong-trao/index"
COVERAGE = "phong-trao/bang-theo-doi"
SEARCH = "tim-kiem"
WRITE = "viet-bai"
GUIDE = "viet-bai/huong-dan"
# The table at the guide's end.
FIELDS_ANCHOR = "cac-dong-khai"
CONSENT_FORM = "viet-bai/giay-dong-y"
STORIES = "guong/index"
A_TO_Z = "guong/a-z"
UNITS = "guong/don-vi/index"
SUBJECTS = {
    ADULT: "guong/doi-tuong/thay-co-nhan-vien",
    PUPIL: "guong/doi-tuong/hoc-sinh",
    COLLECTIVE: "guong/doi-tuong/tap-the",
}

GENERATED = frozenset({SEARCH, PLANS, DOCUMENTS, MOVEMENTS, COVERAGE, STORIES, A_TO_Z, UNITS, *SUBJECTS.values()})


def year(number: int) -> str:
    """The stories of a year."""
    return f"guong/{number}/index"


def unit(slug: str) -> str:
    """The stories of a unit."""
    return f"guong/don-vi/{slug}"


def movement(slug: str) -> str:
    """A movement's page."""
    return f"phong-trao/{slug}"

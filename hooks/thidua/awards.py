"""Awards that a story may name: a controlled list, each with whom it is for and where it comes from.

Sources: Law on Emulation and Commendation 06/2022/QH15 (titles and forms; Art. 80: the head of a unit with legal
personality awards the first four); Circular 19/2025/TT-BGDĐT (pupils: praise before the class or the school, certificate
of merit, letter of praise). Pupils do not receive the titles of working people.
"""

from __future__ import annotations

from dataclasses import dataclass

ADULT = "adult"
PUPIL = "pupil"
COLLECTIVE = "collective"
SUBJECTS = (ADULT, PUPIL, COLLECTIVE)

_LAW = "Luật 06/2022/QH15"
_PUPILS = "Thông tư 19/2025/TT-BGDĐT"


@dataclass(frozen=True)
class Award:
    """An award: ``level`` at which it is given, ``subjects`` who may receive it, ``source`` the rule it rests on.

    ``valid_from`` is the day on which that rule came into force; older awards of the same name rest on older rules.
    """

    slug: str
    level: str
    subjects: tuple[str, ...]
    source: str
    valid_from: str


AWARDS = {
    award.slug: award
    for award in (
        Award("lao-dong-tien-tien", "school", (ADULT,), _LAW, "2024-01-01"),
        Award("chien-si-thi-dua-co-so", "school", (ADULT,), _LAW, "2024-01-01"),
        Award("tap-the-lao-dong-tien-tien", "school", (COLLECTIVE,), _LAW, "2024-01-01"),
        Award("giay-khen", "school", SUBJECTS, _LAW, "2024-01-01"),
        Award("tap-the-lao-dong-xuat-sac", "province", (COLLECTIVE,), _LAW, "2024-01-01"),
        Award("chien-si-thi-dua-cap-tinh", "province", (ADULT,), _LAW, "2024-01-01"),
        Award("bang-khen", "province", SUBJECTS, _LAW, "2024-01-01"),
        Award("tuyen-duong-truoc-lop", "class", (PUPIL,), _PUPILS, "2025-10-31"),
        Award("tuyen-duong-truoc-truong", "school", (PUPIL,), _PUPILS, "2025-10-31"),
        Award("thu-khen", "school", (PUPIL,), _PUPILS, "2025-10-31"),
    )
}

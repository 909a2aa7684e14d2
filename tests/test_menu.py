"""The menu of mkdocs.yml in each language."""

from __future__ import annotations

from thidua.menu import MenuItem, menu, stems_of
from thidua.ui_strings import UiStrings

ENGLISH = UiStrings("en", {"nav.Phong trào": "Movements", "nav.Nhà trường": "School"})


def titles(stem: str) -> str:
    return f"Title of {stem}"


def test_labels_are_told_in_the_words_of_the_language() -> None:
    nav = ["index.vi.md", {"Phong trào": "phong-trao/index.vi.md"}, {"Trường em": "gioi-thieu.vi.md"}]
    assert menu(nav, ENGLISH, titles) == (
        MenuItem("Title of index", stem="index"),
        MenuItem("Movements", stem="phong-trao/index"),
        MenuItem("Trường em", stem="gioi-thieu"),
    )


def test_sections_hold_pages_and_links_to_elsewhere() -> None:
    nav = [{"Nhà trường": [{"Cổng": "https://truong.example/"}, "gioi-thieu.vi.md"]}]
    (section,) = menu(nav, ENGLISH, titles)
    assert (section.title, section.is_section) == ("School", True)
    assert section.children == (
        MenuItem("Cổng", link="https://truong.example/"),
        MenuItem("Title of gioi-thieu", stem="gioi-thieu"),
    )
    assert stems_of((section,)) == {"gioi-thieu"}


def test_an_item_belongs_to_the_first_part_of_its_address() -> None:
    assert MenuItem("Kế hoạch", stem="ke-hoach/2023").folder == "ke-hoach"


def test_without_a_setting_there_is_no_menu() -> None:
    assert menu(None, ENGLISH, titles) == ()

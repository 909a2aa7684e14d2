"""The files of the search hold what was found, and a browser can read it."""

from __future__ import annotations

import marshal
import random
import re
from dataclasses import replace

import pytest
from index_files import columns, data_of, full_texts, numbers, titles, word_places
from thidua import search_index
from thidua.search_entries import Entry
from thidua.search_index import (
    FOLDER,
    Part,
    character,
    characters,
    files_of_parts,
    first_words,
    groups_of,
    index_files,
    joined,
    part_of,
    shard_key,
    words_of,
)

LABELS = {"loai": {"story": "Gương tốt"}, "don-vi": {"": "", "khoi-6": "Khối 6"}, "doi-tuong": {}}
MOVEMENT = Entry(
    "movement", "phong-trao/hai-tot", "Dạy tốt – Học tốt", "Là gì?", "vi", names=("Hai tốt",), movements=("hai-tot",)
)
CLAUSE = Entry("clause", "ke-hoach/2023", "Mục I.1.a", "- Thi đua, “học” tốt.", "vi", anchor="i-1-a", year=2023)
STORY = Entry(
    "story",
    "guong/2023/lop-doc-sach",
    "Lớp đọc sách",
    "Sáng thứ bảy, cô trải chiếu bên kệ sách. Cô đọc, các em nghe, rồi cô hỏi.",
    "vi",
    names=("Nguyễn Thị Mẫu",),
    about="Giáo viên",
    year=2023,
    unit="khoi-6",
    subject="adult",
    movements=("hai-tot",),
    is_sample=True,
)
TERM = Entry("term", "thuat-ngu", "chi đội", "Đội viên của một lớp.", "vi", anchor="chi-doi")
ALL = (MOVEMENT, CLAUSE, STORY, TERM)


def files_of(*entries: Entry, language: str = "vi") -> dict[str, str]:
    return index_files(entries or ALL, language, LABELS, {"found": "{count} kết quả"})


def test_titles_names_roles_and_first_words_can_be_read_back() -> None:
    # A field is coded with a small first letter and shown with a capital one.
    assert titles(files_of(), "vi") == [
        ["dạy tốt – Học tốt", "hai tốt", "", "Là gì?".lower()],
        ["mục I.1.a", "", "", "- Thi đua, “học” tốt."],
        ["lớp đọc sách", "nguyễn Thị Mẫu", "giáo viên", "sáng thứ bảy, cô trải…"],
        ["chi đội", "", "", "đội viên của một lớp."],
    ]


def test_what_results_are_narrowed_by_can_be_read_back() -> None:
    files = files_of()
    assert columns(files, "vi", "places") == [
        ["movement", "phong-trao/*/", 0, "vi"],
        ["clause", "ke-hoach/2023/#*", 2023, "vi"],
        ["story", "guong/2023/*/", 2023, "vi"],
        ["term", "thuat-ngu/#*", 0, "vi"],
    ]
    assert columns(files, "vi", "units") == [["", ""], ["", ""], ["khoi-6", "Khối 6"], ["", ""]]
    assert columns(files, "vi", "subjects") == [["", False], ["", False], ["adult", True], ["", False]]
    # Movements by their place among the entries.
    assert columns(files, "vi", "movements") == [[0], [], [0], []]
    assert data_of(files, "vi")["labels"] == {"loai": LABELS["loai"], "doi-tuong": {}}
    assert data_of(files, "vi")["t"] == {"found": "{count} kết quả"}


def test_the_own_part_of_an_address_is_left_out_where_the_title_gives_it() -> None:
    first = data_of(files_of(), "vi")
    assert first["block"]["names"].split("\n") == ["hai-tot", "~", ""]
    unique = Entry("story", "guong/2023/lop-doc-sach-x7", "Lớp đọc sách", "", "vi", year=2023)
    other = Entry("story", "guong/2023/lop", "Lớp đọc sách", "", "vi", year=2023)
    assert data_of(files_of(unique, other), "vi")["block"]["names"].split("\n") == ["-x7", "lop"]


def test_english_addresses_begin_with_en() -> None:
    assert columns(files_of(CLAUSE, language="en"), "en", "places") == [["clause", "en/ke-hoach/2023/#*", 2023, "vi"]]


def test_the_full_text_knows_where_each_word_stands() -> None:
    files = files_of()
    words = [word for entry in ALL for word in words_of(entry.text)]
    assert word_places(files, "vi") == {
        word: [place for place, other in enumerate(words, start=1) if other == word] for word in words
    }
    deep = data_of(files, data_of(files, "vi")["deep"])
    assert list(numbers(deep["lengths"])) == [len(words_of(entry.text)) for entry in ALL]
    assert deep["keys"].split("\n") == sorted({shard_key(word, "vi") for word in words})
    assert full_texts(files, "vi") == [entry.text for entry in ALL]


def test_terms_and_pages_wait_for_a_second_look() -> None:
    files = files_of()
    assert "chi" not in data_of(files, "vi")["block"]["words"].split("\n")
    assert "chi" in data_of(files, data_of(files, "vi")["rest"])["words"].split("\n")


def test_many_entries_are_cut_into_files_that_can_be_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "ENTRIES", 7)
    monkeypatch.setattr(search_index, "SHARD", 60)
    monkeypatch.setattr(search_index, "TEXTS", 50)
    many = [
        Entry("story", f"guong/2023/bai-{n}", f"Bài số {n} của lớp {n % 9}", f"Lời {n} về việc {n * 7 % 10}.", "vi")
        for n in range(40)
    ]
    files = files_of(*many)
    assert len(data_of(files, "vi")["blocks"]) == 5
    assert [fields[0] for fields in titles(files, "vi")] == [f"bài số {n} của lớp {n % 9}" for n in range(40)]
    assert full_texts(files, "vi") == [entry.text for entry in many]
    deep = data_of(files, data_of(files, "vi")["deep"])
    assert len(deep["shards"]) > 3
    # Shards are cut by the alphabet: a word is in the last one that begins no later than it.
    starts = [start for start, _ in deep["shards"]]
    assert starts == sorted(starts)
    for start, name in deep["shards"]:
        following = [other for other in starts if other > start]
        for word in data_of(files, name)["words"].split("\n"):
            assert start <= shard_key(word, "vi") < (following[0] if following else "\uffff")


def test_an_empty_site_has_an_index_of_nothing() -> None:
    files = index_files([], "vi", LABELS, {})
    assert titles(files, "vi") == []
    assert word_places(files, "vi") == {}


def test_numbers_are_characters_that_need_no_escape() -> None:
    some = [0, 1, 56, 57, 58, 91, 92, 2_000, 55_257, 55_258, 55_259, 60_000, 2_499_999]
    text = "".join(map(characters, some))
    assert list(numbers(text)) == some
    assert not set(text) & set('"\\\n')
    assert all(ord(char) < 0xD800 for char in text)
    assert len(set(map(character, range(50_000)))) == 50_000


@pytest.mark.parametrize(
    ("word", "language", "key"),
    [
        ("đọc", "vi", "doc"),
        ("các", "vi", "cac"),
        ("lý", "vi", "li"),
        ("quý", "vi", "qui"),
        ("thủy", "vi", "thuy"),
        ("y", "vi", "y"),
        ("os", "en", "os"),
        ("pupils", "en", "pupil"),
        ("stories", "en", "story"),
        ("class", "en", "class"),
        ("campus", "en", "campus"),
        ("ties", "en", "tie"),
    ],
)
def test_words_are_sorted_by_what_does_not_matter_to_a_search(word: str, language: str, key: str) -> None:
    assert shard_key(word, language) == key


def test_files_are_named_for_what_they_hold() -> None:
    files, others = files_of(), files_of(MOVEMENT, CLAUSE, STORY)
    assert files == files_of()
    assert set(files) != set(others)
    assert {f"{FOLDER}/vi.js"} == {path for path in files if not re.search(r"-[0-9a-f]{8}\.js$", path)}
    # A file that holds the same keeps its name: a browser that has it need not load it again.
    shared = set(files) & set(others)
    assert all(files[path] == others[path] for path in shared - {f"{FOLDER}/vi.js"})


MANY = [
    Entry(
        "story", f"guong/2023/bai-{n}", f"Bài số {n} của lớp {n % 9}", f"Lời {n} về việc {n * 7 % 10} và lời ấy.", "vi"
    )
    for n in range(400)
]


def test_parts_of_the_index_may_be_joined_in_any_groups() -> None:
    chance = random.Random(4)
    expected = index_files(MANY, "vi", LABELS, {})
    for _ in range(5):
        parts = [part_of([entry], "vi", first_words(len(MANY), "vi")) for entry in MANY]
        while len(parts) > 3:
            start = chance.randrange(len(parts))
            end = start + chance.randint(2, 40)
            parts[start:end] = [joined(parts[start:end])]
        assert files_of_parts(parts, "vi", LABELS, {}) == expected


def test_a_part_depends_on_its_own_entries_and_can_be_kept() -> None:
    part = part_of(ALL, "vi", 5)
    assert part.size == sum(len(words_of(entry.text)) for entry in ALL)
    assert Part.unpacked(marshal.loads(marshal.dumps(part.packed()))) == part
    assert part_of(ALL[:2], "vi", 5) != part_of(ALL[1:3], "vi", 5)


def test_one_more_entry_makes_one_other_group() -> None:
    groups = list(groups_of(MANY))
    assert [entry for group in groups for entry in group] == MANY
    assert 1 < len(groups) < 60
    more = [group for group in groups_of([*MANY[:200], STORY, *MANY[200:]]) if group not in groups]
    assert 1 <= len(more) <= 2
    assert list(groups_of([])) == []
    # Where no address ends a group, its length does.
    assert max(len(group) for group in groups_of([MANY[1]] * 1_000)) <= 4 * search_index.GROUP


def test_long_texts_have_gaps_of_any_length() -> None:
    far = Entry("story", "guong/2023/xa", "Xa", "một " + "hai " * 70_000 + "một", "vi")
    files = files_of(far, CLAUSE)
    assert word_places(files, "vi")["một"] == [1, 70_002]


def test_a_changed_text_changes_few_files() -> None:
    """Those of its own text, and of words; not those of titles, nor of the texts behind it."""
    long = [replace(entry, text=f"{entry.text} " * 20) for entry in MANY]
    before = index_files(long, "vi", LABELS, {})
    texts = [path for path in before if "-bai-" in path]
    assert 20 < len(texts) < 200
    for place in (0, 3, 150, 399):
        changed = [*long]
        changed[place] = replace(long[place], text=long[place].text + "Thêm vài lời cho dài. " * 30)
        after = index_files(changed, "vi", LABELS, {})
        new = [path for path in after if path not in before]
        assert len([path for path in new if "-bai-" in path]) <= 4, place
        assert not [path for path in new if "-khoi-" in path]
        assert full_texts(after, "vi") == [entry.text for entry in changed]


def test_files_of_texts_are_neither_small_nor_large() -> None:
    long = [replace(entry, text=f"{entry.text} " * 20) for entry in MANY]
    files = index_files(long, "vi", LABELS, {})
    sizes = [len(text) for path, text in files.items() if "-bai-" in path]
    assert max(sizes) < 2.5 * search_index.TEXTS
    assert search_index.TEXTS / 2 < sum(sizes) / len(sizes) < search_index.TEXTS * 1.25

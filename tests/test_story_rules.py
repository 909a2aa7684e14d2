"""The rules in the browser (``soat-bai.js``) and those of the build are one: the same faults, the same files."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from builders import SETTINGS, content, library_of
from conftest import ROOT
from playwright.sync_api import Browser, Page
from test_story_files import FILLED
from thidua.content_folder import read_words
from thidua.rules import RULES, form_words
from thidua.schema import story_schema
from thidua.sources import SourceFile
from thidua.story_files import body_text, one_line, story_files, story_slug

TODAY = datetime.date(2024, 1, 15)
WORDS = read_words(ROOT)
SCHEMA = story_schema(SETTINGS, library_of(content())[0].movements, WORDS["vi"])
PUPIL = {"subject": "pupil", "consent": {"subject": "2023-11-01", "guardian": "2023-11-01"}}

# What may stand in a field of a form: right, wrong and odd.
TEXTS = (
    "", " ", "Một câu.", "chữ " * 80, "a: b #c", '"', "no",
    "[x]", "<b>", "Mẫu", "Thị Mẫu", "anh 1.JPG", "M", "đoa\u0323n",
    "\u200b", "\x96 a", "\ufffe", "\u2028", "\x85", "\U0001f600" * 30, "\tmột\xa0 hai\r\n",
    "Аnh", "Ａnh Mẫu", "Ðan", "ðan Mẫu", "góc α",
    "Nguyá»…n", "a" + "\u0323\u0334\u0337\u0338" * 2, "❤\ufe0f a\ufe0f", "\u3164", "\ue000b",
    "H'Hen Niê", "Y Bhŏ Êban Mẫu", "Ноа", "мир", "6А",
    "D\u0335an", "NguyÔn ThÞ", "Lớp Ⅱ", "0anh", ". . .", "12345", "“Lá” 8A", "\u0301 Mẫu", "។ក",
    "1\ufe0f\u20e3 1\ufe0f", "\U000e0041\u034f", "c\ufffd",
)  # fmt: skip
DAYS = (
    "",
    "2023-11-01",
    "2023-02-30",
    "2024-01-15",
    "2024-01-16",
    "2024-02-15",
    "2024-02-16",
    "0123-11-20",
    "3030-01-01",
    "0000-00-00",
    "2023-1-1",
    "?",
    "20/11/2023",
    "2020-02-29",
)
BODIES = (
    "", "  \n", "Một đoạn.", "    Thụt.\n\n\tNữa.",
    "<img src=x>", "<IMG>", "[a](b.md)", "[a](https://x.example/)",
    "![a](lop.jpg)", "[a](#x)", "- một\n  - hai",
    "---\n\n---", "a\u2028b\x85c", "[a]( <mailto:thcs@y.example> )",
    "[a](vuon rau.md)", "`[a](b.md)` và\n\n```\n<img> ![a](b.jpg)\n```", "[a](http://[abc)", "c\ufffd",
    "![a [b] c](https://x.example/y.jpg)", "Lời:\n[Cô]: chào các em",
    "[a] (https://x.example)", "[1]: javascript:x",
    "[a](truong.edu.vn)", "<!-- x -->", "---\na: b\n---\nc", "Gọi 0912 345 678 nhé.", "Em sinh ngày 12/3/2012.",
    "Chào Аnh.", "góc α và Россия", "Đoạn.\n\nLớp 6А.\nNữa.",
    "a&shy;b &#8238;c &amp; d", "a\u034f\u2800b", "Gi¸o viªn",
    "[" * 151,
    "> " * 9 + "a", "> " * 8 + "a", "- " * 9 + "a", "chữ " * 1251, "dòng\n" * 151, "dòng\n\n" * 151,
    "|a" * 31, "-" * 121, "-" * 120, "á" * 2001,
    "á" * 2000, "<a" * 101, "<a" * 501, "chữ nghĩa\n\n" * 5000, "*" * 301, "*a\n\n" * 3001,
    " " * 33 + "- a", "a" + " " * 121 + "b",
    "## a\n\n" * 100, "# a\n\n> 1. # a\n\na\n---\n\n" * 33 + "a\n=\n\n#a",
    "|a|b|\n|-|-|\n|c|d|\n\n" * 100, "|a|b|\n|-|-|\n|c|d|\n\n" * 100 + "> a|b\n> -|-",
)  # fmt: skip
POOLS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("title", "summary", "name", "given_name", "role", "photo_alt"), TEXTS),
    "subject": ("", "adult", "pupil", "collective", "teacher"),
    "unit": ("", "to-ngu-van", "khoi-6", "khoi-66"),
    "movements": ([], ["day-tot-hoc-tot"], ["khac"]),
    "year": ("", "2023", "23", "20233", "hai"),
    "date": DAYS,
    "photo": ("", "bai-a2b3.jpg"),
    "awards": (
        [],
        [{}],
        [{"type": "giay-khen", "decision": "5"}] * 2,
        [{"type": "giay-khen"}] * 2,
        [{"type": "giay-khen"}],
        [{"type": "lao-dong-tien-tien", "date": "x"}],
        [{"decision": "12"}],
        [{"type": "giay-khen", "date": "2024-01-16"}],
    ),
    "status": ("", "published", "draft", "withdrawn"),
    "sample": (False, True),
    "body": BODIES,
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(path=str(ROOT / "overrides/assets/soat-bai.js"))
    yield page
    page.close()


def in_browser(page: Page, stories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The faults and the files of each story."""
    found: list[dict[str, Any]] = page.evaluate(
        """([stories, schema, today]) => stories.map(story => ({
          faults: tdBai.check(story, schema, today), files: tdBai.files(story, schema, "bai-a2b3"),
        }))""",
        [stories, SCHEMA, TODAY.isoformat()],
    )
    return found


def in_build(story: dict[str, Any]) -> set[str]:
    """The fields that the build finds fault with, named as the form names them."""
    sources = [SourceFile(path.removeprefix("docs/"), text) for path, text in story_files(story, "bai-a2b3").items()]
    _, problems = library_of(content(*sources), ["guong/2023/bai-a2b3.jpg"], SETTINGS, TODAY)
    names = {"nội dung": "body"}
    return {
        ("en." if problem.path.endswith(".en.md") else "") + names.get(problem.field, problem.field)
        for problem in problems
    }


def invented(number: int) -> Iterator[dict[str, Any]]:
    """Stories with one or more fields changed to something from the pools; the same ones in each run."""
    chance = random.Random(5)
    for _ in range(number):
        story = {
            **FILLED,
            "en": dict(FILLED["en"]),
            "consent": dict(FILLED["consent"]),
            **(PUPIL if chance.random() < 0.3 else {}),
        }
        for name in chance.sample(sorted(POOLS), chance.randint(1, 4)):
            story[name] = chance.choice(POOLS[name])
        if chance.random() < 0.4:
            story["en"] = {
                name: chance.choice(POOLS[name]) for name in ("title", "summary", "role", "photo_alt", "body")
            }
        if chance.random() < 0.4:
            story["consent"] = {name: chance.choice(DAYS) for name in ("subject", "guardian", "expires")} | {
                "ref": chance.choice(["", "5", "mẹ Lan"])
            }
        yield story


def without_numbers(field: str) -> str:
    return re.sub(r"\[\d+\]", "", field)


def test_both_find_the_same_fields_at_fault_and_write_the_same_files(page: Page) -> None:
    stories = list(invented(1500))
    differing = []
    faulty = 0
    for story, told in zip(stories, in_browser(page, stories), strict=True):
        assert {file["path"]: file["text"] for file in told["files"]} == story_files(story, "bai-a2b3"), story
        fields = {without_numbers(fault["field"]) for fault in told["faults"]}
        faulty += bool(fields)
        build = in_build(story)
        # With no day at all the build speaks of the whole line, the form of each day that is missing.
        if "consent" in build:
            build = build - {"consent"} | {field for field in fields if field.startswith("consent.")}
        # Without title and text the build reads an English file as «not translated yet»; the form asks for the rest.
        if not one_line(story["en"].get("title", "")) and not body_text(story["en"].get("body", "")):
            fields, build = ({one for one in names if not one.startswith("en.")} for names in (fields, build))
        # A whole award that stands twice is told of the list there, of the second one here.
        if story.get("awards") == [{"type": "giay-khen", "decision": "5"}] * 2 and "awards" in build:
            build = build - {"awards"} | {"awards.type"}
        # A form has no other file to link to, and no headings to lead to yet.
        if story["body"] == "[a](#x)":
            fields, build = fields - {"body"}, build - {"body"}
        if story["en"].get("body") == "[a](#x)":
            fields, build = fields - {"en.body"}, build - {"en.body"}
        # Signs that were typed stand in the file as signs: what is refused as typed does no harm there.
        for name, body in (("body", story["body"]), ("en.body", story["en"].get("body", ""))):
            if body.lower().startswith(("<img", "<!--")):
                fields, build = fields - {name}, build - {name}
        # Links in what is not published are no business of the build yet.
        if story.get("status") in ("draft", "withdrawn"):
            fields, build = fields - {"body", "en.body"}, build - {"body", "en.body"}
        # A year that is none makes a path that is none: nothing else of the file is read.
        if "tệp" in build or "year" in build:
            assert "year" in fields, story
        elif fields != build:
            differing.append((fields ^ build, story))
    assert differing == []
    assert 300 < faulty < 1450


def test_a_story_without_faults_is_taken_by_the_build(page: Page) -> None:
    pupil = {**FILLED, **PUPIL, "unit": "khoi-6"}
    collective = {**FILLED, "subject": "collective", "consent": {}}
    for story, told in zip([FILLED, pupil, collective], in_browser(page, [FILLED, pupil, collective]), strict=True):
        assert (told["faults"], in_build(story)) == ([], set())


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": " "}, "title", "chưa ghi"),
        ({"summary": "x" * 201}, "summary", "dài 201 ký tự, hãy rút còn nhiều nhất 200"),
        ({"subject": ""}, "subject", "chưa chọn"),
        ({"movements": []}, "movements", "chưa chọn"),
        ({"date": "2023-02-30"}, "date", "không phải ngày có thật, hãy chọn lại"),
        ({"year": "23"}, "year", "cần năm gồm bốn chữ số, ví dụ 2023"),
        ({"given_name": "Thị"}, "given_name", "phải là phần cuối của họ tên, ví dụ Mẫu"),
        ({"photo": "a.jpg"}, "photo_alt", "có ảnh thì phải có lời tả ảnh cho người không nhìn thấy ảnh"),
        ({"body": ""}, "body", "bài chưa có nội dung"),
        ({"body": "[x](y.md)"}, "body", "liên kết “y.md” phải là địa chỉ đầy đủ, mở đầu bằng https://"),
        (
            {"consent": {"subject": "2024-02-01"}},
            "consent.subject",
            "ngày đồng ý 2024-02-01 chưa tới, hãy ghi ngày đã ký trên giấy",
        ),
        (
            {"subject": "pupil"},
            "consent.guardian",
            "chưa có ngày cha mẹ hoặc người giám hộ đồng ý; hãy xin giấy đồng ý trước, chưa có giấy thì chưa đăng",
        ),
        (
            {"consent": {"subject": "2023-11-01", "expires": "2024-01-14"}},
            "consent.expires",
            "sự đồng ý đã hết hạn ngày 2024-01-14, hãy xin lại",
        ),
        (
            {"subject": "collective", "awards": [{"type": "lao-dong-tien-tien"}]},
            "awards[0].type",
            "khen thưởng này không dành cho người hoặc tập thể đã chọn ở trên, hãy chọn loại khác",
        ),
        ({"en": {"title": "T"}}, "en.body", "bài chưa có nội dung"),
        ({"en": {"body": "B"}}, "en.title", "chưa ghi"),
        ({"title": "Một\ufffdchữ"}, "title", "có chữ bị mất (thành \ufffd), hãy gõ lại"),
    ],
)
def test_the_words_of_the_form_are_the_schema_s(page: Page, changes: dict[str, Any], field: str, words: str) -> None:
    assert in_browser(page, [{**FILLED, **changes}])[0]["faults"] == [{"field": field, "message": words}]


def test_every_rule_has_words_in_both_languages_with_the_same_parts() -> None:
    for language in ("vi", "en"):
        words = form_words(language)
        assert set(words) == set(RULES)
        assert all(words.values())
        assert not [text for text in words.values() if "{{" in text or "_vi}" in text or "_en}" in text]


def test_texts_and_names_are_made_alike(page: Page) -> None:
    texts = [*TEXTS, *BODIES, "Đổi mới, sáng tạo", "x" * 80, "một hai ba bốn năm sáu " * 5]
    found = page.evaluate(
        "texts => texts.map(text => [tdBai.oneLine(text), tdBai.bodyText(text), tdBai.slug(text, 'a2b3')])", texts
    )
    assert found == [[one_line(text), body_text(text), story_slug(one_line(text), "a2b3")] for text in texts]


def test_no_two_stories_get_one_name(page: Page) -> None:
    names = page.evaluate("() => Array.from({ length: 200 }, () => tdBai.slug('Cùng tên', tdBai.unique()))")
    assert len(set(names)) > 195
    assert all(len(name) == len("cung-ten-a2b3") for name in names)

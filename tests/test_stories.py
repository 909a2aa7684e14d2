"""Stories: who may be published, and the rules between the fields."""

from __future__ import annotations

import datetime

import pytest
from builders import content, english_story, library_of, problems_of, sample, story
from thidua.awards import AWARDS, SUBJECTS
from thidua.sources import SourceFile
from thidua.stories import Story

VI = "docs/guong/2023/lop-doc-sach.vi.md"
EN = "docs/guong/2023/lop-doc-sach.en.md"


def lines_of(*sources: SourceFile, media: tuple[str, ...] = ()) -> list[str]:
    """The Vietnamese half of the lines told, without the path of the story."""
    return [line.split(" / ")[0].removeprefix(f"{VI}:") for line in problems_of(*sources, media=media)]


def read(**changes: str | None) -> Story:
    library, problems = library_of([story(**changes), *content()], media={"guong/2023/anh.jpg"}, drafts=True)
    assert problems == []
    return library.stories[0]


# The day of the checks is 2024-01-15; consent stands on line 11 of the header.
NO_CONSENT = "1: consent: chưa có sự đồng ý nên chưa được đăng, hãy xin giấy rồi ghi «consent: {%s, ref: số giấy}»"
ADULT_NEEDS = NO_CONSENT % "subject: ngày ký"
PUPIL_NEEDS = NO_CONSENT % "subject: ngày ký, guardian: ngày ký"
NO_SUBJECT = "11: consent.subject: chưa có ngày người được viết đồng ý, hãy xin giấy rồi ghi «subject: ngày ký»"
NO_GUARDIAN = (
    "11: consent.guardian: chưa có ngày cha mẹ hoặc người giám hộ đồng ý, hãy xin giấy rồi ghi «guardian: ngày ký»"
)
EXPIRED = "11: consent.expires: sự đồng ý đã hết hạn ngày 2024-01-14, hãy xin lại hoặc ghi «status: withdrawn»"
FUTURE = "11: consent.%s: ngày đồng ý 2024-01-16 chưa tới, hãy ghi ngày đã ký trên giấy"

BOTH = "subject: 2023-11-01, guardian: 2023-11-02"
CONSENTS = {
    "none": None,
    "empty": "{}",
    "no dates": "{ref: 05/2023}",
    "subject": "{subject: 2023-11-01}",
    "guardian": "{guardian: 2023-11-01}",
    "both": f"{{{BOTH}}}",
    "expired": f"{{{BOTH}, expires: 2024-01-14}}",
    "expires today": f"{{{BOTH}, expires: 2024-01-15}}",
    "expires later": f"{{{BOTH}, expires: 2026-11-01}}",
    "given today": "{subject: 2024-01-15, guardian: 2024-01-15}",
    "subject in the future": "{subject: 2024-01-16, guardian: 2023-11-01}",
    "guardian in the future": "{subject: 2023-11-01, guardian: 2024-01-16}",
    "all wrong": "{guardian: 2024-01-16, expires: 2024-01-14}",
}
# consent: what is told of an adult, of a pupil.
CONSENT_LINES: dict[str, tuple[list[str], list[str]]] = {
    "none": ([ADULT_NEEDS], [PUPIL_NEEDS]),
    "empty": (["1" + ADULT_NEEDS], ["1" + PUPIL_NEEDS]),
    "no dates": ([NO_SUBJECT], [NO_GUARDIAN, NO_SUBJECT]),
    "subject": ([], [NO_GUARDIAN]),
    "guardian": ([NO_SUBJECT], [NO_SUBJECT]),
    "both": ([], []),
    "expired": ([EXPIRED], [EXPIRED]),
    "expires today": ([], []),
    "expires later": ([], []),
    "given today": ([], []),
    "subject in the future": ([FUTURE % "subject"], [FUTURE % "subject"]),
    # A guardian's date says nothing about an adult.
    "guardian in the future": ([], [FUTURE % "guardian"]),
    "all wrong": ([EXPIRED, NO_SUBJECT], [EXPIRED, FUTURE % "guardian", NO_SUBJECT]),
}


def told_of_consents(**changes: str) -> dict[str, list[str]]:
    """What is told of each consent, all of them in one run."""
    told = problems_of(
        *(story(name.replace(" ", "-"), consent=consent, **changes) for name, consent in CONSENTS.items())
    )
    lines = [line.split(" / ")[0].removeprefix("docs/guong/2023/").partition(".vi.md:") for line in told]
    return {name: [line for slug, _, line in lines if slug == name.replace(" ", "-")] for name in CONSENTS}


def test_an_adult_gives_consent_before_a_story_is_published() -> None:
    assert told_of_consents(subject="adult") == {name: adult for name, (adult, _) in CONSENT_LINES.items()}


def test_a_pupil_and_a_parent_both_give_consent_before_a_story_is_published() -> None:
    assert told_of_consents(subject="pupil") == {name: pupil for name, (_, pupil) in CONSENT_LINES.items()}


def test_a_draft_needs_the_same_consent() -> None:
    # Whoever reads the files reads the draft.
    assert told_of_consents(status="draft") == told_of_consents(status="published")
    assert told_of_consents(status="draft", subject="pupil")["none"] == [PUPIL_NEEDS]


@pytest.mark.parametrize("changes", [{"sample": "true"}, {"status": "withdrawn"}, {}])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_collectives_samples_and_withdrawn_stories_need_no_consent(subject: str, changes: dict[str, str]) -> None:
    subject = subject if changes else "collective"
    stories = [story(f"bai-{i}", subject=subject, consent=text, **changes) for i, text in enumerate(CONSENTS.values())]
    assert lines_of(*stories) == []


def test_sample_false_is_no_excuse() -> None:
    assert lines_of(story(consent=None, sample="false")) == [ADULT_NEEDS]


def test_a_broken_consent_keeps_out_its_story_alone() -> None:
    good = story("vuon-rau", title="Vườn rau")
    library, problems = library_of([*content(), story(consent=None), good])
    assert [found.slug for found in library.stories] == ["vuon-rau"]
    assert [problem.path for problem in problems] == [VI]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"consent": "{subject: 2023-02-30}"}, "11: consent.subject: không phải ngày có thật, cần dạng 2023-11-20"),
        ({"consent": "{subject: 1/11/2023}"}, "11: consent.subject: ngày viết chưa đúng dạng, hãy viết 2023-11-01"),
        ({"consent": "{subjet: 2023-11-01}"}, '11: consent.subjet: phần khai không có mục này. Có phải "subject"?'),
        ({"consent": "{subject:2023-11-01}"}, "11: consent.subject:2023-11-01: sau dấu hai chấm phải có một dấu cách"),
        ({"consent": "yes"}, "11: consent: sai dạng, cần dạng {subject: …, guardian: …, ref: …, expires: …}"),
        ({"consent": "2023-11-01"}, "11: consent: sai dạng, cần dạng {subject: …, guardian: …, ref: …, expires: …}"),
        (
            {"consent": None, "consnet": "{subject: 2023-11-01}"},
            '11: consnet: phần khai không có mục này. Có phải "consent"?',
        ),
        ({"consent": None, "sample": "yes"}, "11: sample: sai dạng, cần true hoặc false"),
        ({"consent": None, "sample": '"no"'}, "11: sample: sai dạng, cần true hoặc false"),
        (
            {"consent": None, "status": "withdrawm"},
            '11: status: không có giá trị "withdrawm", cần một trong: published, draft, withdrawn. Có phải "withdrawn"?',
        ),
        (
            {"consent": None, "subject": "adlut"},
            '5: subject: không có giá trị "adlut", cần một trong: adult, pupil, collective. Có phải "adult"?',
        ),
    ],
)
def test_a_consent_that_cannot_be_read_is_not_told_as_missing_too(changes: dict[str, str | None], line: str) -> None:
    library, problems = library_of([*content(), story(**changes)])
    assert [str(problem).split(" / ")[0] for problem in problems] == [f"{VI}:{line}"]
    assert library.stories == ()


@pytest.mark.parametrize(
    ("name", "example"),
    [
        ("title", "Cô giáo mở lớp đọc sách cuối tuần"),
        ("summary", "Một hai câu về bài viết."),
        ("name", "Nguyễn Thị Mẫu"),
        ("subject", "adult | pupil | collective"),
        ("role", "Giáo viên Ngữ văn"),
        ("movements", "[day-tot-hoc-tot]"),
        ("year", "2023"),
        ("date", "2023-11-20"),
    ],
)
def test_each_required_field_is_told_as_missing(name: str, example: str) -> None:
    assert lines_of(story(**{name: None})) == [f"1: {name}: thiếu, hãy thêm «{name}: {example}»"]


@pytest.mark.parametrize("name", ["unit", "given_name", "photo", "photo_alt", "awards", "status", "sample"])
def test_the_other_fields_may_be_left_out_or_left_empty(name: str) -> None:
    assert lines_of(story(**{name: None})) == []
    assert lines_of(story(**{name: ""})) == []


def test_a_story_is_read_whole() -> None:
    found = read(
        given_name="Thị Mẫu",
        photo="anh.jpg",
        photo_alt="Cô giáo quanh kệ sách",
        awards="[{type: giay-khen, decision: 12/QĐ, date: 2023-11-18}]",
    )
    assert (found.stem, found.slug, found.folder) == ("guong/2023/lop-doc-sach", "lop-doc-sach", "guong/2023")
    assert (found.name, found.given_name, found.subject) == ("Nguyễn Thị Mẫu", "Thị Mẫu", "adult")
    assert (found.unit, found.movements, found.year) == ("to-ngu-van", ("day-tot-hoc-tot",), 2023)
    assert (found.date, found.photo_path) == (datetime.date(2023, 11, 20), "guong/2023/anh.jpg")
    assert [(award.get("type"), award.get("decision"), award.get("date")) for award in found.awards] == [
        ("giay-khen", "12/QĐ", datetime.date(2023, 11, 18))
    ]
    assert (found.status, found.is_sample, found.is_indexed, found.is_collective) == ("published", False, True, False)
    assert found.in_language("vi").get("photo_alt") == "Cô giáo quanh kệ sách"
    assert read().photo_path is None


@pytest.mark.parametrize(
    ("changes", "is_draft", "is_indexed"),
    [
        ({}, False, True),
        ({"status": "published"}, False, True),
        ({"status": "draft"}, True, False),
        ({"sample": "true"}, False, False),
        ({"sample": "false"}, False, True),
    ],
)
def test_what_is_invented_or_unfinished_is_not_for_search_engines(
    changes: dict[str, str], is_draft: bool, is_indexed: bool
) -> None:
    found = read(**changes)
    assert (found.is_draft, found.is_withdrawn, found.is_indexed) == (is_draft, False, is_indexed)


@pytest.mark.parametrize(
    ("changes", "given_name"),
    [
        ({}, "Mẫu"),
        ({"name": "Mẫu"}, "Mẫu"),
        ({"name": "Nguyễn Thị Ánh Tuyết", "given_name": "Ánh Tuyết"}, "Ánh Tuyết"),
        ({"name": "Nguyễn Thị Ánh Tuyết"}, "Tuyết"),
        ({"name": "Tổ Ngữ văn", "subject": "collective"}, "Tổ Ngữ văn"),
        ({"name": "Tổ Ngữ văn", "subject": "collective", "given_name": "Ngữ văn"}, "Ngữ văn"),
    ],
)
def test_people_go_by_the_last_word_of_their_name_and_collectives_by_the_whole(
    changes: dict[str, str], given_name: str
) -> None:
    found = read(**changes)
    assert (found.given_name, found.is_collective) == (given_name, changes.get("subject") == "collective")


@pytest.mark.parametrize(
    ("name", "subject", "is_told"),
    [
        ("Ánh", "adult", False),
        ("H'Hen Niê", "adult", False),
        ("Þóra Guðmundsdóttir", "adult", False),
        ("0anh", "adult", True),
        ('". . ."', "adult", True),
        ('"12345"', "adult", True),
        ('"\u0301 Mẫu"', "adult", True),
        ("8A", "collective", False),
        ("“Lá lành” 8A", "collective", False),
        ('". . ."', "collective", True),
        ('"12345"', "collective", True),
        ('"\u0301 Mẫu"', "collective", True),
    ],
)
def test_a_name_begins_with_a_letter_and_that_of_a_collective_has_one(name: str, subject: str, is_told: bool) -> None:
    told = problems_of(story(name=name, subject=subject))
    assert [line.split(" / ")[0].split(": ", 1)[1] for line in told] == [
        "name: phải là một tên, mở đầu bằng chữ cái, ví dụ Nguyễn Thị Mẫu"
    ] * is_told


@pytest.mark.parametrize("given_name", ["Nguyễn", "ẫu", "Mầu", "mẫu", "Nguyễn Thị Mẫu Mực"])
def test_a_given_name_is_the_end_of_the_name_in_whole_words(given_name: str) -> None:
    assert lines_of(story(given_name=given_name)) == ["12: given_name: phải là phần cuối của name, ví dụ Mẫu"]


def test_rules_between_fields_wait_for_the_fields_they_need() -> None:
    assert lines_of(story(name=None, given_name="Mẫu")) == ["1: name: thiếu, hãy thêm «name: Nguyễn Thị Mẫu»"]
    assert lines_of(story(subject=None, awards="[{type: thu-khen}]")) == [
        "1: subject: thiếu, hãy thêm «subject: adult | pupil | collective»"
    ]


@pytest.mark.parametrize("year", ["2022", "2024"])
def test_the_year_is_that_of_the_folder(year: str) -> None:
    assert lines_of(story(year=year)) == [
        f"9: year: ghi {year} nhưng tệp nằm trong thư mục 2023, hãy sửa năm hoặc chuyển tệp sang docs/guong/{year}/"
    ]


def test_the_year_of_a_story_needs_no_plan_and_its_date_may_be_of_another_year() -> None:
    assert lines_of(story(folder="2021", year="2021", date="2024-01-10")) == []


PHOTO = "guong/2023/lop.jpg"
WRONG_PHOTO = "cần tên tệp không dấu, đuôi .jpg, .png, .webp hoặc .avif, nằm cạnh bài viết, ví dụ "
NO_ALT = "photo_alt: có ảnh thì phải có lời tả ảnh cho người không nhìn thấy ảnh, hãy thêm «photo_alt: …»"


@pytest.mark.parametrize(
    ("photo", "meant"),
    [
        ("Lớp đọc sách.JPG", "lop-doc-sach.jpg"),
        ("lop doc.png", "lop-doc.png"),
        ("lop.gif", "lop.jpg"),
        ("lop", "anh.jpg"),
        ("anh/lop.jpg", "lop.jpg"),
        ("../lop.jpg", "lop.jpg"),
        ("C:\\\\Anh\\\\lop.jpg", "lop.jpg"),
        ("https://example.vn/lop.webp", "lop.webp"),
        ("???.jpg", "anh.jpg"),
    ],
)
def test_a_photo_has_a_plain_name_and_stands_beside_its_story(photo: str, meant: str) -> None:
    told = lines_of(story(photo=f'"{photo}"', photo_alt="a"), media=(PHOTO,))
    assert told == [f"12: photo: {WRONG_PHOTO}{meant}"]


def test_a_photo_needs_words() -> None:
    assert lines_of(story(photo="lop.jpg"), media=(PHOTO,)) == [f"12: {NO_ALT}"]
    assert lines_of(story(photo="lop.jpg", photo_alt=""), media=(PHOTO,)) == [f"12: {NO_ALT}"]
    assert lines_of(story(photo="lop.jpg", photo_alt="Kệ sách"), media=(PHOTO,)) == []
    assert lines_of(sample(photo="lop.jpg"), media=(PHOTO,)) == [f"docs/guong/2023/bai-minh-hoa.vi.md:12: {NO_ALT}"]


@pytest.mark.parametrize(
    ("photo_alt", "line"),
    [
        ("[a]", "13: photo_alt: sai dạng, cần một dòng chữ, đặt trong ngoặc kép nếu mở đầu bằng [ hoặc {"),
        ("no", '13: photo_alt: máy đọc no thành đúng/sai, hãy đặt trong ngoặc kép: "no"'),
    ],
)
def test_words_of_a_photo_that_cannot_be_read_are_not_missing_too(photo_alt: str, line: str) -> None:
    assert lines_of(story(photo="lop.jpg", photo_alt=photo_alt), media=(PHOTO,)) == [line]


def test_words_without_a_photo_are_fine() -> None:
    assert lines_of(story(photo_alt="Kệ sách")) == []


@pytest.mark.parametrize(
    ("subject", "who"), [("adult", "cá nhân người lớn"), ("pupil", "học sinh"), ("collective", "tập thể")]
)
def test_an_award_goes_to_those_it_is_for(subject: str, who: str) -> None:
    possible = ", ".join(slug for slug, award in AWARDS.items() if subject in award.subjects)
    lines = problems_of(*(sample(slug, subject=subject, awards=f"[{{type: {slug}}}]") for slug in AWARDS))
    assert [line.split(" / ")[0] for line in lines] == [
        f"docs/guong/2023/{slug}.vi.md:12: awards.type: {slug} không dành cho {who}, hãy chọn một trong: {possible}"
        for slug in sorted(AWARDS)
        if subject not in AWARDS[slug].subjects
    ]


@pytest.mark.parametrize(
    ("subject", "slugs"),
    [
        (
            "adult",
            ["lao-dong-tien-tien", "chien-si-thi-dua-co-so", "giay-khen", "chien-si-thi-dua-cap-tinh", "bang-khen"],
        ),
        ("pupil", ["giay-khen", "bang-khen", "tuyen-duong-truoc-lop", "tuyen-duong-truoc-truong", "thu-khen"]),
        ("collective", ["tap-the-lao-dong-tien-tien", "giay-khen", "tap-the-lao-dong-xuat-sac", "bang-khen"]),
    ],
)
def test_pupils_do_not_receive_the_titles_of_working_people(subject: str, slugs: list[str]) -> None:
    assert [award.slug for award in AWARDS.values() if subject in award.subjects] == slugs


def test_an_award_rests_on_a_rule_and_the_day_on_which_it_came_into_force() -> None:
    assert {(award.source, award.valid_from) for award in AWARDS.values()} == {
        ("Luật 06/2022/QH15", "2024-01-01"),
        ("Thông tư 19/2025/TT-BGDĐT", "2025-10-31"),
    }
    assert {award.slug for award in AWARDS.values() if award.subjects == ("pupil",)} == {
        award.slug for award in AWARDS.values() if award.source == "Thông tư 19/2025/TT-BGDĐT"
    }
    assert [slug for slug, award in AWARDS.items() if slug != award.slug] == []
    assert {award.level for award in AWARDS.values()} == {"class", "school", "province"}


@pytest.mark.parametrize(
    ("awards", "line"),
    [
        ("[{decision: 12/QĐ}]", "11: awards.type: thiếu, hãy thêm «type: giay-khen»"),
        ("[{type: giay-khen, date: 18/11/2023}]", "11: awards.date: ngày viết chưa đúng dạng, hãy viết 2023-11-18"),
        ("[{type: giay-khen, note: a}]", "11: awards.note: phần khai không có mục này."),
        ("[giay-khen]", "11: awards: sai dạng, cần danh sách, mỗi mục dạng {type: …, decision: …, date: …}"),
        ("giay-khen", "11: awards: sai dạng, cần danh sách, mỗi mục dạng {type: …, decision: …, date: …}"),
        ("[{type: giay-khen}, {type: giay-khen}]", None),
    ],
)
def test_a_wrong_award_is_told(awards: str, line: str | None) -> None:
    assert lines_of(story(subject="collective", consent=None, awards=awards)) == ([line] if line else [])


def test_an_unknown_award_is_told_with_the_list() -> None:
    assert lines_of(story(awards="[{type: giay-khem}]")) == [
        f'12: awards.type: không có giá trị "giay-khem", cần một trong: {", ".join(AWARDS)}. Có phải "giay-khen"?'
    ]


def test_a_summary_has_at_most_200_characters() -> None:
    assert lines_of(story(summary="ạ" * 200)) == []
    assert lines_of(story(summary="ạ" * 201)) == ["3: summary: dài 201 ký tự, hãy rút còn nhiều nhất 200"]
    assert lines_of(story(), english_story(summary="a" * 201)) == [
        f"{EN}:3: summary: dài 201 ký tự, hãy rút còn nhiều nhất 200"
    ]


def test_a_story_has_a_text_in_each_of_its_languages() -> None:
    empty = "nội dung: bài chưa có nội dung, hãy viết bên dưới dòng --- thứ hai"
    assert lines_of(story(body=" \n")) == [f"13: {empty}"]
    assert lines_of(story(), english_story(body="")) == [f"{EN}:6: {empty}"]


def test_the_english_file_holds_only_words() -> None:
    assert lines_of(story(), english_story(date="2023-11-20", consent="{}", photo_alt="Shelves")) == [
        f"{EN}:5: date: chỉ ghi ở tệp tiếng Việt, hãy bỏ dòng này",
        f"{EN}:6: consent: chỉ ghi ở tệp tiếng Việt, hãy bỏ dòng này",
    ]


def test_english_words_stand_on_the_english_page() -> None:
    library, problems = library_of([*content(), story(), english_story()])
    assert problems == []
    (found,) = library.stories
    assert (found.in_language("en").title, found.in_language("en").get("role")) == (
        "The reading class",
        "Literature teacher",
    )
    assert (found.in_language("vi").title, found.source) == ("Lớp đọc sách", "guong/2023/lop-doc-sach.vi.md")


def test_an_empty_header_lacks_every_required_field() -> None:
    empty = SourceFile("guong/2023/lop-doc-sach.vi.md", "---\n---\nNội dung.\n")
    names = ["date", "movements", "name", "role", "subject", "summary", "title", "year"]
    assert [line.split(": thiếu")[0] for line in lines_of(empty)] == [f"1: {name}" for name in names]


def test_a_field_written_twice_does_not_hide_the_other_mistakes() -> None:
    source = story(date="2023-02-30")
    twice = SourceFile(source.path, source.text.replace("unit:", "role: Giáo viên\nunit:"))
    assert lines_of(twice) == [
        "7: role: viết hai lần (lần đầu ở dòng 6), hãy giữ một",
        "11: date: không phải ngày có thật, cần dạng 2023-11-20",
    ]


def test_an_english_file_that_was_begun_is_no_missing_translation() -> None:
    path = "guong/2023/lop-doc-sach.en.md"
    assert lines_of(story(), SourceFile(path, "---\ntitle: [a]\n---\n")) == [
        f"{EN}:2: title: sai dạng, cần một dòng chữ, đặt trong ngoặc kép nếu mở đầu bằng [ hoặc {{",
        f"{EN}:4: nội dung: bài chưa có nội dung, hãy viết bên dưới dòng --- thứ hai",
    ]
    assert lines_of(story(), SourceFile(path, "---\n---\nThe text.\n")) == [
        f"{EN}:1: title: thiếu, hãy thêm «title: A teacher opens a weekend reading class»"
    ]


def test_an_english_file_that_cannot_be_read_is_no_missing_translation() -> None:
    # With no body and no title that could be read, it must not pass for a file that nobody has filled in yet.
    broken = SourceFile("guong/2023/lop-doc-sach.en.md", '---\ntitle: "a\n---\n')
    assert lines_of(story(), broken) == [f"{EN}:2: title: thiếu dấu ngoặc kép hoặc nháy đơn đóng ở cuối giá trị"]

"""Personal data in stories: what is found, what is left alone, and how little of it a line tells."""

from __future__ import annotations

import re

import pytest
from builders import content, english_story, library_of, problems_of, sample, story
from thidua.letters import fold
from thidua.personal_data import PATTERNS, Pattern, _before_digits, find

# (key, sentence, what a line shows of it); every number is made up.
GUILTY = [
    ("phone", "Gọi cho cô Lan theo số 0912345678 nhé.", "09…78"),
    ("phone", "SĐT: 0912 345 678", "09…78"),
    ("phone", "ĐT.0912.345.678", "09…78"),
    ("phone", "Zalo 091-234-5678", "09…78"),
    ("phone", "zalo.me/0912345678", "09…78"),
    ("phone", "liên hệ (091) 234 5678 gặp mẹ em", "09…78"),
    ("phone", "Số 09 12 34 56 78", "09…78"),
    ("phone", "gọi 0912\n345 678", "09…78"),
    ("phone", "+84 912 345 678", "84…78"),
    ("phone", "+84 (0)912 345 678", "84…78"),
    ("phone", "84912345678", "84…78"),
    ("phone", "nhà em: 0277 3830 123.", "02…23"),
    ("phone", "(0277) 3.830.123", "02…23"),
    ("phone", "call her at 0385-123-456", "03…56"),
    ("phone", "gọi 84 912 345 678", "84…78"),
    ("phone", "gọi ０９１２３４５６７８ nhé", "09…78"),
    ("phone", "gọi 0 9 1 2 3 4 5 6 7 8", "09…78"),
    ("phone", "gọi 0-9-1-2-3-4-5-6-7-8 nhé", "09…78"),
    ("birth", "Em sinh ngày 12/3/2012 tại Tân Hồng.", "sinh ngày …"),
    ("birth", "Minh sinh ngày 12 tháng 3 năm 2012.", "sinh ngày …"),
    ("birth", "Minh, sinh ngày\n12-3-2012,", "sinh ngày …"),
    ("birth", "em sinh ngày mười hai tháng ba năm 2012", "sinh ngày …"),
    ("birth", "Ngày sinh: 12.3.2012", "Ngày sinh: …"),
    ("birth", "ngày, tháng, năm sinh: 12/03/2012", "năm sinh: …"),
    ("birth", "Cô sinh ngày 5/9/1980", "sinh ngày …"),
    ("birth", "Em Lan (sinh 12/3/12)", "sinh …"),
    ("birth", "em sinh ngay 12/3/2012", "sinh ngay …"),
    ("birth", "Năm sinh: 2012", "Năm sinh: …"),
    ("birth", "Nguyễn Minh, SN 2012", "SN …"),
    ("birth", "She was born on 12 March 2012.", "born on …"),
    ("birth", "born March 12th, 2012", "born March …"),
    ("birth", "Date of birth: 12/03/2012", "Date of …"),
    ("birth_year", "Em Minh sinh năm 2012.", "sinh năm …"),
    ("birth_year", "Em Lan (sinh năm 2011)", "sinh năm …"),
    ("birth_year", "em sinh nam 2012", "sinh nam …"),
    ("birth_year", "em sinh tháng 3/2012", "sinh tháng …"),
    ("birth_year", "Minh was born in 2012.", "born in …"),
    ("birth", "Em sinh ngày １２/３/２０１２.", "sinh ngày …"),
    ("birth_year", "Sinh năm 2012, em Minh học giỏi.", "Sinh năm …"),
    ("birth_year", "“Sinh năm 2012, em là út”, Minh kể.", "Sinh năm …"),
    ("birth_year", "Em Minh: sinh năm 2012", "sinh năm …"),
    ("birth_year", "Minh, born in 2012, is in grade 6.", "born in …"),
    ("birth_year", "Minh (born in 2012) is in grade 6.", "born in …"),
    ("identity", "CCCD 087212001234", "CCCD 08…34"),
    ("identity", "số 087 212 001 234", "08…34"),
    ("identity", "CMND số 341 234 567", "CMND số 34…67"),
    ("identity", "mã định danh cá nhân: 087212001234", "mã định danh cá nhân: 08…34"),
    ("identity", "thẻ HS4878712345678", "HS 48…78"),
    ("identity", "bảo hiểm y tế số 8712345678", "bảo hiểm y tế số 87…78"),
    ("identity", "Mã học sinh: 8712345678", "Mã học sinh: 87…78"),
    ("identity", "passport number C1234567", "passport number C 12…67"),
    ("bank", "số tài khoản 123.456.789 tại ngân hàng.", "số tài khoản 12…89"),
    ("bank", "STK 0912345678", "STK 09…78"),
    ("bank", "số tài khoản 1234 5678 9012 (Agribank)", "số tài khoản 12…12"),
    ("bank", "Vietcombank 0071000123456", "Vietcombank 00…56"),
    ("bank", "Her bank account: 0123456789", "bank account: 01…89"),
    ("address", "Nhà em ở số 12 đường Nguyễn Huệ, phường 1.", "Nhà em …"),
    ("address", "số nhà 12/3A đường Lê Lợi", "số nhà …"),
    ("address", "nhà số 12/3 đường Trần Phú", "nhà số …"),
    ("address", "thường trú tại ấp 3, xã Bình Phú", "thường trú …"),
    ("address", "ngụ tại khóm 2", "ngụ tại …"),
    ("address", "Nhà em ở ấp 3, xã Bình Phú", "Nhà em …"),
    ("address", "nha em o ap 3, xa Binh Phu", "nha em …"),
    ("address", "địa chỉ nhà: 12 đường Lê Duẩn", "địa chỉ …"),
    ("address", "Nhà em ở thôn Đoài, xã Bình Phú", "Nhà em …"),
    ("address", "nhà ở ấp 3 xã Tân Phú", "nhà ở …"),
    ("address", "nhà em ở tổ 5, khu phố 3, phường 2", "nhà em …"),
    ("address", "nhà em ở 12/3 Lê Lợi", "nhà em …"),
    ("address", "Gia đình trú tại thôn 5", "trú tại …"),
    ("address", "Địa chỉ: 12/3 Lê Lợi", "Địa chỉ: …"),
    ("address", "địa chỉ nhà em: 12/3 Lê Lợi", "địa chỉ …"),
    ("address", "ở trọ số 5 hẻm 12", "ở trọ …"),
    ("address", "sống ở ấp 3, xã Bình Phú", "sống ở …"),
    ("address", "She lives at 12 Hai Bà Trưng.", "lives at …"),
    ("address", "She lives at house 12.", "lives at …"),
    ("address", "She lives at 12 Nguyễn Huệ Street.", "lives at …"),
    ("address", "The family lives in hamlet 3, Bình Phú.", "lives in …"),
    ("email", "Viết cho em: nguyenvanan@gmail.com", "ng…@…"),
    ("email", "lan.nguyen+hs@dongthap.edu.vn", "la…@…"),
]
INNOCENT = """\
Lễ phát động diễn ra ngày 20/11/2023 tại sân trường.
Từ ngày 05.09.2023 đến 31.05.2024, lớp gom được 1.234 vỏ hộp sữa.
Từ 05.09.2023-31.05.2024 là một năm học.
Ngày 09-11-2023 10 giờ, cả khối 9 tập trung.
Năm 1975, bác Út theo cha về vùng này khai hoang.
Quỹ góp được 2.000.000 đồng, mua được 12 chiếc áo phao.
Quyết định số 123/QĐ-UBND ngày 12/3/2015 của Ủy ban nhân dân huyện.
Quyết định số 12/QĐ-THCSND khen thưởng cô Ánh.
Nghị quyết số 202/2025/QH15 có hiệu lực từ 01/7/2025.
Công văn số 0912/SGDĐT-VP ngày 05/9/2023.
Em được 9,5 điểm Toán và 8,75 điểm Ngữ văn.
Buổi học bắt đầu lúc 7:30, tan lúc 10 giờ 45.
Giờ sinh hoạt lớp 6A1 hôm ấy kéo dài hơn mọi khi.
Em sinh hoạt Đội ở liên đội trường từ năm 2015.
Ngày sinh hoạt 12/3/2015 được ghi vào sổ.
Danh sách học sinh năm 2012 vẫn còn trong sổ cũ.
Học sinh năm 2015 đông hơn bây giờ.
Kỳ tuyển sinh ngày 12/6/2015 có thêm 30 em.
Buổi tổng vệ sinh ngày 12/3/2019 có phụ huynh cùng làm.
Liệt sĩ hy sinh ngày 30/4/1972 được ghi tên trên bia.
Đội tuyển học sinh giỏi môn Sinh năm 2018 có bốn em.
Các em làm bài Toán, Lý, Sinh ngày 12/3/2023.
Cô sinh năm 1975, về trường năm 1998.
Chủ tịch Hồ Chí Minh sinh ngày 19/5/1890 tại làng Hoàng Trù.
Lớp tổ chức sinh nhật chung cho các em sinh tháng 3.
Câu lạc bộ mở một tài khoản chung, giữ đúng 12.345.000 đồng.
Thầy lập tài khoản cho từng phụ huynh, ngày 12-11-2023 là xong.
Em quên mật khẩu tài khoản, thầy chỉ lại từng bước một.
Trường vận động bảo hiểm y tế năm học 2023-2024 đạt 100%.
Cả lớp tham gia bảo hiểm y tế, quỹ hỗ trợ 12.345.678 đồng.
Thầy giúp 120 hộ làm căn cước công dân trong tháng 8 năm 2023.
Thư viện có 12 kệ, 3.456 cuốn, thêm 789 cuốn trong năm.
Dãy nhà số 2 vừa được sơn lại.
Số nhà sách tặng trường tăng lên ba.
Địa chỉ nhà trường: số 12 đường Lê Lợi.
Hộ khẩu của nhiều em ở thôn xa, phải đi đò.
Thầy ở trọ tại thôn Đoài, xã Bình Phú suốt ba năm.
Nhà riêng của thầy là thư viện, tổ chức 3 buổi một tuần.
Số nhà 5 tầng trong xã tăng dần.
Em sống ở 3 xã khác nhau từ nhỏ.
Trường nội trú tại ấp 3 có 120 em.
Đội sinh ngày 15/5/1941 tại Nà Mạ.
Dự án sinh năm 2012 nay đã lớn.
Phim “Sinh năm 2012” được chiếu ở sân trường.
Our library, born in 2015, has a garden.
The garden (born in 2016) feeds the kitchen.
She lives on 2 meals a day.
They lived at 3 camps that year.
Ví MoMo quyên góp 12.345.678 lượt trên cả nước.
Tài khoản học trực tuyến: 12.345.678 lượt vào.
Bảo hiểm y tế: 12.345.678 em tham gia.
Bảo hiểm y tế, từ 2023-11-01 đến nay.
Dãy số 0 5 10 15 20 25 30 được viết lên bảng.
Con số 84 912 345 678 đồng được ghi trong đề Toán.
Các số 0 1 2 3 4 5 6 7 8 9 10 xếp thành vòng tròn.
Nhà em ở xa, cách trường bảy cây số đường đê.
Nhà ở cùng một con kênh, trước giờ không quen.
Bác nói nhà bác ở đường nào cũng được, miễn gần sông.
Bạn ấy kể truyện ngụ ngôn cho cả khối 6 nghe.
Em sống ở xã biên giới, đi đò sang trường.
Phong trào “Nhà sạch, ngõ đẹp” ở ấp Thống Nhất bắt đầu tháng 3/2018.
Các tuần 03, 05, 07, 09, 11 có tiết đọc sách.
Phép tính 0,35 x 1.200 bị gạch chéo.
ISBN 978-604-2-12345-6 in ở bìa sau.
Giải nhì giải chạy 100 m với 13 giây 45.
Tổng đài quốc gia bảo vệ trẻ em là 111.
Tọa độ trong bài Địa lý là 10.85, 105.34.
Em đạt 300/300 điểm, xếp thứ 2 trong 1.234 em.
Giá vở 12.500 đồng một cuốn, 100 cuốn là 1.250.000 đồng.
![Sân trường](IMG_20231120_0912345678.jpg)
Gương tốt, việc tốt @ trường mình là tên bảng tin.
Mọi thắc mắc xin gửi về thcsnguyendu@dongthap.edu.vn của nhà trường.
Thư gửi về vanphong@thcs-nguyen-du.example.
The drive began on 12 March 2015 in every class.
The reading club was born in 2015 out of a rainy Saturday.
The teacher was born in 1975 and came here in 1998.
A wind gauge now lives on top of the cupboard at 3 metres.
She lives at the end of the canal and rows to school.""".splitlines()
TEXTS = [sentence for _, sentence, _ in GUILTY]


@pytest.mark.parametrize(("key", "text", "masked"), GUILTY)
def test_what_nobody_needs_to_know_is_found_and_hidden(key: str, text: str, masked: str) -> None:
    for whole in (text, f"Một câu đứng trước.\n\n{text}\n\nMột câu đứng sau."):
        assert [(one.pattern.key, one.masked) for one in find(whole)] == [(key, masked)]
    hidden = "".join(re.findall("[0-9]", text))
    assert len(hidden) < 5 or hidden not in "".join(re.findall("[0-9]", masked))


@pytest.mark.parametrize("text", INNOCENT)
def test_days_money_decisions_and_scores_are_left_alone(text: str) -> None:
    assert find(text) == []


def test_all_of_a_text_is_told_in_its_order_and_nothing_twice() -> None:
    text = "\n".join(text for _, text, _ in GUILTY)
    assert [one.pattern.key for one in find(text)] == [key for key, _, _ in GUILTY]
    assert find("\n".join(INNOCENT)) == []
    # An account that is a phone number too is an account.
    assert [one.pattern.key for one in find("chuyển vào STK 0912345678")] == ["bank"]


def test_long_texts_without_anything_take_no_long_search() -> None:
    # Each would take minutes with a pattern that tries every way of cutting it.
    for text in ("1 " * 20_000, "sinh ngày " * 5_000, "a" * 50_000 + "@", "tài khoản " * 5_000, "nhà em ở " * 5_000):
        assert find(text) == []


def test_the_patterns_mean_the_same_in_a_browser(browser: object) -> None:
    page = browser.new_page()  # type: ignore[attr-defined]
    found = page.evaluate(
        """([patterns, texts]) => texts.map(text =>
             patterns.filter(one => new RegExp(one, "iu").test(text)).map(one => patterns.indexOf(one)))""",
        [[pattern.pattern for pattern in PATTERNS], [*TEXTS, *INNOCENT]],
    )
    page.close()
    expected = [[place for place, one in enumerate(PATTERNS) if one.regex.search(text)] for text in [*TEXTS, *INNOCENT]]
    assert found == expected
    assert all(expected[: len(TEXTS)]) and not any(expected[len(TEXTS) :])


# In the middle of a text, numbers and other hints around it; far below a hint without a number.
@pytest.mark.parametrize("text", TEXTS)
def test_whatever_stands_around_it_is_found(text: str) -> None:
    around = "Cả lớp 8A vỗ tay. " * 20
    alone = [one.masked for one in find(f"A. {text}")]
    assert [one.masked for one in find(f"{around}A. {text}\n\n{around}")] == alone
    assert [one.masked for one in find(f"Họ sống ở quê, she lives there, sn sinh con. {around}A. {text}")] == alone


@pytest.mark.parametrize("pattern", [one for one in PATTERNS if one.hints], ids=lambda one: one.key)
def test_a_hint_is_seen_however_it_is_written(pattern: Pattern) -> None:
    for hint in pattern.hints:
        words = hint.strip("( .:")
        for written in (words, fold(words)):
            plain = f" x {written} của em 12 em, xã ấy a@b"
            assert pattern.may_be_in(plain, _before_digits(plain)) == any(one in plain for one in pattern.hints), hint


def test_no_pattern_uses_what_only_one_language_knows() -> None:
    for pattern in PATTERNS:
        assert not re.search(r"\\[bBwWdAZ]|\(\?[<Pi#]", pattern.pattern), pattern.key
        assert pattern.vi and pattern.en and (pattern.hints or pattern.digits)


# In stories

HEADER = """\
---
title: {title}
photo_alt: {alt}
consent: {{subject: 2023-11-01, ref: 05/2023}}
ref: {ref}
---
"""


@pytest.mark.parametrize(
    ("title", "alt", "ref"),
    [
        ("Cô phát thẻ", "Cô phát thẻ bảo hiểm y tế", "1"),
        ("Thầy giúp làm căn cước", "1234567 em", "1"),
        ("Khách", "Khách tới Agribank", "1"),
        ("Sinh năm 2012", "Một em", "1"),
        ('"Sinh năm 2012"', "Em gọi 0912", "345678"),
    ],
)
def test_what_a_field_says_does_not_run_into_the_next(title: str, alt: str, ref: str) -> None:
    text = HEADER.format(title=title, alt=alt, ref=ref)
    assert find(text, 7) == []
    assert len(find(f"{text}Gọi 0912\n345678 nhé.", 7)) == 1


def test_a_field_that_goes_on_below_is_read_as_a_whole() -> None:
    text = "---\nsummary: >\n  Gọi 0912\n  345678\nawards:\n  - decision: căn cước\n  - decision: 1234567\n---\nLời."
    (found,) = find(text, 9)
    assert (found.pattern.key, found.masked, text[found.place :][:4]) == ("phone", "09…78", "0912")


def test_a_number_in_a_files_name_would_be_in_an_address() -> None:
    told = problems_of(story("0912345678"), story("lop-20-11-2023"))
    assert [line.partition(" / ")[0] for line in told] == [
        "docs/guong/2023/0912345678.vi.md:1: tệp: tên tệp có “09…78” giống số điện thoại, hãy bỏ đi; "
        "muốn để lại cách liên hệ thì dẫn tới trang Giới thiệu"
    ]


VI, EN = "docs/guong/2023/lop-doc-sach.vi.md", "docs/guong/2023/lop-doc-sach.en.md"


def test_a_story_is_told_file_line_and_field_and_never_the_number() -> None:
    told = problems_of(
        story(
            summary="Gọi 0912345678 để góp sách.",
            awards="[{type: giay-khen, decision: sinh ngày 12/3/1980}]",
            body="Một câu.\n\nNhà em ở số 12 đường Nguyễn Huệ.\nEm sinh năm\n2012.",
        ),
        english_story(role="Teacher (lan@gmail.com)", body="Call 0912345678."),
    )
    assert [line.split(" / ")[0].split("”")[0] for line in told] == [
        f"{EN}:4: role: “la…@…",
        f"{EN}:7: nội dung: “09…78",
        f"{VI}:3: summary: “09…78",
        f"{VI}:12: awards: “sinh ngày …",
        f"{VI}:17: nội dung: “Nhà em …",
        f"{VI}:18: nội dung: “sinh năm …",
    ]
    assert "“09…78” giống số điện thoại, hãy bỏ đi; muốn để lại cách liên hệ thì dẫn tới trang Giới thiệu / " in told[1]
    assert "“09…78” looks like a phone number; remove it; for contact details, link to the About page" in told[1]
    assert not any(secret in line for line in told for secret in ("345", "12/3", "Huệ", "gmail"))


@pytest.mark.parametrize(
    ("body", "line", "masked"),
    [
        ("Một câu.\n\nGọi &#48;912 345 678 nhé.", 16, "“09…78”"),
        ("Gọi &#x30912 và &#x30;912345678.", 14, "“09…78”"),
        ("Thư&#10;một.\nViết cho lan&#64;b&period;example.", 15, "“la…@…”"),
        ("Em sinh n&#259;m&nbsp;2012.", 14, "“sinh năm …”"),
        ("Em sinh na&#774;m 2012.", 14, "“sinh năm …”"),
    ],
)
def test_signs_written_as_entities_are_read_as_they_are_shown(body: str, line: int, masked: str) -> None:
    (told,) = problems_of(story(body=body))
    assert told.startswith(f"{VI}:{line}: nội dung: {masked}")


def test_an_entity_that_is_shown_as_typed_hides_nothing_and_is_no_number() -> None:
    assert problems_of(story(body="Gõ &amp;#48;912 345 678, và a &amp; b, AT&T, x?a=1&b=2.")) == []


def test_comments_and_unknown_lines_of_a_header_are_read_too() -> None:
    told = problems_of(story(unit="to-ngu-van # mẹ em: 0912345678", ghi_chu="CCCD 087212001234"))
    assert [line.split("”")[0] for line in told if "“" in line] == [
        f"{VI}:7: unit: “09…78",
        f"{VI}:12: ghi_chu: “CCCD 08…34",
    ]
    broken = story(title="[Mở ngoặc", body="Gọi 0912345678.")
    assert any(line.startswith(f"{VI}:14: ") and "“09…78”" in line for line in problems_of(broken))


@pytest.mark.parametrize("make", [story, sample])
@pytest.mark.parametrize("status", ["published", "draft"])
def test_drafts_and_samples_are_asked_the_same(make: object, status: str) -> None:
    assert callable(make)
    assert len(problems_of(make("a", status=status, summary="Gọi 0912345678."))) == 1


def test_withdrawn_stories_and_other_pages_are_left_alone() -> None:
    assert problems_of(story(status="withdrawn", body="Gọi 0912345678.")) == []
    library, problems = library_of(content(story()))
    assert problems == [] and len(library.stories) == 1

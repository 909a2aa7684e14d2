"""Personal data that no story needs: phone numbers, days of birth, numbers of papers and accounts, home addresses, e-mail.

Law 91/2025/QH15 and Decree 56/2017 (children): what is not needed is not published, and git keeps what was once in it.
The patterns are for Python and JavaScript alike (flags ``i`` and ``u``): no look-behind, no ``\\b`` and no ``\\w``, which
in JavaScript know ASCII only. Group 1 is what was found; what stands before it only tells it from what is innocent.
Text without tone marks is read too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from thidua.letters import fold


@dataclass(frozen=True)
class Pattern:
    """One kind of personal data; ``vi`` and ``en`` say what it looks like and what to do.

    Where none of the ``hints`` stands in a text (small letters, single blanks), the pattern finds nothing in it: most texts
    are done with in no time. ``digits`` is how many digits stand together at least where hints say nothing.
    """

    key: str
    pattern: str
    vi: str
    en: str
    hints: tuple[str, ...] = ()
    digits: int = 0

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """Personal data in a text: where it begins, and as much of it as a public log may show."""

    pattern: Pattern
    place: int
    masked: str


# Latin letters, those of Vietnamese among them.
_LETTER = "A-Za-zÀ-ỹ"
_START = rf"(?:^|[^0-9{_LETTER}_])"


def _loosely(*phrases: str) -> str:
    """One of these phrases, with or without marks, over any blanks and line ends."""

    def sign(char: str) -> str:
        plain = fold(char)
        return r"\s+" if char == " " else rf"\{char}" if char in ".?" else char if plain == char else f"[{char}{plain}]"

    return "(?:" + "|".join("".join(map(sign, phrase)) for phrase in phrases) + ")"


def _hints(*phrases: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for phrase in phrases for form in (phrase, fold(phrase))))


# Numbers

_GAP = r"(?:[\s.]|\)\s?|\s?\(|\s?[\-–]\s?)?"
_NO_MORE_DIGITS = r"(?![0-9]|[ .\-][0-9])"
# No date, no two years, no money: what stands after «tài khoản» and «bảo hiểm y tế» in innocent sentences.
_NO_DATE = (
    r"(?![0-9]{1,2}[ .\/\-–][0-9]{1,2}[ .\/\-–](?:19|20)[0-9]{2}(?![0-9])"
    r"|(?:19|20)[0-9]{2}\s?[\-–]\s?(?:19|20)[0-9]{2})"
)
_NO_MONEY = rf"(?!\s*(?:{_loosely('đồng', 'triệu', 'nghìn', 'ngàn', 'tỉ', 'tỷ')}|[đd](?![{_LETTER}])|vn[đd]|₫|%))"

_PAPERS = (
    "căn cước",
    "cccd",
    "cmnd",
    "cmt",
    "chứng minh nhân dân",
    "chứng minh thư",
    "mã định danh",
    "số định danh",
    "định danh cá nhân",
    "hộ chiếu",
    "mã học sinh",
    "mã số học sinh",
    "bhyt",
    "bảo hiểm y tế",
    "bhxh",
    "bảo hiểm xã hội",
    "identity card",
    "identity number",
    "identification number",
    "id card",
    "id number",
    "citizen id",
    "passport",
    "pupil code",
    "student code",
    "health insurance",
    "social insurance",
)
_ACCOUNTS = (
    "stk",
    "số tk",
    "số tài khoản",
    "tài khoản",
    "bank account",
    "account number",
    "account no",
    "vietcombank",
    "vietinbank",
    "agribank",
    "sacombank",
    "techcombank",
    "bidv",
    "momo",
)

# Days. Only years in which people of today's schools were born: an event of these years is not taken for a birth.
_BIRTH_YEAR = r"(?:19[3-9][0-9]|20[01][0-9])(?![0-9])"
# A child's year of birth tells its age; an adult's is no secret. Children of lower secondary schools are ten at least.
_CHILD_YEAR = r"(?:200[6-9]|201[0-9])(?![0-9])"
_VI_DATE = (
    rf"(?:[0-9]{{1,2}}\s?[\/.\-]\s?[0-9]{{1,2}}\s?[\/.\-]\s?(?:{_BIRTH_YEAR}|[0-9]{{2}}(?![0-9]))"
    rf"|{_BIRTH_YEAR}[\/.\-][0-9]{{1,2}}[\/.\-][0-9]{{1,2}}"
    rf"|(?:[0-9]{{1,2}}|[{_LETTER}]{{2,5}}(?:\s+[{_LETTER}]{{2,4}})?)\s+{_loosely('tháng')}\s+(?:[0-9]{{1,2}}|[{_LETTER}]{{2,6}}"
    rf"(?:\s+[{_LETTER}]{{2,4}})?)(?:\s*,)?\s+(?:{_loosely('năm')}\s+)?{_BIRTH_YEAR})"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_EN_DATE = (
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_BIRTH_YEAR}"
    rf"|{_MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+{_BIRTH_YEAR}|{_MONTH},?\s+{_CHILD_YEAR}|{_VI_DATE})"
)
# «học sinh năm 2012», «tuyển sinh ngày 12/6/2015», «hy sinh ngày …»: other words that end in «sinh», or the subject.
_NOT_BORN = _loosely(
    *("học", "thí", "vệ", "tuyển", "giáo", "phát", "hy", "hi", "khai", "tái", "hồi", "nữ", "nam", "môn", "an", "dân"),
    *("nhân", "thi", "bài", "lớp", "giỏi", "hóa", "hoá", "lý", "ký", "tân", "cựu", "ôn", "tiết", "văn", "hộ", "trường"),
    *("bẩm", "sơ", "thư", "phục", "trọng", "y", "tự", "nảy", "môi"),
)
_BEFORE_BIRTH = rf"(?:^\s*|[^0-9{_LETTER}_\s]\s*|(?:^|[^{_LETTER}])(?!{_NOT_BORN}\s)[{_LETTER}]+\s+)"
# «The club was born in 2012».
_THINGS = (
    "(?:club|movement|idea|class|library|garden|project|group|team|it|which|that|this|school|programme|program|campaign|drive"
    "|habit|plan|tradition|fund|corner|page|site|shelf|custom|contest|festival|union|association|day|was|were|is|been|be)"
)
_BEFORE_BORN = rf"(?:^\s*|[^0-9{_LETTER}_\s]\s*|(?:^|[^{_LETTER}])(?!{_THINGS}\s)[{_LETTER}]+\s+)(?:(?:was|were)\s+)?"

# Homes
_HOME_WORDS = (
    "thường trú",
    "tạm trú",
    "cư trú",
    "cư ngụ",
    "ngụ tại",
    "ngụ ở",
    "hộ khẩu",
    "địa chỉ nhà",
    "nhà riêng",
)
_AT_HOME = (
    *("nhà ở", "nhà em ở", "nhà cháu ở", "nhà con ở", "nhà bạn ở", "nhà cô ở", "nhà thầy ở", "nhà ông ở", "nhà bà ở"),
    *("nhà anh ở", "nhà chị ở", "nhà chú ở", "nhà bác ở", "sống ở", "sống tại", "ở trọ tại", "ở trọ ở"),
)
_STREETS = _loosely("đường", "phố", "hẻm", "ngõ", "kiệt", "ấp", "khóm", "thôn", "tổ", "khu phố", "xã", "phường")
_HOUSE = r"[0-9]+[A-Za-z]?(?:\s?\/\s?[0-9]+[A-Za-z]?)*"
_HAMLET = _loosely("ấp", "khóm", "thôn", "tổ", "khu phố", "đội")

_SEE_ABOUT_VI = "muốn để lại cách liên hệ thì dẫn tới trang Giới thiệu"
_SEE_ABOUT_EN = "for contact details, link to the About page"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "bank",
        rf"{_START}({_loosely(*_ACCOUNTS)}[^0-9]{{0,30}}{_NO_DATE}[0-9](?:[ .\-]?[0-9]){{7,18}}"
        rf"{_NO_MORE_DIGITS}{_NO_MONEY})",
        "giống số tài khoản, hãy bỏ đi; muốn nhận đóng góp thì dẫn tới thông báo của nhà trường",
        "looks like an account number; remove it; for donations, link to the school's own notice",
        _hints(*_ACCOUNTS),
    ),
    Pattern(
        "identity",
        rf"{_START}(0[0-9]{{2}}(?:[ .]?[0-9]{{3}}){{3}}(?![0-9])|[A-Z]{{2}}\s?[1-5](?:\s?[0-9]){{12}}(?![0-9])"
        rf"|{_loosely(*_PAPERS)}[^0-9]{{0,30}}{_NO_DATE}[0-9](?:[ .\-]?[0-9]){{6,14}}{_NO_MORE_DIGITS}{_NO_MONEY})",
        "giống số giấy tờ của một người (căn cước, định danh, bảo hiểm…), hãy bỏ đi",
        "looks like somebody's identity or insurance number; remove it",
        _hints(*_PAPERS),
        digits=12,
    ),
    Pattern(
        "phone",
        rf"(?:^|[^0-9{_LETTER}_.,\/\-–]|[^0-9_][.,\/\-–]|{_loosely('đt')}|tel|zalo|phone)"
        rf"(?!0?[0-9][ .\-–][01]?[0-9][ .\-–](?:19|20)[0-9]{{2}}(?![0-9]))"
        rf"(0[35789](?:{_GAP}[0-9]){{8}}|02(?:{_GAP}[0-9]){{9}}|84[35789][0-9]{{8}}"
        rf"|(?:\+|00)\s?84{_GAP}0?{_GAP}[235789](?:{_GAP}[0-9]){{8,9}})(?![0-9])",
        f"giống số điện thoại, hãy bỏ đi; {_SEE_ABOUT_VI}",
        f"looks like a phone number; remove it; {_SEE_ABOUT_EN}",
        digits=10,
    ),
    Pattern(
        "birth",
        rf"{_BEFORE_BIRTH}(sinh\s+(?:{_loosely('vào')}\s+)?(?:{_loosely('ngày', 'hôm', 'mùng', 'mồng')}\s+)?{_VI_DATE})"
        rf"|{_START}((?:{_loosely('ngày', 'tháng', 'năm', 'ngày tháng năm')})\s+sinh(?:\s+{_loosely('nhật')})?"
        rf"(?:\s+{_loosely('của')}\s+{_loosely('em', 'cháu', 'con', 'bạn', 'bé', 'cô', 'thầy')})?"
        rf"\s*(?::|{_loosely('là', 'vào')})?\s*(?:{_VI_DATE}|{_CHILD_YEAR})"
        rf"|(?:sn|ns|dob|birthday|birth\s?date|date\s+of\s+birth)\s*(?:is|was|on|[:.])?\s*(?:{_EN_DATE}|{_CHILD_YEAR}))"
        rf"|{_BEFORE_BORN}(born\s+(?:(?:on|in)\s+)?(?:the\s+)?{_EN_DATE})",
        "là ngày sinh của một người, hãy bỏ đi; với học sinh chỉ ghi khối",
        "is somebody's date of birth; remove it; for a pupil give the grade only",
        _hints(
            *(
                "sinh ngày",
                "sinh vào",
                "sinh hôm",
                "sinh mùng",
                "sinh mồng",
                "ngày sinh",
                "năm sinh",
                "tháng sinh",
                "birth",
            ),
            *("sinh 0", "sinh 1", "sinh 2", "sinh 3", "sinh 4", "sinh 5", "sinh 6", "sinh 7", "sinh 8", "sinh 9"),
            *(" sn ", " sn:", " sn.", "(sn", " ns ", " ns:", " ns.", "(ns", "dob", "born", "birth"),
        ),
    ),
    Pattern(
        "birth_year",
        rf"{_BEFORE_BIRTH}(sinh\s+(?:{_loosely('vào')}\s+)?(?:{_loosely('tháng')}\s+[0-9]{{1,2}}\s*(?:[\/.\-]|{_loosely('năm')})?\s*"
        rf"|{_loosely('năm')}\s+){_CHILD_YEAR})|{_BEFORE_BORN}(born\s+in\s+{_CHILD_YEAR})",
        "là năm sinh của một em, hãy bỏ đi; chỉ ghi khối",
        "is a child's year of birth; remove it and give the grade only",
        _hints("sinh năm", "sinh tháng", "sinh vào", "born in"),
    ),
    Pattern(
        "address",
        rf"{_START}({_loosely('số nhà')}\s*:?\s*{_HOUSE}"
        rf"|{_loosely('nhà số')}\s+(?:[0-9]+[A-Za-z]?\s?\/\s?[0-9]|{_HOUSE}\s*,?\s+{_STREETS}\s)"
        rf"|{_loosely(*_HOME_WORDS)}[^.;!?\n0-9]{{0,40}}?(?:{_HOUSE}\s*,?\s+{_STREETS}\s|{_HAMLET}\s+[0-9{_LETTER}])"
        rf"|{_loosely(*_AT_HOME)}\s+(?:{_loosely('tại')}\s+)?(?:{_loosely('số')}\s+)?(?:{_HOUSE}\s*,?\s+{_STREETS}\s"
        rf"|{_HAMLET}\s+[0-9{_LETTER}]+(?:\s+[{_LETTER}]+){{0,3}}\s*,\s*{_loosely('xã', 'phường', 'thị trấn', 'huyện')}\s)"
        rf"|home\s+address\s*(?:is|:)|house\s+(?:number|no\.?)\s*[0-9]"
        rf"|(?:live|reside)[sd]?\s+(?:at|on)\s+(?:no\.?\s*|number\s+|house\s+)?[0-9]+[A-Za-z]?(?:\/[0-9]+)*,?\s+[{_LETTER}]"
        rf"|(?:live|reside)[sd]?\s+in\s+hamlet\s+[0-9])",
        "giống địa chỉ nhà, hãy bỏ đi; tên xã, phường là đủ",
        "looks like a home address; remove it; the commune or ward is enough",
        _hints("số nhà", "nhà số", *_HOME_WORDS, *_AT_HOME, "home address", "house n", "live", "reside"),
    ),
    Pattern(
        "email",
        r"(?:^|[^A-Za-z0-9._%+\-])"
        r"(?!(?:thcs|c2|truong|vanphong|van-phong|vanthu|van-thu|lienhe|lien-he|info|contact|office|school)[a-z0-9._\-]*@)"
        r"([A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)",
        f"giống địa chỉ thư điện tử của một người, hãy bỏ đi; {_SEE_ABOUT_VI}",
        f"looks like somebody's e-mail address; remove it; {_SEE_ABOUT_EN}",
        ("@",),
    ),
)

_DIGITS = re.compile(r"[0-9](?:[ .()\-–\xa0]{0,3}[0-9]){9,}")


def find(text: str) -> list[Found]:
    """The personal data of a text in NFC, in its order; what two patterns see is told once."""
    plain = " " + " ".join(text.split()).lower()
    longest = max((sum(map(str.isdigit, run)) for run in _DIGITS.findall(plain)), default=0)
    places: list[tuple[int, int]] = []
    found: list[Found] = []
    for pattern in PATTERNS:
        if not (0 < pattern.digits <= longest or any(hint in plain for hint in pattern.hints)):
            continue
        for start, end in _places(pattern, text):
            if all(end <= other or start >= last for other, last in places):
                places.append((start, end))
                found.append(Found(pattern, start, mask(pattern.key, text[start:end])))
    return sorted(found, key=lambda one: one.place)


def _places(pattern: Pattern, text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.regex.finditer(text):
        if match.lastindex:
            yield match.span(match.lastindex)


def mask(key: str, found: str) -> str:
    """What was found as a public log may show it: enough to know it again, too little to use it."""
    found = " ".join(found.split())
    if key == "email":
        return f"{found[:2]}…@…"
    words = re.match(r"[^0-9]*", found)[0].rstrip()  # type: ignore[index]
    if key in ("birth", "birth_year", "address"):
        # Two words tell what it is; the third may be of the date itself: «sinh ngày mười hai tháng ba».
        return f"{' '.join(words.split()[:2])} …"
    digits = re.sub(r"[^0-9]", "", found)
    return f"{words} {digits[:2]}…{digits[-2:]}".lstrip(" +(")


def check(text: str, field_at: Callable[[int], str], report: Callable[[int, str, str, str], None]) -> None:
    """Report the personal data of a whole file; ``field_at`` names the field of a line, counted from 1."""
    for one in find(text):
        line = text.count("\n", 0, one.place) + 1
        report(line, field_at(line), f"“{one.masked}” {one.pattern.vi}", f"“{one.masked}” {one.pattern.en}")

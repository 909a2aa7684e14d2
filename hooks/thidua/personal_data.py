"""Personal data that no story needs: phone numbers, days of birth, numbers of papers and accounts, home addresses, e-mail.

Law 91/2025/QH15 and Decree 56/2017 (children): what is not needed is not published, and git keeps what was once in it.
The patterns are for Python and JavaScript alike (flags ``i`` and ``u``): no look-behind, no ``\\b`` and no ``\\w``, which
in JavaScript know ASCII only. Group 1 is what was found; what stands before it only tells it from what is innocent.
Text without tone marks is read too, and digits as wide as an ideograph, which some keyboards write.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

from thidua.letters import fold, to_nfc


def _one_of(words: Collection[str]) -> str:
    """A pattern of any of these texts, what they begin with written once: many words are looked for as fast as a few."""
    if not words or "" in words:
        return ""
    after: dict[str, set[str]] = {}
    for word in sorted(words):
        after.setdefault(word[0], set()).add(word[1:])
    branches = [re.escape(first) + _one_of(rest) for first, rest in after.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@dataclass(frozen=True)
class Pattern:
    """One kind of personal data; ``vi`` and ``en`` say what it looks like and what to do.

    Where none of the ``hints`` stands in a text (small letters, single blanks), the pattern finds nothing in it: most texts
    are done with in no time. ``digits`` is how many digits stand together at least where hints say nothing.

    What hints speak of is a number a few words behind them, but where ``without_digits`` is found. ``near`` finds in folded
    text, before a number, what the pattern finds besides the hints.
    """

    key: str
    pattern: str
    vi: str
    en: str
    hints: tuple[str, ...] = ()
    digits: int = 0
    without_digits: str = ""
    near: str = ""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def may_be_in(self, plain: str, numbers: str) -> bool:
        """Whether it is worth looking: ``plain`` is the text, ``numbers`` what stands before its numbers, folded."""
        return _has_hint((self,), plain, numbers) and any(hint in plain for hint in self.hints)


@dataclass(frozen=True)
class Found:
    """Personal data in a text: where it begins, and as much of it as a public log may show."""

    pattern: Pattern
    place: int
    masked: str


# Latin letters, those of Vietnamese among them; then those that English has not. (A wider range would hold the old long
# s, which to a browser that passes over capitals is any s.)
_LETTER = "A-Za-zÀ-ỹ"
_MARKED = "À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ"
_START = rf"(?:^|[^0-9{_LETTER}_])"


def _loosely(*phrases: str) -> str:
    """One of these phrases, with or without marks, over any blanks and line ends."""

    def sign(char: str) -> str:
        plain = fold(char)
        return r"\s+" if char == " " else rf"\{char}" if char in ".?" else char if plain == char else f"[{char}{plain}]"

    return "(?:" + "|".join("".join(map(sign, phrase)) for phrase in phrases) + ")"


def _hints(*phrases: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for phrase in phrases for form in (phrase, fold(phrase))))


_DIGITS = "0123456789"
_WIDE_DIGITS = "０１２３４５６７８９"
_WIDE = re.compile(f"[{_WIDE_DIGITS}]")
_NARROW = str.maketrans(_WIDE_DIGITS, _DIGITS)


def _of_any_width(pattern: str) -> str:
    """A pattern whose digits stand for the wide ones too; counts in braces stay what they are."""
    found: list[str] = []
    in_class = in_count = False
    for place, char in enumerate(pattern):
        in_class = char == "[" or (in_class and char != "]")
        in_count = char == "{" or (in_count and char != "}")
        if char not in _DIGITS or in_count:
            found.append(char)
        elif not in_class:
            found.append(f"[{char}{_WIDE_DIGITS[int(char)]}]")
        elif pattern[place + 1] == "-":
            end = pattern[place + 2]
            found.append(f"{_WIDE_DIGITS[int(char)]}-{_WIDE_DIGITS[int(end)]}{char}")
        else:
            found.append(char if pattern[place - 1] == "-" else char + _WIDE_DIGITS[int(char)])
    return "".join(found)


# Numbers

# A field of a header that goes on below is indented there.
_GAP = r"(?:\n {1,8}|[\s.]|\)\s?|\s?\(|\s?[\-–]\s?)?"
_NO_MORE_DIGITS = r"(?![0-9]|[ .\-][0-9])"
# No date, no two years, no money: what stands after «tài khoản» and «bảo hiểm y tế» in innocent sentences.
_NO_DATE = (
    r"(?![0-9]{1,2}[ .\/\-–][0-9]{1,2}[ .\/\-–](?:19|20)[0-9]{2}(?![0-9])"
    r"|(?:19|20)[0-9]{2}[ .\/\-–][0-9]{1,2}[ .\/\-–][0-9]{1,2}(?![0-9])"
    r"|(?:19|20)[0-9]{2}\s?[\-–]\s?(?:19|20)[0-9]{2})"
)
_NO_MONEY = rf"(?!\s*(?:{_loosely('đồng', 'triệu', 'nghìn', 'ngàn', 'tỉ', 'tỷ')}|[đd](?![{_LETTER}])|vn[đd]|₫|%))"

# «12.345.678 lượt»: thousands grouped by dots before a noun count something; a bank's name is no such noun.
_NO_COUNT = (
    rf"(?![0-9]{{1,3}}(?:\.[0-9]{{3}})+\s+"
    rf"(?!{_loosely('ngân hàng', 'tại', 'ở', 'của', 'mở', 'chủ', 'tên', 'là')}\s|[a-z]*bank|bidv|momo|mb\s|acb)[{_LETTER}])"
)

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
    # «Đội sinh ngày 15/5/1941», «dự án sinh năm 2012»
    *("đội", "án", "quỹ", "bộ", "trào", "kiến"),
)
# A title that is nothing but «Sinh năm 2012», and one that is spoken of in quotation marks, are nobody's birth.
_A_TITLE = rf"{_loosely('sinh năm')}\s+[0-9]{{4}}"
_OPEN, _CLOSED = '“”«"', '”»"'
_BEFORE_BIRTH = (
    rf"(?:^(?!\s*{_A_TITLE}\s*$)\s*|[^0-9{_LETTER}_\s:{_OPEN}]\s*|[{_OPEN}](?!{_A_TITLE}[{_CLOSED}])\s*"
    rf"|(?:^|[^{_LETTER}_])(?!title\s*:\s*{_A_TITLE}\s*$)(?:[{_LETTER}_]+|[0-9)*{_CLOSED}])\s*:\s*"
    rf"|(?:^|[^{_LETTER}])(?!{_NOT_BORN}\s)[{_LETTER}]+\s+)"
)
# «The club was born in 2012».
_THINGS = (
    "(?:club|movement|idea|class|library|garden|project|group|team|it|which|that|this|school|programme|program|campaign|drive"
    "|habit|plan|tradition|fund|corner|page|site|shelf|custom|contest|festival|union|association|day|was|were|is|been|be)"
)
# «Our library, born in 2015»: what is before a comma or a bracket is looked at too.
_BEFORE_BORN = (
    rf"(?:^\s*|[^0-9{_LETTER}_\s,(–—\-]\s*|[^{_LETTER}_\s]\s*[,(–—\-]\s*|\n[,(–—\-]\s*"
    rf"|(?:^|[^{_LETTER}])(?!{_THINGS}[\s,(–—\-])[{_LETTER}]+(?:\s*[,(–—\-]\s*|\s+))(?:(?:was|were)\s+)?"
)

# Homes. A village by its name alone is no address: many live there, and nobody can tell a name from a word.
_HOME_WORDS = (
    "thường trú",
    "tạm trú",
    "cư trú",
    "cư ngụ",
    "ngụ tại",
    "ngụ ở",
    "hộ khẩu",
    "nhà riêng",
)
# «Trường nội trú tại ấp 3» is where a school stands.
_LODGING = _loosely("nội", "bán", "lưu", "ngoại")
_ADDRESS_OF_HOME = (
    rf"{_loosely('địa chỉ nhà')}"
    rf"(?!\s+{_loosely('trường', 'văn hóa', 'văn hoá', 'thiếu nhi', 'thi đấu', 'sách', 'xuất bản', 'truyền thống')})"
)
_WHOSE = ("em", "cháu", "con", "bạn", "cô", "thầy", "ông", "bà", "anh", "chị", "chú", "bác")
_HOUSES = ("nhà ở", *(f"nhà {who} ở" for who in _WHOSE))
_LIVING = ("sống ở", "sống tại", "ở trọ")
_STREETS = _loosely("đường", "phố", "hẻm", "ngõ", "kiệt")
_AREAS = _loosely("ấp", "khóm", "thôn", "tổ", "khu phố", "đội", "xã", "phường")
_HOUSE = r"[0-9]+[A-Za-z]?(?:\s?\/\s?[0-9]+[A-Za-z]?)*"
_HOUSE_IN_LANE = r"[0-9]+[A-Za-z]?(?:\s?\/\s?[0-9]+[A-Za-z]?)+"
_NUMBER = _loosely("số")
_HAMLET = _loosely("ấp", "khóm", "thôn", "tổ", "khu phố", "đội")
_HAMLET_BY_NUMBER = rf"{_HAMLET}\s+[0-9]+[A-Za-z]?(?![0-9{_LETTER}])"
_COMMUNE = _loosely("xã", "phường", "thị trấn", "huyện")
_HOUSE_IN_STREET = (
    rf"(?:{_NUMBER}\s+)?{_HOUSE}\s*,?\s+{_STREETS}\s|(?:{_NUMBER}\s+{_HOUSE}|{_HOUSE_IN_LANE})\s*,?\s+{_AREAS}\s"
)
_HAMLET_IN_COMMUNE = rf"{_HAMLET_BY_NUMBER}(?:\s*,?\s*{_HAMLET_BY_NUMBER})*\s*,?\s*{_COMMUNE}\s"
_HAMLET_BY_NAME = rf"{_HAMLET}\s+[0-9{_LETTER}]+(?:\s+[{_LETTER}]+){{0,3}}\s*,\s*{_COMMUNE}\s"
# «Số nhà 5 tầng tăng lên»: how many there are.
_NO_HOUSES = _loosely("tầng", "gian", "lầu", "căn", "cái", "hộ", "mái", "phòng", "cấp")
# «She lives on 2 meals a day»: an address has a street, or a name with Vietnamese marks.
_EN_STREET = (
    rf"[0-9]+[A-Za-z]?(?:\/[0-9]+[A-Za-z]?)*,?\s+(?:(?:[{_LETTER}]+\s+){{0,4}}(?:street|st\.|road|rd\.|lane|alley|avenue"
    rf"|quarter|hamlet|ward)|(?:[A-Za-z]+\s+)?[A-Za-z]*[{_MARKED}])"
)

_SEE_ABOUT_VI = "muốn để lại cách liên hệ thì dẫn tới trang Giới thiệu"
_SEE_ABOUT_EN = "for contact details, link to the About page"

_NARROW_PATTERNS = (
    Pattern(
        "bank",
        rf"{_START}({_loosely(*_ACCOUNTS)}[^0-9]{{0,30}}{_NO_DATE}{_NO_COUNT}[0-9](?:[ .\-]?[0-9]){{7,18}}"
        rf"{_NO_MORE_DIGITS}{_NO_MONEY})",
        "giống số tài khoản, hãy bỏ đi; muốn nhận đóng góp thì dẫn tới thông báo của nhà trường",
        "looks like an account number; remove it; for donations, link to the school's own notice",
        _hints(*_ACCOUNTS),
    ),
    Pattern(
        "identity",
        rf"{_START}(0[0-9]{{2}}(?:[ .]?[0-9]{{3}}){{3}}(?![0-9])|[A-Z]{{2}}\s?[1-5](?:\s?[0-9]){{12}}(?![0-9])"
        rf"|{_loosely(*_PAPERS)}[^0-9]{{0,30}}{_NO_DATE}{_NO_COUNT}[0-9](?:[ .\-]?[0-9]){{6,14}}"
        rf"{_NO_MORE_DIGITS}{_NO_MONEY})",
        "giống số giấy tờ của một người (căn cước, định danh, bảo hiểm…), hãy bỏ đi",
        "looks like somebody's identity or insurance number; remove it",
        _hints(*_PAPERS),
        digits=12,
    ),
    Pattern(
        "phone",
        rf"(?:^|[^0-9{_LETTER}_.,\/\-–]|[^0-9_][.,\/\-–]|{_loosely('đt')}|tel|zalo|phone)"
        rf"(?!0?[0-9][ .\-–][01]?[0-9][ .\-–](?:19|20)[0-9]{{2}}(?![0-9]))"
        rf"(0[35789](?:{_GAP}[0-9]){{8}}|02(?:{_GAP}[0-9]){{9}}|0(?:[ .\-][0-9]){{9}}(?![ .\-][0-9])|84[35789][0-9]{{8}}"
        rf"|84[ \-][35789][0-9]{{2}}(?:[ \-]?[0-9]{{3}}){{2}}(?![0-9]){_NO_MONEY}"
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
        # «sinh mười hai tháng ba năm …», «"SN …»: found in texts where a hint stands somewhere.
        near=r"sinh [a-z]+(?: [a-z]+)? thang |sn|ns",
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
        rf"{_START}({_loosely('số nhà')}\s*:?\s*{_HOUSE}(?![0-9])(?!\s+{_NO_HOUSES}(?![{_LETTER}]))"
        rf"|{_loosely('nhà số')}\s+(?:{_HOUSE_IN_LANE}|{_HOUSE}\s*,?\s+(?:{_STREETS}|{_AREAS})\s)"
        rf"|(?:{_loosely(*_HOME_WORDS)}|{_ADDRESS_OF_HOME})[^.;!?\n0-9]{{0,40}}?"
        rf"(?:{_HOUSE_IN_STREET}|{_HOUSE_IN_LANE}\s+[{_LETTER}]|{_HAMLET_BY_NUMBER}|{_HAMLET_BY_NAME})"
        rf"|{_loosely('địa chỉ')}\s*:\s*(?:{_NUMBER}\s+)?{_HOUSE_IN_LANE}\s*,?\s+[{_LETTER}]"
        rf"|{_loosely(*_HOUSES)}\s+(?:{_loosely('tại')}\s+)?"
        rf"(?:{_HOUSE_IN_STREET}|{_NUMBER}\s+[0-9]|{_HOUSE_IN_LANE}\s+[{_LETTER}]|{_HAMLET_BY_NUMBER}|{_HAMLET_BY_NAME})"
        rf"|{_loosely(*_LIVING)}\s+(?:{_loosely('tại', 'ở')}\s+)?(?:{_HOUSE_IN_STREET}|{_HAMLET_IN_COMMUNE})"
        rf"|home\s+address\s*(?:is|:)|house\s+(?:number|no\.?)\s*[0-9]"
        rf"|(?:live|reside)[sd]?\s+(?:at|on)\s+(?:(?:no\.?\s*|number\s+|house\s+)[0-9]|{_EN_STREET})"
        rf"|(?:live|reside)[sd]?\s+in\s+hamlet\s+[0-9])"
        rf"|(?:^\s*|[^0-9{_LETTER}_\s]\s*|(?:^|[^{_LETTER}])(?!{_LODGING}\s)[{_LETTER}]+\s+)"
        rf"({_loosely('trú tại', 'trú ở')}\s+(?:{_HOUSE_IN_STREET}|{_HAMLET_BY_NUMBER}|{_HAMLET_BY_NAME}))",
        "giống địa chỉ nhà, hãy bỏ đi; tên xã, phường là đủ",
        "looks like a home address; remove it; the commune or ward is enough",
        _hints(
            *("số nhà", "nhà số", *_HOME_WORDS, *_HOUSES, *_LIVING, "địa chỉ nhà", "địa chỉ:", "địa chỉ :"),
            *("trú tại", "trú ở", "home address", "house n", "live", "reside"),
        ),
        # «ấp Giồng Găng, xã …» has no number, and «home address:» is told whatever follows.
        without_digits=rf",\s*{_COMMUNE}|home address",
    ),
    Pattern(
        "email",
        r"(?:^|[^A-Za-z0-9._%+\-])"
        r"(?!(?:thcs|c2|truong|vanphong|van-phong|vanthu|van-thu|lienhe|lien-he|info|contact|office|school)[a-z0-9._\-]*@)"
        r"([A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)",
        f"giống địa chỉ thư điện tử của một người, hãy bỏ đi; {_SEE_ABOUT_VI}",
        f"looks like somebody's e-mail address; remove it; {_SEE_ABOUT_EN}",
        ("@",),
        without_digits="@",
    ),
)

PATTERNS: tuple[Pattern, ...] = tuple(replace(one, pattern=_of_any_width(one.pattern)) for one in _NARROW_PATTERNS)

# Of one kind in one text; whoever mends so many runs the check again.
MOST_TOLD = 50

_NOTHING = "(?!)"
_RUN = re.compile(r"[0-9](?:[ .()\-–\xa0]{0,3}[0-9]){9,}")


def find(text: str, body_line: int = 1) -> list[Found]:
    """The personal data of a text in NFC, in its order; what two patterns see is told once.

    Above ``body_line`` (counted from 1) stand fields, each read for itself: its number is not of the field above.
    """
    plain = " " + " ".join(text.split()).lower()
    if _WIDE.search(plain):
        plain = plain.translate(_NARROW)
    longest = max((sum(map(str.isdigit, run)) for run in _RUN.findall(plain)), default=0)
    numbers = _before_digits(plain)
    has_hints = _has_hint(PATTERNS, plain, numbers)
    places: list[tuple[int, int]] = []
    found: list[Found] = []
    for pattern in PATTERNS:
        if not (0 < pattern.digits <= longest or (has_hints and pattern.may_be_in(plain, numbers))):
            continue
        for start, end in islice(_places(pattern, _pieces(text, body_line)), MOST_TOLD):
            if all(end <= other or start >= last for other, last in places):
                places.append((start, end))
                found.append(Found(pattern, start, mask(pattern.key, text[start:end])))
    return sorted(found, key=lambda one: one.place)


# From the first letter of a hint to the first digit of what it speaks of there are fewer signs, blanks counted once.
_NEAR = 120
_DIGITS_IN_A_ROW = re.compile("[0-9]+")
# To a pattern that passes over capitals these are s and i.
_ODD_SMALL = str.maketrans("ſı", "si")


def _before_digits(plain: str) -> str:
    """What stands before the numbers of a text, folded: all that hints of numbers must be looked for in.

    Before each stretch stands the end of a line.
    """
    near: list[str] = [""]
    last = 0
    for match in _DIGITS_IN_A_ROW.finditer(plain):
        start = match.start()
        # The first digit belongs to it: «sinh 1».
        near.append(plain[max(last, start - _NEAR) : start + 1])
        last = match.end()
    return fold("\n".join(near)).translate(_ODD_SMALL)


def _has_hint(patterns: tuple[Pattern, ...], plain: str, numbers: str) -> bool:
    near, without_digits = _regex_of_hints(patterns)
    return near.search(numbers) is not None or without_digits.search(plain) is not None


@lru_cache(maxsize=len(PATTERNS) + 1)
def _regex_of_hints(patterns: tuple[Pattern, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds a hint of any of these patterns before numbers, and what finds one that needs no number."""
    hints = _one_of({fold(hint) for pattern in patterns for hint in pattern.hints})
    # What a pattern finds begins with a word; that no letter stands before it is soon seen.
    near = _any_of([hints, *(pattern.near for pattern in patterns)])
    return re.compile(f"[^a-z](?:{near})"), re.compile(_any_of(pattern.without_digits for pattern in patterns))


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(filter(None, patterns)) or _NOTHING


# A line of a header that goes on with the text of the one above.
_GOES_ON = re.compile(r"[ \t]+(?![-#]|[A-Za-z_]+[ \t]*:)\S")


def _pieces(text: str, body_line: int) -> list[tuple[int, str]]:
    """(place, text) of each field of a header, and of the whole body."""
    pieces: list[tuple[int, str]] = []
    place = 0
    for line in text.split("\n", body_line - 1)[: body_line - 1]:
        if pieces and _GOES_ON.match(line):
            above, words = pieces.pop()
            pieces.append((above, f"{words}\n{line}"))
        else:
            pieces.append((place, line))
        place += len(line) + 1
    return [*pieces, (place, text[place:])]


def _places(pattern: Pattern, pieces: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    for place, text in pieces:
        for match in pattern.regex.finditer(text):
            if match.lastindex:
                start, end = match.span(match.lastindex)
                yield place + start, place + end


def mask(key: str, found: str) -> str:
    """What was found as a public log may show it: enough to know it again, too little to use it."""
    found = " ".join(found.split()).translate(_NARROW)
    if key == "email":
        return f"{found[:2]}…@…"
    words = re.match(r"[^0-9]*", found)[0].rstrip()  # type: ignore[index]
    if key in ("birth", "birth_year", "address"):
        # Two words tell what it is; the third may be of the date itself: «sinh ngày mười hai tháng ba».
        return f"{' '.join(words.split()[:2])} …"
    digits = re.sub(r"[^0-9]", "", found)
    return f"{words} {digits[:2]}…{digits[-2:]}".lstrip(" +(")


def _as_shown(text: str) -> str:
    """A text with its entities as the signs that a reader sees («&#48;912» is «0912»), each on its line."""
    if "&" not in text:
        return text
    return "\n".join(to_nfc(html.unescape(line).replace("\n", " ")) for line in text.split("\n"))


def check(
    text: str, body_line: int, field_at: Callable[[int], str], report: Callable[[int, str, str, str], None]
) -> None:
    """Report the personal data of a whole file; ``field_at`` names the field of a line, counted from 1."""
    text = _as_shown(text)
    for one in find(text, body_line):
        line = text.count("\n", 0, one.place) + 1
        report(line, field_at(line), f"“{one.masked}” {one.pattern.vi}", f"“{one.masked}” {one.pattern.en}")


def check_name(slug: str, report: Callable[[int, str, str, str], None]) -> None:
    """Report the personal data of a file's name, which is the end of an address."""
    for one in find(slug):
        vi, en = f"tên tệp có “{one.masked}” {one.pattern.vi}", f"the file's name: “{one.masked}” {one.pattern.en}"
        report(1, "tệp", vi, en)

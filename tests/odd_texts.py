"""What may come in a file, for tests by properties: right and wrong, odd and hostile, from no one's pen and from a clerk's.

Everything is built of small parts that are chosen apart from each other, so that Hypothesis can shrink what it finds.
"""

from __future__ import annotations

import unicodedata

from builders import MOVEMENT, PLAN, PLAN_BODY, STORY, header
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

# Characters by which readers of text, of YAML and of Markdown stumble.
ODD_CHARACTERS = (
    "\x00", "\x07", "\x0b", "\f", "\u001b", "\x7f", "\x85", "\xa0", "\xad", "͏", "\u061c", "ᅟ", "឴", "\u180e",
    "\u200b", "\u200d", "\u200f", "\u2028", "\u2029", "\u202e", "\u2060", "\u2066", "⠀", "\u3000", "ㅤ", "\ue000",
    "\ufdd0", "️", "\ufeff", "\ufff9", "�", "\uffff", "😀", "\U000e0001", "\U000f0000", "̀", "̣", "̸", "⃣", "\t", "\r",
    "А", "а", "Ð", "ð", "α", "ı", "Ａ", "𝐀", "ﬁ", "Ⅱ", "学", "ភ", "א", "ẞ", "İ", "ǰ", "ΐ", "½", "²", "ẞ", "ͅ",
)  # fmt: skip
YAML_TOKENS = (
    "---", "...", ": ", ":", "- ", "? ", "[", "]", "{", "}", ", ", "&a ", "*a", "!!str ", "!", "|", "|-\n  ", ">",
    "'", "\"", "\\", "#", " #", "%", "@", "`", "~", "null", "yes", "no", "true", "0x1", "1e3", "2023-11-20",
    "2023-02-30", "20/11/2023", "<<: ", "\n", "\n\n", "\n  ", "\n\t", "\n- ", "\n---\n", "\\u202e", "\\x00",
    "\\ud800", "[[[[", "{a: {b: {c: ", "x: &b [*b]",
)  # fmt: skip
MARKDOWN_TOKENS = (
    "# ", "## ", "#", "- ", "* ", "1. ", "> ", "    ", "\t", "```", "```\n", "~~~", "`", "``", "*", "**", "***", "_",
    "__", "~", "|", "|-|-|\n", "| a | b |\n", "---\n", "===\n", ": ", "[", "]", "(", ")", "![", "](", "][",
    "[a]: b\n", "[^1]: x\n", "[a](b.md)", "{: ", "{#a .b c=d}", "}", "{", "<", ">", "</", "<div>", "<b>", "</div>",
    "<!--", "-->", "<?", "<![CDATA[", "&", "&#", "&#8238;", "&amp;", "\\", "\\*", "!", "\n", "\n\n", "  \n",
    "https://a.vn", "<https://a.vn>", "javascript:x", "mailto:a@b.c", "![a](lop.jpg)", "[x](#a)", "[x](http://[a)",
    "<img src=x>", "\u0002", "\u0003", "klzzwxh:0", "wzxhzdk:0", "stx", "{#I.1.a}", " {#I.1}\n", "“Hai tốt”",
)  # fmt: skip
WORDS = (
    "Mỗi", "sáng", "thư viện", "mở cửa", "thầy", "cô", "đọc", "sách", "Nguyễn", "Đỗ", "hòa", "khỏe", "2023", "6A",
    "a", "the",
)  # fmt: skip
NAMES_OF_FIELDS = (
    *(
        *STORY,
        *MOVEMENT,
        *PLAN,
        "photo",
        "photo_alt",
        "awards",
        "status",
        "sample",
        "given_name",
        "terms",
        "places",
        "days",
    ),
    *("notes", "facts", "launched", "aliases", "template", "hide", "tags"),
)

characters = st.one_of(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạẤỆỮ Đ.,;-–“”'\"0123456789\n"),
    st.sampled_from(ODD_CHARACTERS),
    st.characters(exclude_categories=["Cs"]),
)
texts = st.text(characters, max_size=40)


def soup(tokens: tuple[str, ...], most: int = 25) -> SearchStrategy[str]:
    """Tokens, words and odd texts one after the other."""
    part = st.one_of(st.sampled_from(tokens), st.sampled_from(WORDS), st.sampled_from([" ", "\n"]), texts)
    run = st.tuples(st.sampled_from(tokens), st.integers(1, 200)).map(lambda pair: pair[0] * pair[1])
    return st.lists(st.one_of(part, part, part, part, run), max_size=most).map("".join)


values = st.one_of(texts, soup(YAML_TOKENS, 6), st.sampled_from(WORDS))
headers = st.one_of(
    soup(YAML_TOKENS),
    st.lists(st.tuples(st.sampled_from(NAMES_OF_FIELDS), values), max_size=12).map(
        lambda lines: "".join(f"{name}: {value}\n" for name, value in lines)
    ),
)
bodies = st.one_of(texts, soup(MARKDOWN_TOKENS), st.lists(soup(MARKDOWN_TOKENS, 4), max_size=8).map("\n\n".join))

GOOD = {
    "guong": f"{header(STORY)}\nMỗi sáng thứ bảy, thư viện mở cửa.\n\nCác em đến đọc sách.\n",
    "phong-trao": f"{header(MOVEMENT)}\nLà gì.\n",
    "ke-hoach": f"{header(PLAN)}\n{PLAN_BODY}",
    "": f"{header({'title': 'Giới thiệu', 'summary': 'Một câu.'})}\nLời.\n",
}


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A good file after one to three slips: something put in, taken out, or written twice."""
    tokens = (*YAML_TOKENS, *MARKDOWN_TOKENS, *ODD_CHARACTERS)
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        more = draw(st.one_of(st.sampled_from(tokens), texts, st.just(""), st.just(text[start:end] * 2)))
        text = text[:start] + more + text[end:]
    return text


def files(folder: str) -> SearchStrategy[str]:
    """Texts of a file in a folder of ``docs/``, in NFC, with line ends of one kind, as they are read from the disk."""
    whole = st.tuples(headers, bodies).map(lambda pair: f"---\n{pair[0]}\n---\n\n{pair[1]}\n")
    good_header = bodies.map(lambda body: GOOD[folder].split("---\n\n")[0] + f"---\n\n{body}\n")
    found = st.one_of(texts, whole, good_header, mutated(GOOD[folder]))
    return found.map(lambda text: unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


# Files by their path in ``docs/``: those of good names, and some whose names are wrong as well.
PATHS = {
    "guong": tuple(
        f"guong/{name}.md" for name in ("2023/moi.vi", "2023/moi.en", "2024/moi.vi", "2023/lop-doc-sach.en")
    ),
    "phong-trao": ("phong-trao/moi.vi.md", "phong-trao/moi.en.md", "phong-trao/day-tot-hoc-tot.en.md"),
    "ke-hoach": ("ke-hoach/2024.vi.md", "ke-hoach/2023.en.md"),
    "": (
        "moi.vi.md",
        "moi.en.md",
        "thuat-ngu.vi.md",
        "dia-danh.vi.md",
        "ngay-le.vi.md",
        "thuat-ngu.en.md",
        "index.vi.md",
    ),
}
odd_names = st.one_of(
    st.sampled_from(["Bài mới", "bai.moi", "bai_moi", "-", "..", "con", "x" * 120, "BAI"]), texts.filter(bool)
).map(lambda name: unicodedata.normalize("NFC", name).replace("/", "").replace("\n", "").replace("\x00", "") or "x")


@st.composite
def small_folders(draw: st.DrawFn) -> dict[str, str]:
    """path → text of one to four files."""
    found: dict[str, str] = {}
    for _ in range(draw(st.integers(1, 4))):
        folder = draw(st.sampled_from(sorted(GOOD)))
        path = draw(st.sampled_from(PATHS[folder]))
        if draw(st.integers(0, 5)) == 0:
            path = f"{path.rpartition('/')[0]}/{draw(odd_names)}.vi.md".lstrip("/")
        found[path] = draw(files(folder))
    return found


# Names as people bear them, and phrases that are sorted.
SYLLABLES = (
    "an", "ánh", "ân", "ăn", "bình", "bảo", "châu", "chí", "cường", "dung", "dũng", "đạt", "đào", "được", "giang",
    "hà", "hải", "hoà", "hoá", "hoạ", "huy", "huỳnh", "khoẻ", "kiệt", "lan", "lâm", "lý", "mai", "mỹ", "nga",
    "nguyễn", "như", "oanh", "ông", "phúc", "quý", "quỳnh", "sơn", "tâm", "thuý", "thuỷ", "thị", "trần", "trường",
    "uyên", "ước", "vân", "vũ", "xuân", "ý", "yến", "tan", "tân", "tấn", "tạ", "ta", "tà", "má", "ma", "mạ", "mả",
    "mã", "mà", "6a", "10", "2", "jazz", "fan",
)  # fmt: skip
CASES = (str.lower, str.title, str.upper, str.capitalize)
phrases = st.lists(
    st.tuples(st.sampled_from(SYLLABLES), st.sampled_from(CASES), st.sampled_from([" ", " ", " ", "-", ", ", ""])),
    min_size=1,
    max_size=4,
).map(lambda parts: "".join(case(word) + gap for word, case, gap in parts).strip())

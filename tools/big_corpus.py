"""Invented stories in any number, in both languages, for measuring: «make bench» and «make bench-search».

Their texts are chains: each word follows the two before it, or the last one, as some word does in the site's own texts. A
small site has few different words and a big one many, so rare words, built of the syllables or letters of the known ones,
come in as seldom as they do in long texts. The same content, number and seed give the same files.
"""

from __future__ import annotations

import datetime
import itertools
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "hooks")]

from search_queries import prose, read_library  # noqa: E402
from thidua.library import Library  # noqa: E402
from thidua.slugs import slugify  # noqa: E402

# Parts of names; the frequent ones stand more than once.
_FAMILY = "Võ Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Trương Lâm Mai Cao Châu Đinh Hà La Lương Lưu Quách Tạ Thái Tô Tống"
_MIDDLE = "Hữu Minh Ngọc Thanh Quốc Đức Hoàng Kim Thành Công Bảo Gia Anh Phương Xuân Thu Hồng Tấn Trung Thúy Mỹ Khánh"
_GIVEN = """
An Anh Ánh Ân Bảo Bích Bình Châu Chi Chiến Cường Danh Diễm Diệp Dung Dũng Duy Dương Đan Đào Đạt Đăng Điền Điệp Đông Đức
Giang Hà Hải Hạnh Hào Hân Hằng Hậu Hiền Hiếu Hoa Hòa Hoà Hoài Hoàng Hồng Huệ Hùng Huy Huyền Hương Kha Khang Khánh Khoa
Khôi Kiên Kiều Lam Lan Lâm Liên Linh Loan Long Lộc Lợi Mai Mẫn Minh My Nam Nga Ngân Nghi Nghĩa Ngọc Nguyên Nhàn Nhân Nhi
Nhung Như Oanh Ơn Phát Phong Phú Phúc Phương Phượng Quân Quang Quyên Quỳnh Sang Sơn Sương Tâm Tân Thái Thảo Thắng Thịnh
Thoa Thơ Thủy Thuỷ Thúy Thuý Thư Tiên Tiến Toàn Trang Trâm Trân Trí Trinh Trúc Tú Tuấn Tuyền Tuyết Tường Uyên Vân Việt
Vinh Vũ Vy Xuân Yến Ý
"""
FAMILY = (
    *(("Nguyễn",) * 12 + ("Trần",) * 4 + ("Lê",) * 3 + ("Phạm", "Huỳnh", "Phan") * 2),
    *_FAMILY.split(),
)
MIDDLE = (*(("Thị",) * 8 + ("Văn",) * 7), *_MIDDLE.split())
GIVEN = tuple(_GIVEN.split())
ADULTS = (
    ("to-ngu-van", "Giáo viên Ngữ văn", "Literature teacher"),
    ("to-ngu-van", "Giáo viên Lịch sử", "History teacher"),
    ("to-toan-tin", "Giáo viên Toán", "Mathematics teacher"),
    ("to-toan-tin", "Giáo viên Tin học", "Computing teacher"),
    ("to-khoa-hoc-tu-nhien", "Giáo viên Khoa học tự nhiên", "Science teacher"),
    ("to-nghe-thuat-the-chat", "Giáo viên Âm nhạc", "Music teacher"),
    ("to-van-phong", "Kế toán", "Accountant"),
    ("to-van-phong", "Bảo vệ", "Caretaker"),
    ("thu-vien", "Nhân viên thư viện", "Librarian"),
)
COLLECTIVES = (
    ("lop-8a", "Lớp 8A"),
    ("lop-9a", "Lớp 9A"),
    ("to-ngu-van", "Tổ Ngữ văn"),
    ("lien-doi", "Liên đội trường"),
)
FIRST_YEAR = 2001


@dataclass(frozen=True)
class Shape:
    """How the stories of a corpus are spread: over how many years, of how many words, how many in one unit and movement.

    ``together`` and ``untranslated`` are shares, from 0 to 1.
    """

    years: int = 24
    words: tuple[int, int] = (150, 300)
    together: float = 0.0
    untranslated: float = 0.0


EVEN = Shape()
# A province's shelf: few years, long bodies, one unit and one movement with most of them, some without English.
LUMPY = Shape(years=3, words=(700, 1400), together=0.7, untranslated=0.3)
SHAPES = {"even": EVEN, "lumpy": LUMPY}

# A word with at most one mark of punctuation: brackets, quotations and signs would come out unpaired.
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*[.,;:?!]?")
_ENDS = (".", "?", "!")
_SYLLABLE = re.compile(r"(ngh|gi|qu|ng|nh|ch|gh|kh|ph|th|tr|[bcdđghklmnpqrstvx]|)([^\W\d_bcdđghklpqrstvx].*)")
# Of a hundred words, how many are rare ones; how many of those a language has.
_RARE = {"vi": (1.5, 3500), "en": (3.0, 20_000)}
_MOST_OF_SUMMARY = 200


@dataclass
class Chain:
    """What follows what in the texts of one language, and the rare words that come in."""

    language: str
    starts: list[str] = field(default_factory=list)
    after_one: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    after_two: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    rare: list[str] = field(default_factory=list)
    rare_weights: list[float] = field(default_factory=list)

    def learn(self, texts: Iterable[str]) -> None:
        """Take in texts, paragraph by paragraph."""
        for paragraph in itertools.chain.from_iterable(re.split(r"\n\s*\n", text) for text in texts):
            tokens = [token for token in paragraph.split() if _TOKEN.fullmatch(token)]
            for place, token in enumerate(tokens):
                if place == 0 or tokens[place - 1].endswith(_ENDS):
                    self.starts.append(token)
                if place >= 1:
                    self.after_one[tokens[place - 1]].append(token)
                if place >= 2:
                    self.after_two[tokens[place - 2], tokens[place - 1]].append(token)

    def invent(self, chance: random.Random) -> None:
        """Make the rare words; the first come up more often than the last, as ranks of words do (Zipf)."""
        known = sorted({token.strip(".,;:?!").lower() for token in self.after_one if token.isalpha()})
        make = _syllables if self.language == "vi" else _words
        self.rare = make(known, _RARE[self.language][1], chance)
        self.rare_weights = list(itertools.accumulate(1 / (rank + 20) for rank in range(len(self.rare))))

    def words(self, count: int, chance: random.Random) -> list[str]:
        """About that many words, whole sentences but for the last."""
        rare = _RARE[self.language][0] / 100
        out = [chance.choice(self.starts)]
        while len(out) < count:
            last = out[-1]
            if last.endswith(_ENDS):
                out.append(chance.choice(self.starts))
                continue
            pair = self.after_two.get((out[-2], last)) if len(out) > 1 and chance.random() < 0.5 else None
            found = pair or self.after_one.get(last)
            out.append(chance.choice(found) if found else chance.choice(self.starts))
            if chance.random() < rare and out[-1].islower() and out[-1].isalpha():
                out[-1] = chance.choices(self.rare, cum_weights=self.rare_weights)[0]
        return out


def _syllables(known: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """Beginnings and ends of known syllables in new pairs."""
    parts = [match.groups() for word in known if (match := _SYLLABLE.fullmatch(word))]
    onsets, rhymes = (sorted({part[side] for part in parts}) for side in (0, 1))
    new = sorted({onset + rhyme for onset in onsets for rhyme in rhymes} - set(known))
    return chance.sample(new, min(count, len(new)))


def _words(known: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """New words of four letters or more, each letter after the three before it as in some known word."""
    after: dict[str, list[str]] = defaultdict(list)
    for word in known:
        padded = f"^^^{word}$"
        for place in range(3, len(padded)):
            after[padded[place - 3 : place]].append(padded[place])
    found: dict[str, None] = {}
    taken = frozenset(known)
    for _ in range(count * 20):
        word = "^^^"
        while not word.endswith("$") and len(word) < 16:
            word += chance.choice(after[word[-3:]])
        if len(word) >= 8 and word.endswith("$") and word[3:-1] not in taken:
            found[word[3:-1]] = None
        if len(found) == count:
            break
    return list(found)


class Corpus:
    """Draws the stories of a content."""

    def __init__(self, library: Library, seed: int, shape: Shape = EVEN) -> None:
        self.shape = shape
        self.chance = random.Random(seed)
        self.movements = [movement.slug for movement in library.movements]
        self.chains = {language: Chain(language) for language in ("vi", "en")}
        for language, chain in self.chains.items():
            texts = [item.in_language(language) for item in library.items]
            chain.learn(prose(text.body) for text in texts if text.language == language and text.body)
            chain.invent(self.chance)

    def files(self, number: int) -> dict[str, str]:
        """Path in ``docs/`` → text of the story of that number."""
        year = FIRST_YEAR + number % self.shape.years
        title = self._title("vi")
        # The number keeps two stories of one title apart; it is no word of a text.
        stem = f"guong/{year}/{slugify(title)}-{number:x}"
        facts, role_en = self._facts(year)
        files = {f"{stem}.vi.md": self._file("vi", title, facts)}
        if not self._happens(self.shape.untranslated):
            files[f"{stem}.en.md"] = self._file("en", self._title("en"), [f"role: {role_en}"])
        return files

    def _happens(self, share: float) -> bool:
        """Whether this time; nothing is drawn for what never happens, so that the even shape stays as it was."""
        return share > 0 and self.chance.random() < share

    def _file(self, language: str, title: str, lines: Sequence[str]) -> str:
        words = self.chains[language].words(self.chance.randint(15, 35), self.chance)
        while len(" ".join(words)) > _MOST_OF_SUMMARY - 1:
            words.pop()
        summary = " ".join(words).rstrip(".,;:?!") + "."
        head = [
            f"title: {json.dumps(title, ensure_ascii=False)}",
            f"summary: {json.dumps(summary, ensure_ascii=False)}",
        ]
        return "\n".join(("---", *head, *lines, "---", "", self._body(language), ""))

    def _body(self, language: str) -> str:
        words = self.chains[language].words(self.chance.randint(*self.shape.words), self.chance)
        paragraphs: list[list[str]] = [[]]
        for word in words:
            paragraphs[-1].append(word)
            if word.endswith(_ENDS) and len(paragraphs[-1]) > 45:
                paragraphs.append([])
        return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)

    def _title(self, language: str) -> str:
        words = self.chains[language].words(self.chance.randint(4, 9), self.chance)
        text = " ".join(word.strip(".,;:?!") for word in words)
        return text[:1].upper() + text[1:]

    def _facts(self, year: int) -> tuple[list[str], str]:
        """(lines of the Vietnamese header, the role in English)."""
        chance = self.chance
        together = self._happens(self.shape.together)
        subject = "pupil" if together else chance.choice(("adult", "adult", "pupil", "pupil", "collective"))
        if subject == "adult":
            unit, role, role_en = chance.choice(ADULTS)
            name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
        elif subject == "pupil":
            grade = 6 if together else chance.randint(6, 9)
            unit, role, role_en = f"khoi-{grade}", f"Học sinh khối {grade}", f"Pupil, Grade {grade}"
            name = chance.choice(GIVEN)
        else:
            unit, name = chance.choice(COLLECTIVES)
            role, role_en = "Tập thể", "Collective"
        movements = self.movements[0] if together else ", ".join(chance.sample(self.movements, chance.randint(1, 2)))
        date = datetime.date(year, 1, 1) + datetime.timedelta(days=chance.randrange(365))
        lines = [f"name: {name}", f"subject: {subject}", f"role: {role}", f"unit: {unit}", f"movements: [{movements}]"]
        return [*lines, f"year: {year}", f"date: {date}", "sample: true"], role_en


def invented(docs: Path, count: int, seed: int = 1, shape: Shape = EVEN) -> Iterator[dict[str, str]]:
    """``{path in docs/: text}`` of each of that many stories; fewer are the first of more."""
    corpus = Corpus(read_library(docs), seed, shape)
    return (corpus.files(number) for number in range(count))


def add_stories(docs: Path, count: int, seed: int = 1, shape: Shape = EVEN) -> None:
    """Write that many invented stories into a content folder, the same each time."""
    for files in invented(docs, count, seed, shape) if count else ():
        write_files(docs, files)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write ``{path: text}`` into a folder; a file that has this text already is left alone."""
    for path, text in files.items():
        file = folder / path
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

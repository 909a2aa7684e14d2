"""How the search compares words, in a real browser: marks, tones, unfinished words, keystrokes, slips; and that the browser
sorts words as the build does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from thidua.search_index import shard_key, words_of
from web import until

SAME, AGREES, NEARLY, BEGINS, NOT = 5, 4, 3, 2, 0


@pytest.fixture(scope="module")
def engine(browser: Browser, address: str) -> Iterator[Page]:
    """A page with both scripts of the search and the Vietnamese index."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "tim-kiem/?q=hoa")
    until(page, "Boolean(window.tdSearch && tdSearch.inner.keystrokes)")
    page.evaluate("tdSearch.open('vi').then(() => null)")
    yield page
    context.close()


def fit(engine: Page, typed: str, word: str, language: str = "vi") -> Any:
    """How well the last word that was typed fits a word of the index."""
    return engine.evaluate(
        """([typed, word, language]) => {
          const { read, form, fits } = tdSearch.inner;
          return fits(read(typed).pop(), form(word), language);
        }""",
        [typed, word, language],
    )


@pytest.mark.parametrize(
    ("typed", "word", "how"),
    [
        # Without marks a syllable is any of its kind, and itself first.
        ("ma ", "ma", SAME),
        ("ma ", "mã", AGREES),
        ("ma ", "mạ", AGREES),
        ("dua ", "đua", AGREES),
        # A mark that was typed must be there.
        ("má ", "mã", NOT),
        ("mã ", "ma", NOT),
        ("đua ", "dưa", NOT),
        ("bán ", "bạn", NOT),
        ("tâm ", "tam", NOT),
        ("hoặc ", "hoác", NOT),
        # One that was not typed may be, but whoever types marks means what was typed.
        ("nươc ", "nước", NEARLY),
        ("gôm ", "gồm", NEARLY),
        # Wherever the tone stands, in one piece or apart.
        ("hòa ", "hoà", SAME),
        ("thúy ", "thuý", SAME),
        ("hoàn ", "hòan", SAME),
        ("NGƯỜI ", "người", SAME),
        # The last word may be unfinished, marks and all.
        ("ph", "phong", BEGINS),
        ("ngư", "người", BEGINS),
        ("ngừ", "người", BEGINS),
        ("ngứ", "người", NOT),
        ("ph ", "phong", NOT),
        ("hội đ", "đồng", BEGINS),
        ("đ", "đồng", BEGINS),
        ("8a", "8a", SAME),
        # Both spellings are in use.
        ("lí ", "lý", AGREES),
        ("quí ", "quý", AGREES),
        ("lì ", "lý", NOT),
        ("tai ", "tay", NOT),
    ],
)
def test_typed_marks_must_agree_and_missing_ones_may_be_anything(engine: Page, typed: str, word: str, how: int) -> None:
    assert fit(engine, typed, word) == how
    assert fit(engine, unicodedata.normalize("NFD", typed), word) == how


@pytest.mark.parametrize(
    ("typed", "word", "how"),
    [("pupils ", "pupil", AGREES), ("story ", "stories", AGREES), ("class ", "clas", NOT), ("Pupil ", "pupil", SAME)],
)
def test_in_english_one_and_many_are_the_same(engine: Page, typed: str, word: str, how: int) -> None:
    assert fit(engine, typed, word, "en") == how


def read_as(engine: Page, query: str) -> Any:
    """The queries that keystrokes of a method would have made, by method."""
    return engine.evaluate(
        "query => { const { read, keystrokes, spelt } = tdSearch.inner; return keystrokes(read(query)).map(spelt); }",
        query,
    )


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("thi ddua", "thi đua"),
        ("phong traof", "phong trào"),
        ("nuowcs nooir", "nước nổi"),
        ("nuwowcs", "nước"),
        ("truwowngf", "trường"),
        ("truowngf hocj", "trường học"),
        ("tieengs vieetj", "tiếng việt"),
        ("tieesng", "tiếng"),
        ("thuwr", "thử"),
        ("ddawng kys", "đăng ký"),
        ("hoaf binhf", "hòa bình"),
        ("dduowngf", "đường"),
        ("quaan", "quân"),
        ("giuwx", "giữ"),
        ("khoong", "không"),
        ("duad", "đua"),
        ("cuuws luuw", "cứu lưu"),
        ("ruouwj", "rượu"),
        ("muaw", "mưa"),
        ("thuowr", "thuở"),
        ("hoawcj", "hoặc"),
        ("quawn", "quăn"),
        ("twowng", "tương"),
    ],
)
def test_keystrokes_of_telex_are_read(engine: Page, keys: str, words: str) -> None:
    assert words in read_as(engine, keys)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("thi d9ua", "thi đua"),
        ("phong trao2", "phong trào"),
        ("nu7o7c1", "nước"),
        ("nuo7c1", "nước"),
        ("truong72", "trường"),
        ("tie61ng vie65t", "tiếng việt"),
        ("d9a8ng ky1", "đăng ký"),
        ("thu73", "thử"),
        ("kho6ng", "không"),
        ("hu7o7u", "hươu"),
        ("ru7o7u5", "rượu"),
        ("mua7", "mưa"),
    ],
)
def test_keystrokes_of_vni_are_read(engine: Page, keys: str, words: str) -> None:
    assert words in read_as(engine, keys)


@pytest.mark.parametrize("plain", ["hoc sinh", "thi đua", "2023", "8a", "i.1.a", "sáng", "lop9a"])
def test_what_is_no_keystroke_is_left_alone(engine: Page, plain: str) -> None:
    assert plain.replace(".", " ") not in read_as(engine, plain)


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("truong", "trunog", True),
        ("truong", "truon", True),
        ("truong", "truoong", True),
        ("truong", "truing", True),
        ("truong", "truong", False),
        ("truong", "trunng", True),
        ("truong", "trnnug", False),
        ("truong", "toruong", True),
        ("hoc", "choc", True),
        ("hoc", "cohc", False),
        ("abc", "cba", False),
    ],
)
def test_a_slip_is_one_letter_or_two_that_changed_places(engine: Page, one: str, other: str, is_slip: bool) -> None:
    expression = "([a, b]) => tdSearch.inner.isSlip(a, b)"
    assert engine.evaluate(expression, [one, other]) is is_slip
    assert engine.evaluate(expression, [other, one]) is is_slip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_browser_sorts_words_into_shards_as_the_build_does(engine: Page, language: str) -> None:
    engine.evaluate("language => tdSearch.findAll('thi', language, {})", language)
    words = engine.evaluate("language => tdSearch.inner.indexes[language].words.filter(Boolean)", language)
    split = sorted({word for text in words for word in words_of(text)})
    assert len(split) > 500
    keys = engine.evaluate(
        "([words, language]) => words.map(word => tdSearch.inner.key(tdSearch.inner.form(word).fold, language))",
        [split, language],
    )
    assert dict(zip(split, keys, strict=True)) == {word: shard_key(word, language) for word in split}


@pytest.mark.parametrize(
    ("query", "reading", "read"),
    [
        ("doc sach", "own", ""),
        ("thi ddua", "telex", "thi đua"),
        ("xe đap chuyen tya", "slip", "xe đạp chuyền tay"),
        ("lớp đọcsách", "slip", "lớp đọc sách"),
        ("truongf hocj hanhj phucs", "telex", "trường học hạnh phúc"),
        ("t", "own", ""),
        ("thiđua yêu nước", "slip", "thi đua yêu nước"),
        ("reading class", "other", ""),
        ("qwertyuiop", "none", ""),
    ],
)
def test_other_readings_come_when_nothing_is_found_and_are_told(
    engine: Page, query: str, reading: str, read: str
) -> None:
    found = engine.evaluate(
        "query => tdSearch.findAll(query, 'vi', {}).then(({ reading, read, total }) => ({ reading, read, total }))",
        query,
    )
    assert (found["reading"], found["read"]) == (reading, read)
    assert bool(found["total"]) == (reading != "none")


@pytest.mark.parametrize(
    ("typed", "word", "may"),
    [
        ("đọc", "đóc", True),
        ("sạch", "sách", True),
        ("ngọc", "nước", False),
        ("tăm", "nam", False),
        ("tăm", "tấm", True),
        ("dọc", "đọc", True),
        ("họcc", "học", True),
        ("truong", "trướng", True),
    ],
)
def test_a_slip_in_a_letter_keeps_the_marks_that_were_typed(engine: Page, typed: str, word: str, may: bool) -> None:
    fit = engine.evaluate(
        """([typed, word]) => {
          const { read, form, fits, key, isSlip } = tdSearch.inner;
          const words = read(typed + " "), found = form(word);
          words[0].slips = new Set([words[0].fold, found.fold]);
          return fits(words[0], found, "vi");
        }""",
        [typed, word],
    )
    assert (fit > 0) == may


@pytest.mark.parametrize(
    ("query", "title"), [("20/11", "Ngày Nhà giáo Việt Nam"), ("ngay 20 thang 11", "Ngày Nhà giáo Việt Nam")]
)
def test_days_are_found_by_their_date(engine: Page, query: str, title: str) -> None:
    expression = """query => tdSearch.findAll(query, 'vi', {})
      .then(found => found.results(0, 3).map(result => result.title.map(piece => piece.text).join('')))"""
    assert title in engine.evaluate(expression, query)


@pytest.mark.parametrize("choice", ["xyz", "constructor", "__proto__"])
def test_a_choice_that_is_none_is_told_as_it_was_given(engine: Page, choice: str) -> None:
    expression = """choice => tdSearch.findAll('hoc sinh', 'vi', { loai: choice })
      .then(({ total, facets }) => [total, facets[0].choices.find(({ key }) => key === choice).label])"""
    assert engine.evaluate(expression, choice) == [0, choice]


def test_choices_narrow_the_results_and_count_what_the_others_leave(engine: Page) -> None:
    def ask(choices: dict[str, str]) -> Any:
        return engine.evaluate(
            """choices => tdSearch.findAll('sach', 'vi', choices).then(found => ({
              total: found.total,
              kinds: found.results(0, 100).map(result => [result.kind, result.year]),
              facets: Object.fromEntries(found.facets.map(facet =>
                [facet.key, Object.fromEntries(facet.choices.map(choice => [choice.key, choice.count]))]))
            }))""",
            choices,
        )

    whole = ask({})
    assert sum(whole["facets"]["loai"].values()) == whole["total"] == len(whole["kinds"])
    stories = ask({"loai": "story"})
    assert stories["total"] == whole["facets"]["loai"]["story"]
    assert {kind for kind, _ in stories["kinds"]} == {"story"}
    # Its own facet is counted as if nothing were chosen in it.
    assert stories["facets"]["loai"] == whole["facets"]["loai"]
    both = ask({"loai": "story", "nam": "2023"})
    assert both["total"] == stories["facets"]["nam"]["2023"] > 0
    assert {year for _, year in both["kinds"]} == {2023}
    assert ask({"loai": "story", "nam": "1999"})["total"] == 0

"""A text with more formatting than a page can have is shown as typed, and none of it is lost."""

import pytest

from serial.markup.checking.too_much import find_too_much
from serial.markup.limits import MAX_SOURCE_LENGTH
from serial.markup.rendering import Options, render
from serial.markup.syntax.work_limit import may_exceed_limit
from tests.bench.bench_rendering import generate_prose
from tests.cases import each_case
from tests.markup.hostile_shapes import HOSTILE_SHAPES, LENGTH
from tests.sampling import QUICK, in_turns, sample, share

CHAPTER, COMMENT = Options(), Options(is_comment=True)
STATS = "| Strength | 12 |\n" * 300
REAL_TEXTS = {
    "prose": generate_prose(120_000)[:500_000],
    "replies of one word": "“No.”\n\n*“Yes.”*\n\n" * 3_000,
    "verse": "Down the *long* lane we went,\nand nobody sang.\n" * 5_000,
    "a table of 300 rows": "| Skill | Level |\n|---|---|\n" + STATS + "\n" + generate_prose(2_000),
    "a list of 400 things": "- a thing of the list\n" * 400 + "\n" + generate_prose(2_000),
    "a chat": "::: chat\n" + "**Ann:** I am *here*.\n\n**Ben:** So am I.\n\n" * 700 + ":::\n",
    "links": "[A chapter](https://example.com/chapter)\n\n" * 500,
    "footnotes": "".join(f"She knew.[^{n}]\n\n[^{n}]: A note.\n\n" for n in range(300)),
}


@pytest.mark.extended
@each_case("name", share(list(REAL_TEXTS), 0, 3))
def test_real_text_is_formatted(name: str) -> None:
    rendered = render(REAL_TEXTS[name], CHAPTER)
    assert rendered.is_formatted and "**" not in rendered.text


MARKS = ("x|y\n", "- a\n", "**_*", "a\n=\n", "[^a]: ", "<http://a.b> ")


@pytest.mark.extended
@each_case("options", [CHAPTER, COMMENT])
@each_case("mark", share(MARKS, 1, 6))
def test_text_beyond_the_limit_is_shown_as_typed(mark: str, options: Options) -> None:
    source = "a|b\n-|-\n" + mark * (LENGTH // len(mark))
    rendered = render(source, options)
    assert rendered.text.split() == source.split()
    assert rendered.is_formatted == ("<ul>" in rendered.html or "<table>" in rendered.html)


@pytest.mark.parametrize("name", [name for name in HOSTILE_SHAPES if "of a table" in name])
def test_table_beyond_the_limit_is_not_formatted(name: str) -> None:
    rendered = render(HOSTILE_SHAPES[name], CHAPTER)
    assert not rendered.is_formatted and "<table>" not in rendered.html


def test_text_too_long_for_markdown_is_not_formatted() -> None:
    word = "*a* "
    assert render(word * (MAX_SOURCE_LENGTH // len(word) + 1), CHAPTER).is_formatted is False
    assert render("*a*", CHAPTER).is_formatted is True


@pytest.mark.extended
@each_case("options", [CHAPTER, COMMENT])
@each_case("marks", ["> " * 30, "- " * 15, "> - " * 10])
def test_lines_count_for_each_block_that_they_are_in(marks: str, options: Options) -> None:
    lines = "and so on\n" * 1_000
    assert render(f"{marks[:2]}a\n{lines}", options).is_formatted
    assert not render(f"{marks}a\n{lines}", options).is_formatted


def test_items_of_a_list_in_an_item_are_a_list_of_their_own() -> None:
    html = render("* a\n  - b\n* c\n  - 5 d\n", CHAPTER).html
    assert "<li>b</li>" in html and "- 5 d" in html


def test_dense_chat_of_64_kilobytes_is_formatted() -> None:
    assert render(HOSTILE_SHAPES["dense chat"], CHAPTER).is_formatted


LISTS = "- a pair of old boots\n- two coats\n\nShe read the list.\n\n* * *\n\n" * 450


@pytest.mark.parametrize("source", [generate_prose(5_000), LISTS], ids=["prose", "lists"])
def test_usual_text_is_certain_to_be_formatted_without_parsing(source: str) -> None:
    assert not may_exceed_limit(source)


def test_chat_in_html_of_64_kilobytes_is_formatted() -> None:
    chat = "<p><b>Ann:</b> I am <i>here</i>.</p>\n<p><b>Ben:</b> So am I.</p>\n\n"
    assert render(chat * (LENGTH // len(chat)), CHAPTER).is_formatted


@pytest.mark.parametrize("tag", share(("<li>a\n", "<tr><td>a", "<b><i>a</b></i>", "<hr>"), 3, 4))
def test_blocks_of_html_have_a_limit(tag: str) -> None:
    html = "<div>\n" + tag * (LENGTH // len(tag)) + "</div>"
    assert not render(html, CHAPTER).is_formatted
    assert find_too_much(html, CHAPTER) is not None


# Each takes as long as several units of work.
COSTLY = (
    "a<hr>",
    "\u2018",
    "a'",
    "***\n",
    "\n```\n--",
)


@pytest.mark.parametrize("shape", share(COSTLY, 0, 3))
def test_costly_shapes_count_more(shape: str) -> None:
    source = shape * (LENGTH // len(shape))
    assert find_too_much(source, CHAPTER) is not None


def test_the_limit_grows_with_the_length() -> None:
    """The same share of markup is allowed in a long chapter as in a short one."""
    page = "*Yes*, she said, and nothing more was said.\n\n" * 100
    assert render(page, CHAPTER).is_formatted
    assert render(page * (20 if QUICK else 100), CHAPTER).is_formatted


@pytest.mark.sweep
@pytest.mark.parametrize("options", [CHAPTER, COMMENT], ids=["chapter", "comment"])
def test_text_beyond_the_limit_is_known_without_rendering_it(options: Options) -> None:
    results = set()
    texts = [*sample(list(HOSTILE_SHAPES.items())), *sample(list(REAL_TEXTS.items()))]
    texts = [*in_turns(texts, int(options.is_comment), 2)]
    sources = [(name, source[:3_000]) for name, source in texts]
    # Of texts this short, only a table is too much for a chapter.
    for name, source in [("table", HOSTILE_SHAPES["rows of a table"][:6_000]), *sources]:
        is_formatted = render(source, options).is_formatted
        assert (find_too_much(source, options) is None) == is_formatted, name
        results.add(is_formatted)
    assert results == {False, True} or options.is_comment

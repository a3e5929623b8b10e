"""Line breaks stay, indentation has no meaning, and headings are one level lower."""

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case


def html_of(source: str) -> str:
    return render(source, Options()).html


@each_case("end", ["\n", "\r\n", "\r", "  \n", "\\\n"])
def test_single_line_break_stays(end: str) -> None:
    assert html_of(f"one{end}two") == "<p>one<br />\ntwo</p>"


@each_case("indent", ["    ", "\t", "        ", "\t\t", "\u00a0\u00a0\u00a0\u00a0"])
def test_indented_text_is_paragraphs(indent: str) -> None:
    source = f"{indent}One *two*.\n\n{indent}Three.\n\n{indent}Four."
    assert html_of(source) == "<p>One <em>two</em>.</p>\n<p>Three.</p>\n<p>Four.</p>"


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_fenced_code_is_unchanged(fence: str) -> None:
    assert html_of(f'{fence}py\n"a" --  *b*\n{fence}') == '<pre><code>"a" --  *b*\n</code></pre>'


@pytest.mark.parametrize("line", ["=", "=="])
def test_short_row_of_signs_under_a_line_is_text(line: str) -> None:
    assert html_of(f"M*A*S*H\n{line}") == f"<p>M*A*S*H<br />\n{line}</p>"


@pytest.mark.parametrize(
    "line", ["7:42pm - Call me back", "9:05pm – Talk to me", "1986 was. A", "-5 C"]
)
def test_lines_that_begin_with_a_number_are_paragraphs(line: str) -> None:
    assert html_of(f"{line}\n\n{line}") == f"<p>{line}</p>\n<p>{line}</p>"


@each_case(
    "line",
    [
        "[Ronnie]: Yes.",
        "[Bob]: Yes (no)",
        '[Bob]: Yes "no"',
        "[A/N]: Thanks!",
        "[Bob]: ...",
        "[Bob]: No",
    ],
)
def test_line_of_a_chat_is_not_a_link_definition(line: str) -> None:
    rendered = render(f"{line}\n{line}", Options(smart_punctuation=False))
    assert rendered.text == f"{line}\n{line}"


@each_case("url", ["/x", "./x", "https://x.example", "x/y.html", "<>", "/x 'title'"])
def test_link_definitions(url: str) -> None:
    rendered = render(f"[name]\n\n[name]: {url}\n[name]: {url}", Options())
    assert rendered.text == "name"
    assert "<a" in rendered.html


@each_case(
    "text",
    ["[Fireball](Rare)", "[Bow](Lv. 3)", "[He waves]()", "![Map](North)", "[x](2.5)", "[a](b c)"],
)
@each_case("is_comment", [False, True])
def test_brackets_before_a_word_are_no_link(text: str, is_comment: bool) -> None:
    options = Options(is_comment=is_comment)
    assert render(f"So {text} [it](/is).", options).text == f"So {text} it."


@each_case(
    "url",
    [
        "/x",
        "../x",
        "#x",
        "?x",
        "https://x.example",
        "mailto:a@x.example",
        "x/y.html",
        "x.example?y",
    ],
)
def test_links(url: str) -> None:
    assert f'<a href="{url}">so *it*</a>'.replace("*it*", "<em>it</em>") in (
        render(f"[so *it*]({url})", Options()).html
    )


@each_case(
    ("typed", "level"),
    [
        ("# a", 2),
        ("## a", 3),
        ("### a", 4),
        ("#### a", 5),
        ("##### a", 6),
        ("###### a", 6),
        ("a\n===", 2),
    ],
)
def test_headings_are_one_level_lower(typed: str, level: int) -> None:
    assert html_of(typed) == f"<h{level}>a</h{level}>"


def test_numbered_list_keeps_its_start() -> None:
    assert html_of("3. a\n4. b") == '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'


def test_strikethrough() -> None:
    assert html_of("~~a~~") == "<p><s>a</s></p>"


@each_case("source", ["", " ", "\n\n", "\ufeff", "\x00", "<!-- x -->"])
def test_empty_text_gives_empty_html(source: str) -> None:
    rendered = render(source, Options())
    assert (rendered.html, rendered.text, rendered.words) == ("", "", 0)

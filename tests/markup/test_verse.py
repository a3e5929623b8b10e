"""Lines of verse keep their indentation; paragraphs and their first lines lose it."""

import pytest

from serial.markup.rendering import Options, render

CHAPTER = Options()
COMMENT = Options(is_comment=True)
both_kinds = pytest.mark.parametrize("options", [CHAPTER, COMMENT], ids=["chapter", "comment"])


def indented(*columns: int) -> str:
    lines = ("\u2002" * count + "line" for count in columns)
    return "<p>" + "<br />\n".join(lines) + "</p>"


@both_kinds
@pytest.mark.parametrize(
    ("source", "columns"),
    [
        ("line\n  line\n      line\nline", (0, 2, 6, 0)),
        ("line\n\tline", (0, 4)),
        ("line  \n   line\\\n  line", (0, 3, 2)),
        ("    line\nline\n    line", (4, 0, 4)),
        ("  line\n    line\n  line", (0, 2, 0)),
        # Paragraphs of a manuscript, first lines, a slip of the finger, and too far.
        ("    line\n    line", (0, 0)),
        ("\tline\nline", (0, 0)),
        ("line\n line", (0, 0)),
        (f"line\n{' ' * 200}line", (0, 24)),
    ],
)
def test_lines_keep_their_indentation(
    source: str, columns: tuple[int, ...], options: Options
) -> None:
    assert render(source, options).html == indented(*columns)


@both_kinds
def test_indentation_inside_other_blocks(options: Options) -> None:
    verse = indented(0, 3)
    assert render("> line\n>    line", options).html == f"<blockquote>\n{verse}\n</blockquote>"
    assert render("- line\n     line", options).html.count("\u2002") == 3
    assert render("::: spoiler x\nline\n   line\n:::", options).html.count(verse) == 1


def test_indentation_inside_a_tag_or_a_link_has_no_meaning() -> None:
    html = render('a <b\n   lang="en">b</b> [c](/d\n   "e")', CHAPTER).html
    assert html == '<p>a <b lang="en">b</b> <a href="/d" title="e">c</a></p>'


def test_marks_open_after_an_indentation() -> None:
    assert render('line\n    "Yes," he said.', CHAPTER).text.endswith("“Yes,” he said.")

"""What the layout of other programs' HTML means: headings, breaks, letters, lists, notes."""

import pytest

from serial.markup.converting.conversion import convert
from tests.cases import each_case


def markdown_of(html: str) -> str:
    return convert(html).markdown


PARAGRAPHS = "<p>a</p>" * 4
PARAGRAPHS_MARKDOWN = "a\n\na\n\na\n\na"


@each_case(
    ("html", "markdown"),
    [
        ("<h1>A</h1><h2>B</h2>", "# A\n\n## B"),
        ("<h2>A</h2><h3>B</h3>", "# A\n\n## B"),
        ("<p>a</p><hr><p>b</p>", "a\n\n***\n\nb"),
        ("<p>a</p><p>* * *</p><p>b</p>", "a\n\n* * *\n\nb"),
        ("<p>a</p><p align=center>#</p><p>b</p>", "a\n\n#\n\nb"),
        ("<p style='text-align:center'>a</p><p>b</p>", "::: center\na\n:::\n\nb"),
        ("<center>a<p>b</center>", "::: center\na\n\nb\n:::"),
        ("<p>b</p><p align=right>a</p>", "b\n\n::: right\na\n:::"),
        # As in LibreOffice's HTML, which has a rule for all paragraphs.
        ("<style>p{text-align:left}</style><p>b</p><p align=right>a</p>", "b\n\n::: right\na\n:::"),
        ("<p align=right style='text-align:left'>a</p><p>b</p>", "a\n\nb"),
        ("<div dir=rtl style='text-align:start'>a</div>", "a"),
        ("<blockquote>a</blockquote>", "> a"),
        ("<details><summary>Who</summary>He.</details>", "::: spoiler Who\nHe.\n:::"),
        ("<pre><code>a\n b</code></pre>", "```\na\n b\n```"),
        ("<pre>a\nb\n\nc</pre>", "a\nb\n\nc"),
        ("<details><summary>a<p>b</p></summary>c</details>", "::: spoiler a b\nc\n:::"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "* a\n  * b\n* c"),
        ("<ul><li>a</li><ul><li>b</li><li>c</li></ul></ul>", None),
        ("<ol start=4><li>a<li>b</ol>", "4. a\n5. b"),
        ("<ol><li>Only one.</ol>", "1. Only one."),
        ("<ul><li>a<li>b</ul><ul><li>c<li>d</ul>", "* a\n* b\n\n+ c\n+ d"),
    ],
)  # fmt: skip
def test_blocks(html: str, markdown: str | None) -> None:
    conversion = convert(html)
    assert conversion.report.source == conversion.report.result
    assert markdown is None or conversion.markdown == markdown


@each_case(
    ("html", "markdown"),
    [
        ("<ul><li>a</li><li><hr></li></ul>", "* a\n* ___"),
        ("<ul><li>a</li><li>b<p>~</p></li></ul>", "* a\n* b\n  ___"),
        ("<ul><li>a</li><li><ul><li>•</li><li>b</li></ul></li></ul>", "* a\n* * ___\n  * b"),
        ("<ol><li>a</li><li>* * *</li></ol>", "1. a\n2. ___"),
        ("<p>*</p><ul><li>a</li></ul>", "***\n\n* a"),
        ("<ul><li>a</li></ul><p>* *</p>", "* a\n\n***"),
        ("<p>* * *</p><ul><li>a</li></ul>", "* * *\n\n* a"),
        ("<p>*</p><p>a</p>", "*\n\na"),
        ("<p>***<br>***</p><p>a</p>", "***\n\na"),
    ],
)
def test_ornaments_in_lists_and_beside_them_are_scene_breaks(html: str, markdown: str) -> None:
    conversion = convert(html)
    assert conversion.markdown == markdown
    assert conversion.report.source == conversion.report.result
    assert conversion.report.source.breaks == 1


@each_case(
    ("html", "markdown"),
    [
        (
            "<p>One<br>&nbsp;&nbsp;&nbsp; two<br>three</p>",
            "One\n\u2002\u2002\u2002\u2002two\nthree",
        ),
        ("<p><i>One<br>&nbsp;&nbsp;&nbsp;two</i></p>", "*One\n\u2002\u2002\u2002two*"),
        ("<p style='white-space:pre-wrap'>One<br>\ttwo</p>", "One\n\u2002\u2002\u2002\u2002two"),
        ("<p>One<br>\n&nbsp; two<br><i> three</i></p>", "One\ntwo\n*three*"),
        ("<p>&nbsp;&nbsp;&nbsp;&nbsp;One.<br><br>&nbsp;&nbsp;&nbsp;&nbsp;Two.</p>", "One.\n\nTwo."),
        ("<p>One.<br>&nbsp;&nbsp;&nbsp;&nbsp;<br>Two.</p>", "One.\n\nTwo."),
    ],
)
def test_lines_of_verse_keep_their_indentation(html: str, markdown: str) -> None:
    conversion = convert(html)
    assert conversion.markdown == markdown
    assert conversion.report.source == conversion.report.result


@pytest.mark.parametrize(
    "second, markdown",
    [
        ("<li>Three</li><li>Four</li>", "* One\n* Two\n\n+ Three\n+ Four"),
        ("<li>Three</li><li>5 pears</li>", "* One\n* Two\n* Three\n* 5 pears"),
    ],
)
def test_second_list_with_numbers_goes_on_with_the_first(second: str, markdown: str) -> None:
    """A sign before a number, "+ 5 pears", is text."""
    html = f"<ul><li>One</li><li>Two</li></ul><ul>{second}</ul>"
    conversion = convert(html)
    assert conversion.markdown == markdown
    assert conversion.report.result == conversion.report.source


@pytest.mark.parametrize("lines", ["#\n@x", "~\n(x)", "#\no0"])
def test_ornament_above_another_line_is_text(lines: str) -> None:
    conversion = convert(f"<p>{lines}</p>".replace("\n", "<br>"))
    assert conversion.report.source == conversion.report.result
    assert (conversion.report.source.breaks, conversion.report.source.words) == (0, 1)


def test_blank_line_where_paragraphs_have_none_is_a_scene_break() -> None:
    report = convert(PARAGRAPHS + "<p>&nbsp;</p>" + PARAGRAPHS).report
    assert (report.source.breaks, report.blank_breaks) == (1, 1)


def test_blank_lines_between_all_paragraphs_are_no_scene_breaks() -> None:
    html = "<p>a</p><p><br></p>" * 8
    assert markdown_of(html) == "\n\n".join("a" * 8)
    assert convert(html + "<p><br></p><p>a</p>").report.blank_breaks == 1


def test_few_paragraphs_do_not_show_what_a_blank_line_means() -> None:
    assert markdown_of("<p>a</p><p></p><p>b</p><p>c</p>") == "a\n\nb\n\nc"


def test_indented_letter_is_a_quotation() -> None:
    letter = "<p style='margin-left:36pt'>Dear Bob,<br>I am well.</p>"
    assert markdown_of(PARAGRAPHS + letter) == f"{PARAGRAPHS_MARKDOWN}\n\n> Dear Bob,\n> I am well."


def test_margin_of_the_whole_text_means_nothing() -> None:
    assert markdown_of("<p style='margin-left:36pt'>a</p>" * 3) == "a\n\na\n\na"


REFERENCE_AND_NOTE = [
    ("<a href='#f1' id='r1'>1</a>", "<p id=f1>Note. <a href='#r1'>back</a></p>"),
    ("<sup id=r1><a href='#f1'>1</a></sup>", "<ol><li id=f1><p>Note.<a href='#r1'>↩</a></li></ol>"),
    (
        "<a name='r1'></a><sup>[<a href='#f1'>1</a>]</sup>",
        "<div><p><a name='f1' href='#r1'>1.</a> Note.</p></div>",
    ),
    (
        "<a href='file:///x.htm#f1' name=r1><span style='vertical-align:super'>[1]</span></a>",
        "<hr><div id=x><p><a href='file:///x.htm#r1' name=f1>[1]</a> Note.</p></div>",
    ),
]


@pytest.mark.parametrize(("reference", "note"), REFERENCE_AND_NOTE)
def test_links_both_ways_are_a_note(reference: str, note: str) -> None:
    assert markdown_of(f"<p>a{reference} b</p>{note}") == "a[^1] b\n\n[^1]: Note."


def test_link_one_way_is_no_note() -> None:
    assert markdown_of("<p>a <a href='#b'>see</a></p><p id=b>Text.</p>") == "a see\n\nText."


def test_comments_of_word_are_left_out_and_named() -> None:
    html = (
        "<p>a<a class=msocomanchor id=_anchor_1 href='#_msocom_1'>[A1]</a></p>"
        "<div><hr class=msocomoff><div>"
        "<div id=_com_1><p><a name=_msocom_1></a><a href='#_anchor_1'>[A1]</a>Which?</p></div>"
        "</div></div>"
    )
    conversion = convert(html)
    assert (conversion.markdown, conversion.report.unknown) == ("a", ("comment",))

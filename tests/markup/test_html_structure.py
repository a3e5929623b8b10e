"""Raw HTML is repaired: each element stands where it may stand, and no words are lost or joined."""

import pytest

from serial.markup.paragraphs.blocks import split_into_blocks
from serial.markup.rendering import Options, render
from tests.cases import each_case


def html_of(source: str) -> str:
    return render(source, Options()).html.replace("\n", "")


@pytest.mark.parametrize("tag", ["div", "blockquote", "section", 'div class="letter"'])
def test_block_keeps_all_its_paragraphs(tag: str) -> None:
    name = tag.split()[0]
    assert html_of(f"<{tag}>One.\n\n*Two*.\n\nThree.</{name}>\n\nAfter.") == (
        f"<{tag}><p>One.</p><p><em>Two</em>.</p><p>Three.</p></{name}><p>After.</p>"
    )


def test_spoiler_hides_all_its_paragraphs() -> None:
    assert html_of("<details><summary>End</summary>She\n\ndies.</details>\n\nAfter.") == (
        "<details><summary>End</summary><p>She</p><p>dies.</p></details><p>After.</p>"
    )


@each_case(
    ("last", "html"),
    [
        ("* b\n* c", "<ul><li>b</li><li>c</li></ul>"),
        ("> b", "<blockquote><p>b</p></blockquote>"),
        ("> * b\n> * c", "<blockquote><ul><li>b</li><li>c</li></ul></blockquote>"),
        ("> b <i>c</i>", "<blockquote><p>b <i>c</i></p></blockquote>"),
        ("> <div>b</div>", "<blockquote><div><p>b</p></div></blockquote>"),
    ],
)
def test_block_may_end_with_a_list_or_quotation(last: str, html: str) -> None:
    for end in ("", "\n"):
        assert html_of(f"<div><section>a\n\n{last}{end}</section></div>\n\nz") == (
            f"<div><section><p>a</p>{html}</section></div><p>z</p>"
        )


def test_end_tag_in_a_list_without_start_tag_around_it_stays() -> None:
    assert html_of("* a\n* b</b>") == "<ul><li>a</li><li>b&lt;/b&gt;</li></ul>"


def test_nested_blocks_over_blank_lines() -> None:
    assert html_of("<div>a\n\n<blockquote>b\n\nc</blockquote>\n\nd</div> e") == (
        "<div><p>a</p><blockquote><p>b</p><p>c</p></blockquote><p>d</p></div><p>e</p>"
    )


@each_case(
    ("typed", "html"),
    [
        ("<strike>a</strike> b", "<p><s>a</s> b</p>"),
        ("<tt>a</tt>", "<p><code>a</code></p>"),
        ("<acronym title='x'>a</acronym>", '<p><abbr title="x">a</abbr></p>'),
        ("<big>a</big> b", '<p><span class="big">a</span> b</p>'),
        ("<h1>A</h1>b", "<h2>A</h2><p>b</p>"),
        ("<center>a</center>b", '<div class="center"><p>a</p></div><p>b</p>'),
        ("<center>a\n\nb</center>", '<div class="center"><p>a</p><p>b</p></div>'),
        ("<p align=center>a</p>", '<p class="center">a</p>'),
        ("<div align='CENTER'>a</div>", '<div class="center"><p>a</p></div>'),
        ('<h3 style="color: red; text-align: center">a</h3>', '<h3 class="center">a</h3>'),
        ("<dir><li>a</dir>", "<ul><li>a</li></ul>"),
        ("<menu><li>a</li></menu>", "<ul><li>a</li></ul>"),
        ("<xmp>a</xmp>", "<pre>a</pre>"),
    ],
)
def test_old_elements_become_what_they_mean(typed: str, html: str) -> None:
    assert html_of(typed) == html


@each_case(
    "name",
    ["address", "article", "aside", "center", "fieldset", "footer", "form", "h1", "header"]
    + ["main", "marquee", "nav", "td", "li", "dd", "caption", "figcaption", "summary", "option"],
)
def test_block_that_is_removed_keeps_its_text_apart(name: str) -> None:
    rendered = render(f"One<{name}>two</{name}>three <{name}>*four*</{name}>", Options())
    assert rendered.text.split() == ["One", "two", "three", "four"]
    assert "Onetwo" not in rendered.text and "twothree" not in rendered.text
    assert len(split_into_blocks(rendered.html)) == 4


@each_case(
    ("typed", "html"),
    [
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol><p>a</p></ol>", "<ol><li><p>a</p></li></ol>"),
        ("<dl>a<dt>b</dl>", "<dl><dd>a</dd><dt>b</dt></dl>"),
        ("<li>a</li><li>b</li>", "<p>a</p><p>b</p>"),
        ("<summary>a</summary>", "<p>a</p>"),
        ("<details>a</details>", "<details><summary>Details</summary><p>a</p></details>"),
        (
            '<details class="spoiler">a</details>',
            '<details class="spoiler"><summary>Spoiler</summary><p>a</p></details>',
        ),
        (
            "<details><summary> </summary>a</details>",
            "<details><summary>Details</summary><p>a</p></details>",
        ),
        (
            "<details><summary>a</summary>b<summary>c</summary></details>",
            "<details><summary>a</summary><p>b</p><p>c</p></details>",
        ),
        ("<table><tr></tr></table>", ""),
        ("<table>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        (
            "<table><td>a<th>b<tr>c</table>",
            "<table><tbody><tr><td>a</td><th>b</th></tr><tr><td>c</td></tr></tbody></table>",
        ),
        (
            "<table><col span=0><tr><td colspan=0>a</table>",
            "<table><colgroup><col /></colgroup><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ("<bdo>a</bdo> <bdo dir=rtl>b</bdo>", '<p>a <bdo dir="rtl">b</bdo></p>'),
        ("<rt>a</rt>", "<p>a</p>"),
        ("<ruby>a<rt>b<rt>c</ruby>d", "<p><ruby>a<rt>b</rt><rt>c</rt></ruby>d</p>"),
        ("<a href='/a'>b <a href='/c'>d</a> e</a>", "<p>%s e</p>"),
        ("<p><div>a</div>b</p>", "<div><p>a</p></div><p>b</p>"),
        ("<h2>a<p>b</p></h2>", "<h2>a</h2><p>b</p>"),
        (
            "<div><blockquote>a</div>b</blockquote>c",
            "<div><blockquote><p>a</p></blockquote></div>%s",
        ),
    ],
)
def test_invalid_structure_is_repaired(typed: str, html: str) -> None:
    links = '<a href="/a">b </a><a href="/c">d</a>'
    assert html_of(typed) == html.replace("%s e", f"{links} e").replace("%s", "<p>bc</p>")


def test_language_must_exist() -> None:
    for tag in ("ja", "pt-BR", "zh-Hant-TW", "es-419", "tlh", "en-x-elvish", "sr-Latn"):
        assert html_of(f"<i lang={tag}>x</i>") == f'<p><i lang="{tag}">x</i></p>'
    for tag in ("xx-unknown-variant", "xx", "english", "e", "en-US-GB", "en_US"):
        assert html_of(f"<i lang={tag}>x</i>") == "<p><i>x</i></p>"


@each_case(
    "spacer",
    ["&nbsp;", "\u00a0 &nbsp;", "<p>&nbsp;</p>", "\u200b", "&ZeroWidthSpace;", "\u2800", "\u3000"]
    + ["<br>", "<p><br/></p>", "<p></p>", "<div> </div>", "<center>&nbsp;</center>", "<b> </b>"]
    + ["<h2></h2>", "<p><i>\u00a0</i></p>", "<ul></ul>", "&#8203;", "&emsp;", "<br><br>", "<wbr>"],
)
def test_spacer_leaves_nothing(spacer: str) -> None:
    html = render(f"One.\n\n{spacer}\n\nTwo.", Options()).html
    assert html == "<p>One.</p>\n<p>Two.</p>"


def test_spacer_in_a_quotation_leaves_nothing() -> None:
    assert html_of("> One.\n>\n> &nbsp;\n>\n> Two.") == (
        "<blockquote><p>One.</p><p>Two.</p></blockquote>"
    )


def test_text_outside_paragraphs_gets_one() -> None:
    for source in ("<!-- x -->One\n\nTwo", "<div>\n\n</div>One\n\nTwo", "<nav>One</nav>\n\nTwo"):
        blocks = split_into_blocks(render(source, Options()).html)
        assert [(block.name, block.text) for block in blocks] == [("p", "One"), ("p", "Two")]


def test_emphasis_over_many_paragraphs_does_not_multiply_the_length() -> None:
    source = "<b>" * 50 + "a\n\n" * 2_000 + "</b>" * 50
    assert len(render(source, Options()).html) < 20 * len(source)

"""Text in angle brackets is shown as typed unless it is certain to be markup."""

import pytest

from serial.markup.allowed import ALLOWED_TAGS
from serial.markup.elements import BOUNDARIES, OLD_ELEMENTS, UNWRAPPED
from serial.markup.rendering import Options, render
from tests.cases import each_case
from tests.markup.page import tree

PLAIN = Options(smart_punctuation=False)
# These need no end tag, attribute or parent: they are markup wherever they stand.
ALWAYS_MARKUP = {"br", "hr", "wbr"}
NAMES = sorted((ALLOWED_TAGS | BOUNDARIES | UNWRAPPED | OLD_ELEMENTS.keys()) - ALWAYS_MARKUP)


def text_of(source: str) -> str:
    return render(source, PLAIN).text


@pytest.mark.extended
@each_case("name", NAMES)
def test_name_of_an_element_alone_is_text(name: str) -> None:
    for typed in (f"<{name}>", f"<{name.title()}>", f"<{name.upper()}>", f"<{name} found>"):
        assert text_of(typed) == typed
        assert text_of(f"She read {typed} and left.") == f"She read {typed} and left."
        assert text_of(f"**{typed}** *and*") == f"{typed} and"
        assert text_of(f"> {typed}\n\n- {typed}") == f"{typed}\n\n{typed}"
        html = render(f"{typed}\n\nThen *he* ran.", PLAIN).html
        assert [element.tag for element in tree(html)] == ["p", "p"]


@each_case("name", ["title", "main", "script", "details", "p", "pre", "s"])
def test_lines_after_a_bracketed_name_are_markdown(name: str) -> None:
    assert render(f"<{name} lost>\n*He* ran.", PLAIN).html == (
        f"<p>&lt;{name} lost&gt;<br />\n<em>He</em> ran.</p>"
    )


@each_case(
    "typed",
    [
        "<Skill -- Fire>",
        "<Title: The Slayer>",
        "</b>",
        "</div>",
        "text</Time>",
        "<Time>noon</Time>",
        "<font color=red>, he typed",
        "<img>",
        "<img alt=none>",
        "<input disabled>",
        "<!Warning>",
        "<?unknown?>",
        "<![CDATA[x]]>",
        "<!-- never closed",
        "<unknown>x</unknown>",
        "<b here>x</b>",
        "<i class>x</i>",
        "</i>x<i>",
    ],
)
def test_uncertain_markup_is_text(typed: str) -> None:
    assert text_of(typed) == typed
    assert text_of(f"Before {typed} after.") == f"Before {typed} after."


@each_case(
    ("typed", "html"),
    [
        ("<i>x</i>", "<p><i>x</i></p>"),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("a<br>b", "<p>a<br />b</p>"),
        ("<I>x</I> <b\n lang=en>y</b>", '<p><i>x</i> <b lang="en">y</b></p>'),
        ("<code>x</code> and <Code>", "<p><code>x</code> and &lt;Code&gt;</p>"),
        ("<S> and <s>x</s>", "<p>&lt;S&gt; and <s>x</s></p>"),
        ("<font color=red>x</font>", "<p>x</p>"),
        ("<a name='x'/>y", "<p>y</p>"),
        ("<input type=text> x", "<p> x</p>"),
        ("<ruby>字<rt>ji</ruby>", "<p><ruby>字<rt>ji</rt></ruby></p>"),
    ],
)
def test_certain_markup_stays_markup(typed: str, html: str) -> None:
    assert render(typed, PLAIN).html == html


def test_tags_in_code_are_not_paired_with_tags_outside() -> None:
    assert text_of("`<b>` is not bold</b>") == "<b> is not bold</b>"


def test_tags_of_different_list_items_are_not_paired() -> None:
    assert text_of("- <b>one\n- two</b>") == "<b>one\ntwo</b>"


def test_tag_in_a_footnote_or_image_is_not_paired_with_the_text() -> None:
    assert "&lt;i&gt;a" in render("<i>a ^[b</i>]", PLAIN).html
    assert render("<i>a ![b</i>](/media/c.png)", PLAIN).html == (
        '<p>&lt;i&gt;a <img src="/media/c.png" alt="b&lt;/i&gt;" loading="lazy" /></p>'
    )


def test_tags_in_the_alternative_text_of_an_image() -> None:
    assert text_of("![a <b>c</b> <Title>](https://x.example/y.png)") == "a c <Title>"


def test_optional_end_tags_may_be_left_out() -> None:
    assert render("<ul><li>a<li>b</ul>", PLAIN).text == "a\nb"
    assert render("<table><tr><td>a<td>b</table>", PLAIN).text == "a\tb"

"""Elements of raw HTML are closed where they should be, around and inside Markdown."""

import pytest

from serial.markup.allowed import INLINE_TAGS
from serial.markup.rendering import Options, render
from tests.cases import each_case


def html_of(source: str) -> str:
    return render(source, Options()).html.replace("\n", "")


@each_case("tag", ["div", "details", "blockquote", "section", "figure", "ul", "table"])
def test_block_element_that_is_never_closed_is_text(tag: str) -> None:
    assert html_of(f"<{tag}>\n\nAfter *it*.") == (f"<p>&lt;{tag}&gt;</p><p>After <em>it</em>.</p>")


@pytest.mark.parametrize("tag", ["h2", "p", "summary", "h5"])
def test_block_for_text_ends_with_its_lines(tag: str) -> None:
    html = html_of(f"<{tag}>\nx\n\nAfter *it*.\n\n</{tag}>\n\nEnd")
    assert html.endswith("<p>After <em>it</em>.</p><p>End</p>")


@each_case("tag", sorted(INLINE_TAGS - {"a", "bdo", "rp", "rt"}))
def test_inline_element_continues_over_blank_lines(tag: str) -> None:
    start, end = f"<{tag}>", f"</{tag}>"
    expected = f"<p>{start}One{end}</p><p>{start}two <em>it</em>.{end}</p><p>End</p>"
    assert html_of(f"{start}One\n\ntwo *it*.{end}\n\nEnd") == expected
    assert html_of(f"{start}\nOne\n\ntwo *it*.\n\n{end}\n\nEnd") == expected


def test_link_continues_over_blank_lines() -> None:
    assert html_of("<a href='/x'>One\n\ntwo</a> three") == (
        '<p><a href="/x">One</a></p><p><a href="/x">two</a> three</p>'
    )


def test_inline_elements_continue_in_the_same_order() -> None:
    assert html_of("<u>a <s>b\n\nc</s> d\n\ne</u> f") == (
        "<p><u>a <s>b</s></u></p><p><u><s>c</s> d</u></p><p><u>e</u> f</p>"
    )


def test_inline_element_around_blocks_is_inside_each() -> None:
    assert html_of("<b><p>a</p><ul><li>b</li></ul></b>") == (
        "<p><b>a</b></p><ul><li><b>b</b></li></ul>"
    )


@each_case("tag", ["b", "div", "details", "a href='/x'", "del"])
def test_unclosed_element_in_a_paragraph_ends_with_it(tag: str) -> None:
    assert html_of(f"Before <{tag}>x\n\nAfter").endswith("<p>After</p>")


def test_block_element_may_contain_markdown() -> None:
    assert html_of(
        '<div class="letter">\n\nDear *John*,\n\n<details>\n\n- x\n\n</details>\n\n</div>'
    ) == (
        '<div class="letter"><p>Dear <em>John</em>,</p>'
        "<details><summary>Details</summary><ul><li>x</li></ul></details></div>"
    )


def test_element_cannot_begin_in_a_quotation_and_end_after_it() -> None:
    assert render("> <div>\n>\n> a\n\n</div>b", Options()).text == "<div>\n\na\n\n</div>b"


def test_end_tags_in_the_wrong_order_are_reordered() -> None:
    assert html_of("a <b>b <i>c</b> d</i> e") == "<p>a <b>b <i>c</i></b><i> d</i> e</p>"


def test_unclosed_comment_hides_nothing() -> None:
    assert "After" in render("Before\n\n<!-- x\n\nAfter", Options()).text


def test_text_in_angle_brackets_stays_text() -> None:
    assert (
        render("<Level Up> 1 < 2 <3 <System: x>", Options()).text
        == "<Level Up> 1 < 2 <3 <System: x>"
    )

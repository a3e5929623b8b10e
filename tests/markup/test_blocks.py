"""Rendered HTML is split into blocks, and each block can have a paragraph id."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.paragraphs.blocks import Block, set_paragraph_ids, split_into_blocks
from serial.markup.rendering import Options, render
from tests.cases import each_case
from tests.markup.page import tree
from tests.markup.test_rendering_properties import anything, options
from tests.sampling import examples


def html_of(source: str) -> str:
    return render(source, Options()).html


@each_case(
    ("source", "blocks"),
    [
        ("", []),
        ("One\ntwo\n\n*Three*", [("p", "One\ntwo"), ("p", "Three")]),
        ("# A\n\n### B", [("h2", "A"), ("h4", "B")]),
        ("A\n\n***\n\nB", [("p", "A"), ("hr", "* * *"), ("p", "B")]),
        ("> A\n>\n> B", [("p", "A"), ("p", "B")]),
        ("- A\n- B\n  - C\n- D", [("li", "A"), ("li", "B\n\nC"), ("li", "D")]),
        ("- A\n\n  ***\n- B", [("li", "A\n\n* * *"), ("li", "B")]),
        ("1. A\n\n   B\n2. C", [("li", "A\n\nB"), ("li", "C")]),
        ("```\na\nb\n```", [("pre", "a\nb")]),
        ("|A|B|\n|-|-|\n|1|2|", [("table", "A\tB\n1\t2")]),
        ("::: box Title\nA\n:::\nB", [("p", "Title"), ("p", "A"), ("p", "B")]),
        ("::: spoiler Who\nHe.\n\n- She\n:::", [("p", "He."), ("li", "She")]),
        ("<dl><dt>A</dt><dd><p>B</p></dd></dl>", [("dt", "A"), ("dd", "B")]),
        ("<section>\n\nA\n\n</section>", [("p", "A")]),
        ("A[^1].\n\n[^1]: B\n\n    C", [("p", "A[1].")]),
        ("A^[B].\n\n- C", [("p", "A[1]."), ("li", "C")]),
        ("<table><tr><td><table><tr><td>A</td></tr></table></td></tr></table>\n\nB",
         [("table", "A"), ("p", "B")]),
        ("<figure><img src='/media/a.png'><figcaption>A</figcaption></figure>", [("figure", "A")]),
        ("<div>A <b>b</b></div>", [("p", "A b")]),
        ("<blockquote>A<p>B</p>C</blockquote>", [("p", "A"), ("p", "B"), ("p", "C")]),
        ("<details><summary>S</summary>A</details>", [("p", "A")]),
        ("A<div>B</div>C", [("p", "A"), ("p", "B"), ("p", "C")]),
        ("A\n\n<p><br></p>\n\n<p>&nbsp;</p>\n\nB", [("p", "A"), ("p", "B")]),
        ("<div><br></div>A", [("p", "A")]),
        ("&lt;p&gt; <abbr title='<p>'>A</abbr>", [("p", "<p> A")]),
    ],
)  # fmt: skip
def test_blocks_of_a_text(source: str, blocks: list[tuple[str, str]]) -> None:
    assert [(block.name, block.text) for block in split_into_blocks(html_of(source))] == blocks


def test_block_offsets() -> None:
    html = "<blockquote>\n<p>A <em>b</em></p>\n</blockquote>\n" + '<hr class="scene-break" />'
    assert split_into_blocks(html) == [
        Block(None, "p", start=13, inner_end=28, end=32, html="<p>A <em>b</em></p>"),
        Block(None, "hr", start=47, inner_end=73, end=73, html='<hr class="scene-break" />'),
    ]
    assert [block.text for block in split_into_blocks(html)] == ["A b", "* * *"]


def test_id_is_the_first_attribute_and_replaces_the_former_id() -> None:
    html = '<div class="box">\n<p class="block-title">A</p>\n</div>\n<hr class="scene-break" />'
    once = set_paragraph_ids(html, [7, 8], "c12")
    assert once == (
        '<div class="box">\n<p id="c12-b7" class="block-title">A</p>\n</div>\n'
        '<hr id="c12-b8" class="scene-break" />'
    )
    assert set_paragraph_ids(once, [9, 10], "c13") == once.replace("c12-b7", "c13-b9").replace(
        "c12-b8", "c13-b10"
    )


@pytest.mark.parametrize("ids", [[], [1, 2]])
def test_wrong_number_of_ids_raises_an_error(ids: list[int]) -> None:
    with pytest.raises(ValueError):
        set_paragraph_ids("<p>A</p>", ids, "text")


def test_raw_html_cannot_move_a_footnote_out_of_its_section() -> None:
    html = html_of("A[^1][^2].\n\n[^1]: B\n\n    </section>\n\n[^2]: C")
    assert html.index('<li id="text-fn-2">') < html.index("</section>")
    assert [block.text for block in split_into_blocks(html)] == ["A[1][2]."]
    assert set_paragraph_ids(html, [3], "text") == html.replace("<p>", '<p id="text-b3">', 1)


@settings(max_examples=examples(150))
@given(anything, options, st.integers(1, 9))
def test_setting_ids_changes_nothing_else(source: str, options: Options, first: int) -> None:
    html = render(source, options).html
    blocks = split_into_blocks(html)
    ids = range(first, first + len(blocks))
    html_with_ids = set_paragraph_ids(html, ids, "a1")
    blocks_with_ids = split_into_blocks(html_with_ids)
    assert [(block.id, block.name, block.text) for block in blocks_with_ids] == [
        (paragraph_id, block.name, block.text)
        for paragraph_id, block in zip(ids, blocks, strict=True)
    ]
    assert [b.html_without_id() for b in blocks_with_ids] == [block.html for block in blocks]
    assert re.sub(r' id="a1-b\d+"', "", html_with_ids) == html
    assert len(list(tree(html_with_ids).iterfind(".//*[@id]"))) == len(
        list(tree(html).iterfind(".//*[@id]"))
    ) + len(blocks)


@settings(max_examples=examples(150))
@given(anything, options)
def test_block_is_one_element_and_not_nested(source: str, options: Options) -> None:
    html = render(source, options).html
    end = 0
    for block in split_into_blocks(html):
        assert end <= block.start < block.inner_end <= block.end
        element = tree(html[block.start : block.end])
        assert [child.tag for child in element] == [block.name]
        assert html[block.inner_end : block.end] in ("", f"</{block.name}>")
        end = block.end

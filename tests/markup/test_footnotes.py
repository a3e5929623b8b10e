"""Footnotes and the links between them and their references."""

from serial.markup.rendering import Options, render
from tests.markup.page import Page

TWO_FOOTNOTES = "One[^a] two^[Inline *note*.] three[^a].\n\n[^a]: First.\n\n    Second.\n"


def test_footnotes_are_numbered_by_reference_and_link_back() -> None:
    page = Page(render(TWO_FOOTNOTES, Options(id_prefix="c7")).html)
    assert [item["id"] for item in page.all("li")] == ["c7-fn-1", "c7-fn-2"]
    references = [(a["href"], a["id"]) for a in page.all("a") if "id" in a]
    assert references == [
        ("#c7-fn-1", "c7-fnref-1"),
        ("#c7-fn-2", "c7-fnref-2"),
        ("#c7-fn-1", "c7-fnref-1-2"),
    ]
    back_links = [a["href"] for a in page.all("a") if a.get("class") == "footnote-back"]
    assert back_links == ["#c7-fnref-1", "#c7-fnref-1-2", "#c7-fnref-2"]


def test_plain_text_has_the_marks_and_the_footnotes_at_the_end() -> None:
    rendered = render(TWO_FOOTNOTES, Options())
    assert rendered.text == ("One[1] two[2] three[1].\n\n[1] First.\n\nSecond.\n\n[2] Inline note.")
    assert rendered.words == 7


def test_text_of_all_footnotes_is_kept() -> None:
    source = "x[^1]\n\n[^1]: one\n\n    [^2]: within\n\n[^1]: again\n\n[^3]: uncalled"
    text = render(source, Options()).text
    assert [word for word in ("one", "again", "within", "uncalled") if word not in text] == []


def test_reference_without_a_footnote_stays_text() -> None:
    assert render("x[^9]", Options()).html == "<p>x[^9]</p>"


def test_footnotes_may_reference_each_other_and_themselves() -> None:
    text = render("x[^1]\n\n[^1]: a[^2][^1]\n\n[^2]: b[^1]", Options()).text
    assert text == "x[1]\n\n[1] a[2][1]\n\n[2] b[1]"


def test_every_footnote_link_has_a_target() -> None:
    page = Page(render("a^[b^[c^[d]]] [^x] [^x]\n\n[^x]: e[^x]", Options()).html)
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link["href"] for link in page.all("a")} == {f"#{target}" for target in ids}

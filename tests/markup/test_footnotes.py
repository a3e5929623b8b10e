"""Footnotes have ids that are ours alone on a page."""

from serial.markup.rendering import Options, render
from tests.markup.page import Page

BOTH = "One[^a] two^[Inline *note*.] three[^a].\n\n[^a]: First.\n\n    Second.\n"


def test_notes_are_numbered_as_called_and_lead_back() -> None:
    page = Page(render(BOTH, Options(id_prefix="c7")).html)
    assert [item["id"] for item in page.all("li")] == ["c7-fn-1", "c7-fn-2"]
    calls = [(a["href"], a["id"]) for a in page.all("a") if "id" in a]
    assert calls == [
        ("#c7-fn-1", "c7-fnref-1"),
        ("#c7-fn-2", "c7-fnref-2"),
        ("#c7-fn-1", "c7-fnref-1-2"),
    ]
    back = [a["href"] for a in page.all("a") if a.get("class") == "footnote-back"]
    assert back == ["#c7-fnref-1", "#c7-fnref-1-2", "#c7-fnref-2"]


def test_text_has_the_marks_and_the_notes_at_the_end() -> None:
    rendered = render(BOTH, Options())
    assert rendered.text == ("One[1] two[2] three[1].\n\n[1] First.\n\nSecond.\n\n[2] Inline note.")
    assert rendered.words == 7


def test_no_note_is_lost() -> None:
    source = "x[^1]\n\n[^1]: one\n\n    [^2]: within\n\n[^1]: again\n\n[^3]: uncalled"
    text = render(source, Options()).text
    assert [word for word in ("one", "again", "within", "uncalled") if word not in text] == []


def test_a_call_without_a_note_stays_text() -> None:
    assert render("x[^9]", Options()).html == "<p>x[^9]</p>"


def test_notes_that_call_each_other_and_themselves() -> None:
    text = render("x[^1]\n\n[^1]: a[^2][^1]\n\n[^2]: b[^1]", Options()).text
    assert text == "x[1]\n\n[1] a[2][1]\n\n[2] b[1]"


def test_every_address_of_a_note_has_its_place() -> None:
    page = Page(render("a^[b^[c^[d]]] [^x] [^x]\n\n[^x]: e[^x]", Options()).html)
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link["href"] for link in page.all("a")} == {f"#{name}" for name in ids}

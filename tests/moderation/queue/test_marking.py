"""What the checks found is marked in a comment's HTML, whatever its commenter typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serial.comments.rendering import comment_options
from serial.markup.rendering import render
from serial.moderation.queue.focus.context import mark_passage
from serial.moderation.queue.marking import mark_places

NUMBER = re.compile(r'<a class="mark-number" href="#finding-\d+" aria-label="[^"<>]*">\d+</a>')
MARK = re.compile(r"<mark>([^<>]*)</mark>")


def html_of(body: str) -> str:
    return render(body, comment_options([])).html


def mark(body: str, *found: str) -> str:
    """Marks each of these pieces of the source as a finding of its own."""
    places = {
        n: [(body.index(text), body.index(text) + len(text))] for n, text in enumerate(found, 1)
    }
    return mark_places(html_of(body), body, places)


def marked_words(html: str) -> list[str]:
    return MARK.findall(html)


@pytest.mark.parametrize(
    ("body", "found", "marked"),
    [
        ("I would love to draw them.", "love to draw", ["love to draw"]),
        (
            "Commissions *are* **open** now",
            "Commissions *are* **open**",
            ["Commissions ", "are", " ", "open"],
        ),
        ("same words, same words", "same words, same", ["same words, same"]),
        ("Tom & Jerry <b>bold</b>", "& Jerry <b", ["&amp; Jerry &lt;b"]),
        ("<script>alert(1)</script>", "<script>alert", ["&lt;script&gt;alert"]),
        ("&lt;img src=x onerror=y&gt; end", "onerror=y", ["onerror=y"]),
        ("\\*not\\* emphasis", "not\\* emphasis", ["not* emphasis"]),
        ("- first\n- second thing\n", "first\n- second", ["first", "second"]),
        ("> quoted words\n\nmy answer", "quoted words", ["quoted words"]),
        ("a `code <i>` b", "code <i>", ["code &lt;i&gt;"]),
        ("سلام رمان جدید", "رمان", ["رمان"]),
    ],
)
def test_places_are_marked_where_readers_see_them(body: str, found: str, marked: list[str]) -> None:
    html = mark(body, found)
    assert marked_words(html) == marked
    assert NUMBER.search(html)


def test_second_of_the_same_words_is_marked() -> None:
    body = "open door, *open* window"
    start = body.rindex("open")
    html = mark_places(html_of(body), body, {1: [(start, start + 4)]})
    assert html.startswith("<p>open door, <em><mark>open</mark></em>")


def test_address_of_a_link_has_its_number_after_the_words() -> None:
    html = mark("See [my page](https://evil.example/x) more, more", "evil.example", "more, more")
    assert re.search(r'>my page</a><a class="mark-number" href="#finding-1"', html)
    assert marked_words(html) == ["more, more"]


def test_number_never_stands_in_a_link_or_between_items_of_a_list() -> None:
    html = mark(
        "- [all of this](https://a.example)\n- and that", "all of this](https://a.example)\n- and"
    )
    assert not re.search(r"<a [^>]*>[^<]*<a ", html.replace("<mark>", "").replace("</mark>", ""))
    assert not re.search(r"</(li|ul)>\s*<(a|mark)", html)


def test_words_with_two_findings_have_both_numbers() -> None:
    body = "cheap pills here"
    html = mark_places(html_of(body), body, {1: [(0, 11)], 2: [(6, 16)]})
    assert [int(n) for n in re.findall(r">(\d)</a>", html)] == [1, 2]
    assert marked_words(html) == ["cheap ", "pills", " here"]


@pytest.mark.parametrize(
    "places", [[(-5, 3)], [(5, 2)], [(40_000, 50_000)], [(0, 0)], [(3, 10**9)], [(0, 5), (2, 4)]]
)
def test_impossible_places_harm_nothing(places: list[tuple[int, int]]) -> None:
    html = html_of("A *few* words.")
    assert without_marks(mark_places(html, "A *few* words.", {1: places})) == html


def without_marks(html: str) -> str:
    return NUMBER.sub("", html).replace("<mark>", "").replace("</mark>", "")


PIECES = st.sampled_from(
    [
        "word",
        " ",
        "\n\n",
        "*",
        "**",
        "<b>",
        "</b>",
        "&amp;",
        "&#60;",
        "<script>",
        "[a](http://x.example)",
    ]
    + [
        "http://y.example/?a=b&c",
        "`",
        "> ",
        "- ",
        '"',
        "'",
        "@anna",
        "~~",
        "\\*",
        "é",
        "👩‍👩‍👧",
        "\u202e",
        "word",
    ]
)


@given(
    st.lists(PIECES, max_size=30),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=4),
)
def test_marks_change_nothing_else(pieces: list[str], places: list[tuple[int, int]]) -> None:
    body = "".join(pieces)
    html = html_of(body)
    marked = mark_places(html, body, dict(enumerate(([place] for place in places), 1)))
    assert without_marks(marked) == html
    # Marks hold text only, so no tag of the text is cut.
    assert marked.count("<mark>") == len(marked_words(marked))


@pytest.mark.parametrize(
    ("html", "passage", "marked"),
    [
        (
            "<p>A lamp & a <em>lit</em> lamp.</p>",
            "lit",
            "<p>A lamp & a <em><mark>lit</mark></em> lamp.</p>",
        ),
        ("<p>Tom &amp; Jerry ran.</p>", "Tom & Jerry", "<p><mark>Tom &amp; Jerry</mark> ran.</p>"),
        # Only the first place, never in a tag, and not across elements.
        (
            '<p><a title="ran">I ran, ran.</a></p>',
            "ran",
            '<p><a title="ran">I <mark>ran</mark>, ran.</a></p>',
        ),
        ("<p>A <em>lit</em> lamp.</p>", "A lit", "<p>A <em>lit</em> lamp.</p>"),
        ("<p>A lamp.</p>", "", "<p>A lamp.</p>"),
        (
            "<p>She said: “It’s\nlit.”</p>",
            'said:  "It\'s lit."',
            "<p>She <mark>said: “It’s\nlit.”</mark></p>",
        ),
    ],
)
def test_quoted_passage_is_marked_in_its_paragraph(html: str, passage: str, marked: str) -> None:
    assert mark_passage(html, passage) == marked

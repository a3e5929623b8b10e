"""Lines in capitals are marked on the page of a chapter, and nothing else is."""

from django.test import Client

from serial.reading.templatetags.capital_lines import mark_capital_lines
from tests.cases import each_case
from tests.conftest import MakeChapter


@each_case(
    "line",
    [
        "0207 CH 16 MAYDAY MAYDAY. 3 PERSONS, E. NEW &amp; 2. OVER",
        "<strong>PORT SENNETT</strong> HERITAGE LOOKOUT",
        "ПОРТ ЗАКРЫТ",
        "E. NEW",
    ],
)
def test_line_in_capitals_is_marked(line: str) -> None:
    marked = f'<span class="capitals">{line}</span>'
    for before, after in (
        ("<p>", "</p>"),
        ("<p>Small.<br>\n", "<br>\n1946</p>"),
        ("<li>", "</li>"),
    ):
        assert mark_capital_lines(f"{before}{line}{after}") == f"{before}{marked}{after}"


@each_case(
    "html",
    [
        "<p>“STOP!”</p>",
        "<p>I AM.</p>",
        "<p>1946–1987 · 0207</p>",
        "<p>GET OUT OF HERE, he said.</p>",
        "<p>GET OUT OF HÉRé</p>",
        "<p><em>ONE LINE<br>\nAND ANOTHER LINE</em></p>",
        "<p>العربية كلها حروف</p>",
        "<p></p>",
    ],
)
def test_other_lines_are_not_marked(html: str) -> None:
    assert mark_capital_lines(html) == html


def test_markers_of_comments_stay_outside() -> None:
    marker = '<a class="comment-marker" href="/on/2/"><svg><use href="#a"/></svg>2</a></p>'
    marked = '<p><span class="capitals">THE LAMP IS OUT</span>' + marker
    assert mark_capital_lines("<p>THE LAMP IS OUT" + marker) == marked


def test_chapter_shows_the_mark(guest_client: Client, make_chapter: MakeChapter) -> None:
    chapter = make_chapter("Small.\n\nTHE LAMP IS OUT")
    page = guest_client.get(chapter.get_absolute_url()).content.decode()
    assert '<span class="capitals">THE LAMP IS OUT</span>' in page
    assert "capitals" not in chapter.body_html


def test_line_of_very_many_parts_is_not_marked() -> None:
    html = "<p>" + "A &amp; " * 5_000 + "</p>"
    assert mark_capital_lines(html) == html

"""The contents of a long story: numbers of three and four digits fit beside the titles."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from serial.chapters.models import Chapter
from serial.stories.models import Part
from tests.browser.conftest import OpenPage
from tests.browser.waiting import scrolls_sideways
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

GAP = """() => {
  const [number, title] = ["span.number", "a"].map((selector) => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(`.chapter-row ${selector}`));
    return range.getBoundingClientRect();
  });
  return title.left - number.right;
}"""


def test_number_fits(
    live_server: LiveServer, open_page: OpenPage, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(title="A title that is long enough for two lines on a narrow phone")
    page = open_page()
    for number in (7, 888, 8888):
        Chapter.objects.update(number=number)
        page.goto(live_server.url + chapter.story.get_absolute_url())
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate(GAP) >= 6, (number, width)
            assert not scrolls_sideways(page)


def test_contents_mark_what_was_read_and_where_the_reader_is(
    live_server: LiveServer, open_page: OpenPage, make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter("Words.\n\n" * 60, title=f"Title {number}") for number in range(4)]
    for position, (title, rows) in enumerate((("Ebb", chapters[:1]), ("Flood", chapters[1:]))):
        part = Part.objects.create(story=chapters[0].story, title=title, position=position)
        Chapter.objects.filter(pk__in=[row.pk for row in rows]).update(part=part)
    story_url = live_server.url + chapters[0].story.get_absolute_url()
    page = open_page(390)
    page.goto(story_url)
    expect(page.locator(".is-here")).to_have_count(0)
    page.goto(live_server.url + chapters[2].get_absolute_url())
    page.mouse.wheel(0, 400)
    page.wait_for_function("() => localStorage.getItem('serial.positions')")
    for query in ("", "?order=newest"):
        page.goto(story_url + query)
        expect(page.locator(".is-here")).to_have_count(1)
        expect(page.locator(".is-here")).to_contain_text("Title 2")
        expect(page.locator(".is-here .badge")).to_have_text("You are here")
        expect(page.locator(".is-read")).to_have_count(2)
        flood = page.locator(".part", has_text="Flood")
        expect(flood.locator(".is-read a")).to_have_text("Title 1\u00a0 (read)")
        expect(flood.locator(".is-read .read-mark .icon")).to_be_visible()
        expect(flood.locator("summary .facts")).to_have_text("1 of 3 read")
        expect(flood).to_have_attribute("open", "")
        # Read to its end, it folds.
        ebb = page.locator(".part", has_text="Ebb")
        expect(ebb.locator("summary .facts")).to_have_text("1 of 1 read")
        expect(ebb).not_to_have_attribute("open", "")

"""The home page and the lists of stories: continue reading, filters with and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.conftest import MakeChapter, MakeStory

pytestmark = pytest.mark.django_db(transaction=True)

CHAPTER = "/read/nothing-heard/job-417/"


@pytest.fixture
def site(live_server: LiveServer, make_story: MakeStory, make_chapter: MakeChapter) -> str:
    text = "\n\n".join(f"Paragraph {number}. " + "Words and words. " * 20 for number in range(40))
    make_chapter(text, story=make_story("Nothing Heard"), title="Job 417")
    return live_server.url


def read_a_little(page: Page, url: str) -> None:
    page.goto(url)
    page.mouse.wheel(0, 2_000)
    page.wait_for_function("() => localStorage.getItem('serial.positions')")


@cases("width", 1280, long=[390])
def test_home_continues_what_this_browser_has_begun_while_it_is_there(
    site: str, open_page: OpenPage, width: int
) -> None:
    page = open_page(width)
    page.goto(site)
    expect(page.get_by_role("heading", name="Continue reading")).to_be_hidden()
    read_a_little(page, site + CHAPTER)
    page.goto(site)
    expect(page.get_by_role("heading", name="Continue reading")).to_be_visible()
    expect(page.locator(".continue__item")).to_have_count(1)
    expect(page.locator(".button--primary")).to_have_count(1)
    page.get_by_role("link", name="Continue", exact=True).click()
    expect(page).to_have_url(f"{site}{CHAPTER}#position")
    # A story that is gone is forgotten.
    page.goto(site)
    page.evaluate(
        """() => localStorage.setItem("serial.positions", JSON.stringify({
          "7": { chapter: "9", url: "/read/gone/one/", label: "One", paragraph: 1, storedAt: 1 },
        }))"""
    )
    page.reload()
    expect(page.locator("html[data-begun]")).to_have_count(0)
    expect(page.get_by_role("heading", name="Continue reading")).to_be_hidden()
    latest_day_is_named(page)


def latest_day_is_named(page: Page) -> None:
    day = page.locator(".day").first
    date = day.get_attribute("data-day")
    page.clock.install(time=f"{date}T12:00:00Z")
    page.reload()
    expect(day).to_have_text("Today")
    page.clock.set_fixed_time(f"{date}T23:59:00Z")
    page.reload()
    expect(day).to_have_text("Today")


def open_filters(page: Page, width: int) -> None:
    if width < 960:
        page.locator(".filters > summary").click()


@cases("width", 390, long=[1280])
def test_filter_applies_at_once_and_keeps_the_focus(
    site: str, open_page: OpenPage, width: int
) -> None:
    page = open_page(width)
    page.goto(f"{site}/stories/")
    open_filters(page, width)
    length = page.get_by_label("Length")
    length.focus()
    length.select_option("long")
    expect(page.get_by_role("heading", name="No story matches")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?length=long$"))
    expect(page.get_by_role("status")).to_have_text("No stories")
    expect(length).to_be_focused()
    length.select_option("")
    expect(page.locator(".story-row")).not_to_have_count(0)
    # On a phone, the filters stand above the list until they are closed.
    show = page.get_by_role("button", name=re.compile("Show [0-9]+ stor"))
    expect(show).to_be_visible(visible=width < 960)
    if width < 960:
        # The key that changes the last filter goes on to the button, which has another number then.
        page.locator(".filters .fold > summary").click()
        page.get_by_label("Exclude stories with the tags").fill("no such tag")
        page.keyboard.press("Tab")
        expect(page).to_have_url(re.compile("without=no"))
        expect(show).to_be_focused()
        show.press("Enter")
        expect(length).to_be_hidden()
        expect(page.locator(".story-row").first).to_be_in_viewport()
        open_filters(page, width)
    length.select_option("long")
    page.get_by_role("link", name="Remove filter: Over 100,000 words").click()
    expect(page.locator(".story-row")).not_to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", name="No story matches")).to_be_visible()
    # A wide window has room for both.
    page.set_viewport_size({"width": 1280, "height": 844})
    expect(length).to_be_visible()
    expect(show).to_be_hidden()


# tests/reading/lists/test_filters.py and test_browsing.py open the same addresses.
@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 390])
def test_filter_applies_without_a_script(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(width, scripts=False)
    page.goto(f"{site}/stories/")
    open_filters(page, width)
    page.get_by_label("Length").select_option("long")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("length=long"))
    expect(page.get_by_role("heading", name="No story matches")).to_be_visible()
    page.goto(f"{site}/stories/")
    page.get_by_label("Sort by").select_option("title")
    page.get_by_role("button", name="Sort").click()
    expect(page).to_have_url(re.compile("sort=title"))

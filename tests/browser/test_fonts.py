"""The fonts in a reader's browser: when they are fetched, and that no line moves when they come."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.desk.sample.loading import load_sample
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.waiting import intercept, wait_for_fonts

pytestmark = pytest.mark.django_db(transaction=True)

CHAPTER, NEXT_CHAPTER = "/read/nothing-heard/fresh-water/", "/read/nothing-heard/job-417/"
FONT_FILES = "**/static/fonts/*.woff2"
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.woff2$)")
DELAY = 3_000
CHOOSE_DYSLEXIC = """() =>
  localStorage.setItem("serial.reading", JSON.stringify({ typeface: "dyslexic" }))"""
LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 500);
})"""
# The height of each paragraph: it changes when a word moves to another line.
HEIGHTS = """() => [...document.querySelectorAll("[data-body] p")].map((p) => p.offsetHeight)"""
# How far the text is, from its first line to its last.
LENGTH = """() => document.querySelector("[data-body]").getBoundingClientRect().height"""


@pytest.fixture
def site(live_server: LiveServer, author: User) -> str:
    load_sample(author)
    return live_server.url


def fonts_of(page: Page, selector: str) -> set[str]:
    """Returns the fonts that draw an element's text, as Chromium's tools for developers do."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]})["fonts"]
    session.detach()
    return {font["familyName"] for font in fonts if font["glyphCount"] > 1}


def open_chapters(page: Page, site: str) -> None:
    """Opens two chapters: the second one has the fonts that the first one fetched."""
    for path in (CHAPTER, NEXT_CHAPTER):
        page.goto(site + path, wait_until="load")
        wait_for_fonts(page)


def watch_fonts(page: Page) -> list[str]:
    """Returns a list that the names of fetched font files are added to, without their hashes."""
    fetched: list[str] = []

    def add(request: Request) -> None:
        if request.resource_type == "font":
            fetched.append(HASH.sub("", request.url.rpartition("/")[2]))

    page.on("request", add)
    return fetched


@cases("width", 390, long=[1280])
def test_no_line_moves_when_fonts_come_after_the_first_paint(
    site: str, open_page: OpenPage, width: int
) -> None:
    page = open_page(width, own_context=True)
    held: list[Route] = []
    intercept(page, FONT_FILES, lambda route: held.append(route))
    page.goto(site + CHAPTER, wait_until="domcontentloaded")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    assert page.locator("link[rel=preload][as=font]").count() == 0
    page.wait_for_timeout(DELAY)
    heights = page.evaluate(HEIGHTS)
    assert held
    # A font that is requested from now on is not held.
    intercept(page, FONT_FILES, lambda route: route.continue_())
    for route in held:
        route.continue_()
    wait_for_fonts(page)
    assert page.evaluate(LAYOUT_SHIFT) == 0
    assert page.evaluate(HEIGHTS) == heights
    assert "Literata" not in fonts_of(page, "[data-body] p")


def test_fallback_sets_as_many_lines_as_literata(site: str, open_page: OpenPage) -> None:
    with_font, without = open_page(390, own_context=True), open_page(390, own_context=True)
    intercept(without, FONT_FILES, lambda route: route.abort())
    for page in (with_font, without):
        open_chapters(page, site)
    # The next chapter is set in it at once.
    assert fonts_of(with_font, "[data-body] p") == {"Literata"}
    assert fonts_of(without, "[data-body] p") != {"Literata"}
    assert without.evaluate(LENGTH) == pytest.approx(with_font.evaluate(LENGTH), rel=0.02)


def test_fonts_are_fetched_for_the_characters_and_the_chosen_face(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(390, own_context=True)
    fetched = watch_fonts(page)
    page.goto(site + CHAPTER, wait_until="load")
    wait_for_fonts(page)
    assert set(fetched) == {"literata-english.woff2", "literata-italic-english.woff2"}
    # The face for dyslexic readers.
    page.locator("[data-reading-panel] > summary").click()
    page.evaluate("() => document.fonts.ready.then(() => null)")
    assert fonts_of(page, ".face--dyslexic") == {"Dyslexia-friendly sample"}
    assert [name for name in fetched if "dyslexia" in name] == ["dyslexia-friendly-sample.woff2"]
    page.evaluate(CHOOSE_DYSLEXIC)
    page.reload(wait_until="load")
    expect(page.locator("html[data-typeface=dyslexic]")).to_be_attached()
    wait_for_fonts(page)
    assert "dyslexia-friendly-400-latin.woff2" in fetched
    assert fonts_of(page, "[data-body] p") == {"Dyslexia-friendly"}

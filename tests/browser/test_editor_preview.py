"""The preview next to the text: updates, outdated responses, errors, layout."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.chapter_editor import PREVIEW, open_chapter, select
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept
from tests.conftest import MakeChapter, MakeStory

pytestmark = pytest.mark.django_db(transaction=True)

MARKDOWNIFY = "**/markdownify/**"


def test_preview_is_updated_and_survives_failures(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("One.\n\nTwo.\n\nThree.")
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    only_the_content_of_changed_paragraphs_is_replaced(page, area)
    outdated_failed_and_refused_responses(page, area)
    editor_of_an_added_inline_row_works(page)


def only_the_content_of_changed_paragraphs_is_replaced(page: Page, area: Locator) -> None:
    pane = page.locator(PREVIEW)
    expect(pane.locator("p")).to_have_count(3)
    pane.evaluate("pane => [...pane.querySelectorAll('p')].forEach((p, n) => { p.mark = n })")
    area.fill("One.\n\nTwo, *changed*.\n\nThree.")
    expect(pane.locator("em")).to_have_text("changed")
    marks = "pane => [...pane.querySelectorAll('p')].map((p) => p.mark ?? null)"
    assert pane.evaluate(marks) == [0, 1, 2]
    area.fill("One.\n\n::: right\nTwo.\n:::\n\nThree.")
    expect(pane.locator("div.right")).to_have_text("Two.")
    area.fill("One.\n\n::: center\nTwo.\n:::\n\nThree.")
    expect(pane.locator("div.center")).to_have_text("Two.")
    expect(pane.locator("div.right")).to_have_count(0)
    area.fill("One.\n\nNew.\n\nTwo.\n\nThree.")
    expect(pane.locator("p")).to_have_text(["One.", "New.", "Two.", "Three."])
    assert pane.evaluate(marks) == [0, None, None, 2]


def outdated_failed_and_refused_responses(page: Page, area: Locator) -> None:
    def delay(route: Route) -> None:
        if "slow" in (route.request.post_data or ""):
            time.sleep(1.5)
        route.continue_()

    intercept(page, MARKDOWNIFY, delay)
    area.fill("slow")
    page.wait_for_timeout(500)
    area.fill("quick")
    expect(page.locator(PREVIEW)).to_have_text("quick")
    page.wait_for_timeout(2_000)
    expect(page.locator(PREVIEW)).to_have_text("quick")
    page.unroute(MARKDOWNIFY)

    # One that fails keeps the text.
    responses: dict[str, Callable[[Route], None]] = {
        "error": lambda route: route.fulfill(status=500, body="x"),
        "refusal": lambda route: route.fulfill(status=403, body="x"),
        "no connection": lambda route: route.abort(),
    }
    for name, respond in responses.items():
        intercept(page, MARKDOWNIFY, respond)
        area.fill(f"Other words, {name}.")
        expect(page.locator(PREVIEW)).to_contain_text("is not available right now")
        expect(area).to_have_value(f"Other words, {name}.")
        page.unroute(MARKDOWNIFY)
        area.fill(f"Other words again, {name}.")
        expect(page.locator(PREVIEW)).to_have_text(f"Other words again, {name}.")

    # One that is refused for a while comes back by itself.
    requests: list[str] = []

    def refuse_first(route: Route) -> None:
        requests.append(route.request.post_data or "")
        if len(requests) > 1:
            route.continue_()
        else:
            route.fulfill(status=429, headers={"Retry-After": "2"}, body="Too many.")

    intercept(page, MARKDOWNIFY, refuse_first)
    area.fill("Other words.")
    page.wait_for_timeout(1_000)
    area.fill("Other words, and more.")
    page.wait_for_timeout(700)
    # The last preview stays, without an error, and nothing is asked for before the time is over.
    expect(page.locator(PREVIEW)).to_have_text("Other words again, no connection.")
    assert len(requests) == 1
    expect(page.locator(PREVIEW)).to_have_text("Other words, and more.")
    assert len(requests) == 2
    page.unroute(MARKDOWNIFY)


def editor_of_an_added_inline_row_works(page: Page) -> None:
    page.evaluate(
        """() => {
          const row = document.createElement("div");
          row.className = "added";
          row.append(document.querySelector(".field.body .editor").cloneNode(true));
          row.firstChild.append(document.querySelector("[data-preview=body]").cloneNode(false));
          document.querySelector(".manuscript-fields").append(row);
          row.querySelector("textarea").value = "";
          row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
        }"""
    )
    added = page.locator(".added textarea")
    added.fill("New *row*.")
    expect(page.locator(".added [data-preview] em")).to_have_text("row")
    added.press("Control+m")
    expect(added).to_have_value("New *row*.\t")


def test_preview_of_a_new_chapter_uses_the_chosen_story(
    live_server: LiveServer, open_page: OpenPage, author: User, make_story: MakeStory
) -> None:
    make_story("Lamp")
    make_story("Lampe", language="de")
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/add/")
    page.locator("select[name=story]").select_option("Lamp")
    page.locator("textarea[name=body]").press_sequentially("\"I wasn't gonna--")
    expect(page.locator(PREVIEW)).to_have_text("“I wasn’t gonna—")
    for story, expected in (("Lamp", "“So”"), ("Lampe", '"So"')):
        page.locator("select[name=story]").select_option(story)
        page.locator("textarea[name=body]").fill("")
        page.locator("textarea[name=body]").fill('"So"')
        expect(page.locator(PREVIEW)).to_have_text(expected)


def heights(page: Page) -> tuple[float, float]:
    """Returns the heights of the text area and of the viewport."""
    area = page.locator("textarea[name=body]").bounding_box()
    assert area
    return area["height"], page.viewport_size["height"] if page.viewport_size else 0


def test_preview_is_beside_the_text_and_follows_cursor_and_page(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    paragraphs = [f"Number {number} {'word ' * 40}" for number in range(120)]
    page = open_page(1280)
    area = open_chapter(page, live_server.url, author, make_chapter("\n\n".join(paragraphs)))
    preview_follows_cursor_and_page(page, area)
    preview_is_beside_the_text(page, area)


def preview_follows_cursor_and_page(page: Page, area: Locator) -> None:
    pane = page.locator(PREVIEW)
    expect(pane.locator("p")).to_have_count(120)
    # Before the first key: the cursor is only put there.
    offset = area.evaluate("area => area.value.indexOf('Number 90')")
    select(area, offset, offset)
    expect(pane.get_by_text("Number 90 ")).to_be_in_viewport()
    select(area, 0, 0)
    expect(pane.get_by_text("Number 0 ")).to_be_in_viewport()
    page.wait_for_timeout(500)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(pane.get_by_text("Number 119 ")).to_be_in_viewport()


def preview_is_beside_the_text(page: Page, area: Locator) -> None:
    expect(area).to_be_visible()
    expect(page.locator(PREVIEW)).to_be_visible()
    # The page scrolls; the preview stays beside what is seen of the text.
    height, screen = heights(page)
    assert height > screen
    preview = page.locator("[data-preview-scroller]")
    scrolls = "element => element.scrollHeight > element.clientHeight"
    assert preview.evaluate(scrolls) and not area.evaluate(scrolls)
    page.evaluate("scrollTo(0, 2000)")
    box = preview.bounding_box()
    assert box and 0 < box["y"] < 150 and box["height"] < screen


def test_on_a_phone_the_preview_opens_at_the_cursor_and_leads_back(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    paragraphs = [f"Number {number} {'word ' * 40}" for number in range(120)]
    page = open_page(390)
    area = open_chapter(page, live_server.url, author, make_chapter("\n\n".join(paragraphs)))
    button, pane = page.locator("[data-command=preview]"), page.locator(PREVIEW)
    expect(pane).to_be_hidden()
    # Before the first key: the cursor is only put there. Later the preview is rendered already.
    for number in (90, 20):
        offset = area.evaluate(f"area => area.value.indexOf('Number {number} ')")
        area.evaluate("(area, at) => area.setSelectionRange(at, at)", offset)
        area.evaluate("area => { area.blur(); area.focus(); }")
        page.wait_for_timeout(300)
        scrolled = page.evaluate("scrollY")
        button.click()
        expect(pane.get_by_text(f"Number {number} ")).to_be_in_viewport()
        button.click()
        expect(area).to_be_visible()
        assert abs(page.evaluate("scrollY") - scrolled) <= 1
    button.click()
    expect(area).to_be_hidden()
    expect(pane).to_contain_text("word word")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(area).to_be_visible()

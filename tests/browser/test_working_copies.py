"""Unsaved changes survive a closed tab, a killed browser, a lost session or connection."""

import os
import re
import signal
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.models import WorkingCopy
from serial.stories.models import Story
from tests.browser.chapter_editor import open_menu
from tests.browser.conftest import ARGUMENTS, OpenPage, chromium_or_skip, open_tab
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route
from tests.conftest import PASSWORD, client_of
from tests.desk.forms import form_fields

pytestmark = pytest.mark.django_db(transaction=True)


def form_url(site: str, chapter: Chapter) -> str:
    return f"{site}/desk/chapters/chapter/{chapter.pk}/change/"


def type_into_body(page: Page, text: str) -> None:
    body = page.locator("textarea[name=body]")
    body.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def wait_until_stored(page: Page) -> None:
    expect(page.locator("[data-save-status]")).to_contain_text(
        "Unsaved changes, stored", timeout=10_000
    )


def launch(playwright: Playwright, profile: Path) -> BrowserContext:
    return playwright.chromium.launch_persistent_context(
        str(profile), executable_path=chromium_or_skip(), args=ARGUMENTS
    )


def kill_browser(profile: Path) -> None:
    """Kills the browser with this profile, like a power cut."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"user-data-dir={profile}".encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def test_killed_browser_loses_no_text(
    live_server: LiveServer,
    playwright: Playwright,
    author: User,
    chapter: Chapter,
    tmp_path: Path,
) -> None:
    context = launch(playwright, tmp_path)
    page = context.pages[0]
    sign_in(page, live_server.url, author)
    page.goto(form_url(live_server.url, chapter))
    type_into_body(page, " And then the lights went")
    # Long enough for the browser's storage, too short for the request to the server.
    page.wait_for_timeout(600)
    assert not WorkingCopy.objects.exists()
    kill_browser(tmp_path)

    context = launch(playwright, tmp_path)
    page = context.pages[0]
    sign_in(page, live_server.url, author)
    page.goto(form_url(live_server.url, chapter))
    page.get_by_role("link", name="Show differences").click()
    expect(page.locator("ins")).to_contain_text("And then the lights went")
    page.go_back()
    expect(page.locator("textarea[name=body]")).to_have_value(
        "Some words. And then the lights went"
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible()
    context.close()
    chapter.refresh_from_db()
    assert chapter.body.endswith("the lights went")


def test_two_tabs_of_one_chapter_keep_separate_text(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    first = open_page()
    sign_in(first, live_server.url, author)
    first.goto(form_url(live_server.url, chapter))
    second = open_tab(first)
    second.goto(form_url(live_server.url, chapter))
    type_into_body(first, " First tab.")
    type_into_body(second, " Second tab.")
    wait_until_stored(first)
    wait_until_stored(second)
    bodies = {copy.body for copy in WorkingCopy.objects.all()}
    assert bodies == {"Some words. First tab.", "Some words. Second tab."}
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.locator(".messages .success")).to_be_visible()
    bar_tells_that_the_chapter_was_saved_elsewhere(second)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("Not saved: you saved this chapter")
    expect(second.locator(".differences ins").first).to_contain_text("Second")
    body = "Some words. Second tab.\n\nTyped here."
    expect(second.locator("textarea[name=body]")).to_have_value(body)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.locator(".messages .success")).to_be_visible()
    chapter.refresh_from_db()
    assert chapter.body == body
    assert [r.body for r in chapter.revisions.order_by("number")][1] == "Some words. First tab."


def bar_tells_that_the_chapter_was_saved_elsewhere(page: Page) -> None:
    type_into_body(page, "\n\nTyped here.")
    status = page.locator("[data-save-status]")
    expect(status).to_contain_text("Saved by you elsewhere", timeout=10_000)
    with page.expect_popup() as differences:
        status.get_by_role("link", name="Show differences").click()
    expect(differences.value.locator("ins").last).to_contain_text("Typed here.")
    # Nothing else changes until the author saves.
    expect(page.locator("textarea[name=body]")).to_have_value(
        "Some words. Second tab.\n\nTyped here."
    )


def test_lost_session_keeps_the_text(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(form_url(live_server.url, chapter))
    page.context.clear_cookies()
    type_into_body(page, " Still here.")
    page.keyboard.press("Control+s")
    state = page.locator("[data-save-status]")
    expect(state.locator("[data-message]")).to_contain_text("You are signed out")
    expect(page.locator("textarea[name=body]")).to_have_value("Some words. Still here.")
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.fill("input[name=login]", author.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(form_url(live_server.url, chapter))
    # Recovered from the browser's storage, it opens by itself.
    expect(page.locator("textarea[name=body]")).to_have_value("Some words. Still here.")
    # The text is there before the scripts that know the keys.
    page.wait_for_load_state()
    page.keyboard.press("Control+s")
    expect(page.locator(".messages .success")).to_be_visible()
    chapter.refresh_from_db()
    assert chapter.body == "Some words. Still here."


# tests/test_submitted_fields.py tests each step.
@pytest.mark.long
def test_lost_session_keeps_the_text_without_javascript(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page(scripts=False)
    sign_in(page, live_server.url, author)
    page.goto(form_url(live_server.url, chapter))
    page.fill("textarea[name=body]", "Some words.\n\nStill here.")
    page.context.clear_cookies()
    open_menu(page)
    page.click("button[name=_save]")
    expect(page.get_by_role("heading")).to_contain_text("This form has expired")
    expect(page.locator("textarea[name=body]")).to_have_value("Some words.\n\nStill here.")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("heading")).to_contain_text("You are signed out")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens a new tab)").click()
    opened.value.fill("input[name=login]", author.username)
    opened.value.fill("input[name=password]", PASSWORD)
    opened.value.click("main button[type=submit]")
    opened.value.wait_for_url(f"{live_server.url}/")
    page.get_by_role("button", name="Send again").click()
    page.get_by_role("button", name="Send again").click()
    expect(page.locator(".messages .success")).to_be_visible()
    chapter.refresh_from_db()
    assert chapter.body == "Some words.\n\nStill here."


def test_text_of_a_lost_tab_opens_by_itself_and_is_stored_without_connection(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page(own_context=True)
    sign_in(page, live_server.url, author)
    page.goto(form_url(live_server.url, chapter))
    type_into_body(page, " Not on the server.")
    page.wait_for_timeout(400)
    page.goto("about:blank")
    assert not WorkingCopy.objects.exists()
    page.goto(form_url(live_server.url, chapter))
    expect(page.locator("textarea[name=body]")).to_have_value("Some words. Not on the server.")
    # The cursor is where it was. Nobody types before the page is there.
    page.wait_for_load_state("networkidle")
    page.keyboard.type(" More.")
    expect(page.locator("textarea[name=body]")).to_have_value(
        "Some words. Not on the server. More."
    )
    wait_until_stored(page)
    page.get_by_role("link", name="Show what was saved").click()
    expect(page.locator("textarea[name=body]")).to_have_value("Some words.")
    page.get_by_role("link", name="Show them").click()
    expect(page.locator("textarea[name=body]")).to_have_value(
        "Some words. Not on the server. More."
    )
    page.wait_for_load_state()
    text_is_stored_in_the_browser_without_connection(page)
    browser_has_the_newest_text_while_a_request_runs_and_after_it(page)


def text_is_stored_in_the_browser_without_connection(page: Page) -> None:
    page.context.set_offline(True)
    type_into_body(page, " On the train.")
    expect(page.locator("[data-save-status]")).to_contain_text("No connection", timeout=10_000)
    page.keyboard.press("Control+s")
    expect(page.locator("[data-save-status]")).to_contain_text("No connection")
    page.context.set_offline(False)
    wait_until_stored(page)
    expected = "Some words. Not on the server. More. On the train."
    assert WorkingCopy.objects.latest("typed_at").body == expected


WORKING_COPIES = "**/working-copies/**"
BODIES_IN_BROWSER = """() => new Promise((resolve) => {
  const opening = indexedDB.open("serial", 1);
  opening.onsuccess = () => {
    const copies = opening.result.transaction("working_copies").objectStore("working_copies");
    const reading = copies.getAll();
    reading.onsuccess = () => resolve(reading.result.map((copy) => copy.fields.body));
  };
})"""


def browser_has_the_newest_text_while_a_request_runs_and_after_it(page: Page) -> None:
    body = page.locator("textarea[name=body]")
    held: list[Route] = []
    intercept(page, WORKING_COPIES, lambda route: held.append(route))
    type_into_body(page, " One")
    page.keyboard.press("Control+s")
    wait_for_route(page, held)
    # The server has closed the working copy: the text is sent as another one.
    held.pop().fulfill(status=409)
    wait_for_route(page, held)
    assert page.evaluate(BODIES_IN_BROWSER) == [body.input_value()]
    page.keyboard.type(" and two")
    page.wait_for_timeout(600)
    held.pop().abort()
    expect(page.locator("[data-save-status]")).to_contain_text("No connection")
    assert page.evaluate(BODIES_IN_BROWSER) == [body.input_value()]
    page.unroute(WORKING_COPIES)


# They take about 30 seconds.
MOST_WORDS = 400
KEEP_TEXT_OF_LEFT_PAGE = """addEventListener("pagehide", () => {
    sessionStorage.setItem("left", document.querySelector("textarea[name=body]").value);
})"""
LEFT_TEXT = "sessionStorage.getItem('left')"


def expect_on_dashboard(client: Client, title: str, body: str) -> None:
    """The dashboard links to the form with what was typed."""
    before, label, _after = client.get("/desk/").content.decode().partition("Continue writing")
    assert label
    link = re.search(r'href="([^"]+)"', before.rpartition("<a ")[2])
    assert link
    form = form_fields(client.get(unescape(link[1])).content.decode())
    assert (form["title"], form["body"]) == ([title], [body])


def test_typing_goes_on_while_a_new_chapter_is_saved(
    live_server: LiveServer, open_page: OpenPage, author: User, story: Story
) -> None:
    page = open_page()
    sign_in(page, live_server.url, author)
    refused = []
    page.on(
        "response", lambda response: refused.append(response) if response.status >= 400 else None
    )
    page.goto(f"{live_server.url}/desk/chapters/chapter/add/?story={story.pk}")
    body = page.locator("textarea[name=body]")
    page.fill("textarea[name=title]", "Dawn")
    type_into_body(page, "It was early.")
    wait_until_stored(page)
    expect_on_dashboard(client_of(author), "Dawn", "It was early.")
    page.keyboard.type(" And")
    page.evaluate(KEEP_TEXT_OF_LEFT_PAGE)
    page.keyboard.press("Control+s")
    typed = ""
    # Until a word has reached the next page.
    for number in range(MOST_WORDS):
        word = f" {number}"
        page.keyboard.type(word, delay=20)
        typed += word
        is_shown = "/change/" in page.url and body.input_value().endswith(word)
        # The next page also shows the last word of the page that was left.
        if is_shown and not page.evaluate(LEFT_TEXT).endswith(word):
            break
    page.wait_for_url("**/change/*")
    wait_until_stored(page)
    # Keys that are pressed between the two pages reach neither of them.
    kept = body.input_value()
    before = page.evaluate(LEFT_TEXT)
    assert before.startswith("It was early. And") and kept.startswith(before)
    after = kept.removeprefix(before)
    assert after and (before + typed).endswith(after)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert story.chapters.get().body == kept
    assert not WorkingCopy.objects.unsaved().exists()
    assert not refused

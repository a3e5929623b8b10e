"""axe finds nothing, nothing scrolls sideways, and the keyboard is enough."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.desk.sample.loading import load_sample
from tests.browser.comments.commenting import discussion_about, enter, go_to_comments
from tests.browser.conftest import OpenPage
from tests.browser.test_main_job import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

GUESTS = [
    *("/", "/stories/", "/stories/nothing-heard/", "/read/nothing-heard/the-52/"),
    *("/read/nothing-heard/silence-period/", "/read/nothing-heard/the-kettles/"),
    *("/read/nothing-heard/", "/about/", "/tags/genre/mystery/", "/stories/?rating=general"),
    *("/by/peg-lorrimer/", "/no/such/page/", "/accounts/login/", "/accounts/signup/"),
]
CHAPTER = "/read/nothing-heard/job-417/"
COMMENTS = f"{CHAPTER}comments/"
TALK = [
    *(COMMENTS, f"{COMMENTS}1/", f"{COMMENTS}on/", f"{COMMENTS}on/4/", f"{COMMENTS}write/"),
    *(
        f"{COMMENTS}write/?reply_to=1",
        f"{COMMENTS}write/?paragraph=4&quote=Words",
        f"{COMMENTS}kudos/",
    ),
]
MEMBERS = ["/", "/accounts/", "/accounts/preferences/", "/accounts/email/", "/accounts/write/"]


def findings(page: Page, axe: str, within: str = "html") -> list[str]:
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(
        "async within => (await axe.run(within)).violations", within
    )
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    width: int,
    scheme: str,
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
) -> None:
    load_sample(author)
    # axe itself sets styles; the policy is tested in test_console.py.
    page = open_page(width, scheme=scheme, bypass_csp=True)
    found: dict[str, list[str]] = {}
    for address in GUESTS:
        page.goto(live_server.url + address)
        found[address] = findings(page, axe)
    sign_in(page, live_server.url, author)
    for address in MEMBERS:
        page.goto(live_server.url + address)
        found[f"member {address}"] = findings(page, axe)
    assert {address: what for address, what in found.items() if what} == {}


@pytest.mark.parametrize("theme", ["light", "sepia", "dark", "black"])
def test_axe_finds_nothing_in_any_theme(
    theme: str, axe: str, live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    page = open_page(390, bypass_csp=True)
    page.goto(live_server.url)
    page.evaluate("kept => localStorage.setItem('serial.reading', kept)", f'{{"theme": "{theme}"}}')
    found: dict[str, list[str]] = {}
    for address in GUESTS:
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        if page.locator(".reading-panel").count():
            page.get_by_label("Reading settings").click()
        found[address] = findings(page, axe)
    assert {address: what for address, what in found.items() if what} == {}


def load_talk(author: User, reader: User) -> None:
    story = load_sample(author)
    assert story is not None
    discussion_about(story, author, reader)


def open_all(page: Page, site: str) -> None:
    """A chapter with its comments, a form in answer to one, and a paragraph's in the panel."""
    go_to_comments(page, site + CHAPTER)
    page.locator("#comments [data-reply]").nth(2).click()
    page.locator("[data-body] .comment-marker").first.click()
    page.locator("[data-passage-panel] .comment").first.wait_for()


@pytest.mark.parametrize("theme", ["light", "sepia", "dark", "black"])
def test_axe_finds_nothing_where_readers_talk(
    theme: str,
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    reader: User,
) -> None:
    load_talk(author, reader)
    site, found = live_server.url, {}
    page = open_page(1280 if theme in {"light", "black"} else 390, bypass_csp=True)
    page.goto(site)
    page.evaluate("kept => localStorage.setItem('serial.reading', kept)", f'{{"theme": "{theme}"}}')
    open_all(page, site)
    found["with an open panel"] = findings(page, axe)
    page.keyboard.press("Escape")
    found["under the chapter"] = findings(page, axe)
    for address in TALK:
        page.goto(site + address)
        found[address] = findings(page, axe)
    page.get_by_role("link", name="Stories").click()
    enter(page, site, reader)
    mine = [f"{COMMENTS}1/", f"{COMMENTS}18/edit/", "/accounts/comments/", f"{COMMENTS}write/"]
    for address in mine:
        page.goto(site + address)
        found[f"member {address}"] = findings(page, axe)
    page.get_by_role("button", name="Send").click()
    page.locator(".errorlist").first.wait_for()
    found["write, with an error"] = findings(page, axe)
    assert {address: what for address, what in found.items() if what} == {}


def test_nothing_scrolls_sideways_at_320_px(
    live_server: LiveServer, open_page: OpenPage, author: User, reader: User
) -> None:
    load_talk(author, reader)
    page = open_page(320)
    wide = "document.documentElement.scrollWidth"
    for address in GUESTS + TALK:
        page.goto(live_server.url + address)
        assert page.evaluate(wide) <= 320, address
    open_all(page, live_server.url)
    assert page.evaluate(wide) <= 320
    panel = "document.querySelector('[data-passage-panel]').scrollWidth"
    assert page.evaluate(panel) <= 320


def test_the_keyboard_skips_to_the_text(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    page = open_page()
    page.goto(f"{live_server.url}/read/nothing-heard/fresh-water/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")

"""Public pages are accessible, do not scroll sideways and work with the keyboard."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.desk.sample.loading import load_sample
from tests.browser.axe import findings_in_schemes, findings_in_themes
from tests.browser.comments.commenting import create_discussion, go_to_comments
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

GUEST_URLS = [
    *("/", "/stories/", "/stories/nothing-heard/", "/read/nothing-heard/the-52/"),
    *("/read/nothing-heard/silence-period/", "/read/nothing-heard/the-kettles/"),
    *("/read/nothing-heard/", "/about/", "/tags/genre/mystery/", "/stories/?rating=general"),
    *(
        "/stories/?length=long",
        "/by/peg-lorrimer/",
        "/no/such/page/",
        "/accounts/login/",
        "/accounts/signup/",
    ),
]
CHAPTER = "/read/nothing-heard/job-417/"
COMMENTS = f"{CHAPTER}comments/"
COMMENT_URLS = [
    *(COMMENTS, f"{COMMENTS}1/", f"{COMMENTS}on/", f"{COMMENTS}on/4/", f"{COMMENTS}write/"),
    *(
        f"{COMMENTS}write/?reply_to=1",
        f"{COMMENTS}write/?paragraph=4&quote=Words",
        f"{COMMENTS}kudos/",
    ),
]
MEMBER_URLS = ["/", "/accounts/", "/accounts/preferences/", "/accounts/email/", "/accounts/write/"]


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_are_accessible_in_both_schemes(
    width: int, axe: str, live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    # axe sets inline styles; test_console.py tests the Content-Security-Policy.
    page = open_page(width, bypass_csp=True)
    results: dict[str, list[str]] = {}
    for url in GUEST_URLS:
        page.goto(live_server.url + url)
        results[url] = findings_in_schemes(page, axe)
    sign_in(page, live_server.url, author)
    for url in MEMBER_URLS:
        page.goto(live_server.url + url)
        results[f"member {url}"] = findings_in_schemes(page, axe)
    assert {url: violations for url, violations in results.items() if violations} == {}


def choose_theme(page: Page, theme: str) -> None:
    page.evaluate(
        "settings => localStorage.setItem('serial.reading', settings)", f'{{"theme": "{theme}"}}'
    )


def test_pages_are_accessible_in_every_theme(
    axe: str, live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    page = open_page(390, bypass_csp=True)
    page.goto(live_server.url)
    choose_theme(page, "sepia")
    results: dict[str, list[str]] = {}
    for url in GUEST_URLS:
        page.goto(live_server.url + url)
        assert page.evaluate("document.documentElement.dataset.theme") == "sepia"
        if page.locator("[data-reading-panel]").count():
            page.locator("[data-reading-panel] > summary").click()
            page.locator(".panel__fold > summary").click()
        results[url] = findings_in_themes(page, axe, "light", "dark", "black")
    assert {url: violations for url, violations in results.items() if violations} == {}


def load_comments(author: User, reader: User) -> None:
    story = load_sample(author)
    assert story is not None
    create_discussion(story, author, reader)


def open_all(page: Page, site: str) -> None:
    """Opens a chapter with comments, a reply form, and a paragraph's comments in the panel."""
    go_to_comments(page, site + CHAPTER)
    page.locator("#comments [data-reply]").nth(2).click()
    page.locator("[data-body] .comment-marker").first.click()
    page.locator("[data-paragraph-panel] .comment").first.wait_for()


@pytest.mark.parametrize(
    ("width", "theme", "other_theme"), [(1280, "light", "black"), (390, "sepia", "dark")]
)
def test_comment_pages_are_accessible(
    width: int,
    theme: str,
    other_theme: str,
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    reader: User,
) -> None:
    load_comments(author, reader)
    site = live_server.url
    results: dict[str, list[str]] = {}
    page = open_page(width, bypass_csp=True)
    page.goto(site)
    choose_theme(page, theme)
    open_all(page, site)
    results["with an open panel"] = findings_in_themes(page, axe, other_theme)
    page.keyboard.press("Escape")
    results["under the chapter"] = findings_in_themes(page, axe, other_theme)
    for url in COMMENT_URLS:
        page.goto(site + url)
        results[url] = findings_in_themes(page, axe, other_theme)
    page.get_by_role("link", name="Stories").first.click()
    sign_in(page, site, reader)
    member_urls = [
        f"{COMMENTS}1/",
        f"{COMMENTS}18/edit/",
        "/accounts/comments/",
        f"{COMMENTS}write/",
    ]
    for url in member_urls:
        page.goto(site + url)
        results[f"member {url}"] = findings_in_themes(page, axe, other_theme)
    page.get_by_role("button", name="Post comment").click()
    page.locator(".errorlist, .field__error").first.wait_for()
    results["write, with an error"] = findings_in_themes(page, axe, other_theme)
    assert {url: violations for url, violations in results.items() if violations} == {}


def test_no_horizontal_scrolling_at_320_px(
    live_server: LiveServer, open_page: OpenPage, author: User, reader: User
) -> None:
    load_comments(author, reader)
    page = open_page(320)
    page_width = "document.documentElement.scrollWidth"
    for url in GUEST_URLS + COMMENT_URLS:
        page.goto(live_server.url + url)
        assert page.evaluate(page_width) <= 320, url
    open_all(page, live_server.url)
    assert page.evaluate(page_width) <= 320
    panel_width = "document.querySelector('[data-paragraph-panel]').scrollWidth"
    assert page.evaluate(panel_width) <= 320


def test_skip_link_works_with_the_keyboard(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    page = open_page()
    page.goto(f"{live_server.url}/read/nothing-heard/fresh-water/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")

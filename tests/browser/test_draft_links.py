"""An author lends a draft; a stranger reads it on a phone, until the author takes it back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.draft_links import create_draft_link, revoke_draft_link
from serial.chapters.models import Chapter
from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import findings
from tests.browser.test_main_job import sign_in
from tests.conftest import MakeChapter
from tests.images.drawing import picture

pytestmark = pytest.mark.django_db(transaction=True)

PICTURE = "pictures/2026/11/lamp.png"
BODY = f"The lamp went out.\n\n![A lamp](/media/{PICTURE})"


@pytest.fixture
def draft(make_chapter: MakeChapter, settings: Settings, tmp_path: Path) -> Chapter:
    settings.MEDIA_ROOT = tmp_path
    path = tmp_path / PICTURE
    path.parent.mkdir(parents=True)
    path.write_bytes(picture("PNG"))
    return make_chapter(BODY, title="One", note_before="Is it dark enough?", release_in=None)


def lend(page: Page, live_server: LiveServer, draft: Chapter, whom: str) -> str:
    """Makes a link at the desk; returns its path."""
    page.goto(f"{live_server.url}/desk/chapters/chapter/{draft.pk}/draft-links/")
    page.get_by_label("Who it is for").fill(whom)
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("heading", name=whom)).to_be_visible()
    address = page.get_by_label("Link to send").first.input_value()
    return address[address.index("/drafts/") :]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_lend_read_withdraw(
    scripts: bool, live_server: LiveServer, open_page: OpenPage, author: User, draft: Chapter
) -> None:
    desk = open_page(390, scripts=scripts)
    sign_in(desk, live_server.url, author)
    path = lend(desk, live_server, draft, "Kim")
    assert desk.get_by_role("button", name="Copy").count() == scripts

    stranger = open_page(390, scripts=scripts)
    stranger.goto(live_server.url + path)
    expect(stranger.get_by_text("The author has shared this draft with you.")).to_be_visible()
    expect(stranger.get_by_text("The lamp went out.")).to_be_visible()
    if scripts:
        loaded = "image => image.complete && image.naturalWidth > 0"
        assert stranger.get_by_alt_text("A lamp").evaluate(loaded)
    assert stranger.context.cookies() == []

    desk.get_by_role("button", name="Withdraw").click()
    expect(desk.get_by_text("it opens nothing any more")).to_be_visible()
    answer = stranger.reload()
    assert answer is not None and answer.status == 410
    expect(stranger.get_by_role("heading", name="This link no longer works")).to_be_visible()
    expect(stranger.get_by_text("The lamp went out.")).to_have_count(0)


def test_copy(live_server: LiveServer, open_page: OpenPage, author: User, draft: Chapter) -> None:
    page = open_page()
    sign_in(page, live_server.url, author)
    path = lend(page, live_server, draft, "Kim")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(path)


def test_where_copying_is_refused_the_link_is_selected(
    live_server: LiveServer, open_page: OpenPage, author: User, draft: Chapter
) -> None:
    page = open_page()
    sign_in(page, live_server.url, author)
    lend(page, live_server, draft, "Kim")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('no') }")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Not copied")).to_be_visible()
    expect(page.get_by_label("Link to send")).to_be_focused()


def test_a_member_signs_out_from_a_draft(
    live_server: LiveServer, open_page: OpenPage, author: User, draft: Chapter
) -> None:
    """The page tells no other page where it is; a form sent from it would be refused."""
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(live_server.url + create_draft_link(draft, author).get_absolute_url())
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("main").get_by_role("button", name=re.compile("sign out", re.I)).click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    width: int,
    scheme: str,
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    draft: Chapter,
) -> None:
    # axe itself sets styles; the policy is tested in test_console.py.
    page = open_page(width, scheme=scheme, bypass_csp=True)
    sign_in(page, live_server.url, author)
    revoke_draft_link(create_draft_link(draft, author))
    path = lend(page, live_server, draft, "Kim")
    page.locator(".draft-links summary").click()
    assert findings(page, axe, ".draft-links") == []
    page.goto(live_server.url + path)
    assert findings(page, axe) == []
    revoke_draft_link(draft.draft_links.active().get())
    page.reload()
    assert findings(page, axe) == []


def test_nothing_scrolls_sideways_at_320_px(
    live_server: LiveServer, open_page: OpenPage, author: User, draft: Chapter
) -> None:
    desk = open_page(320)
    sign_in(desk, live_server.url, author)
    path = lend(desk, live_server, draft, "K" * 100)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 320
    desk.goto(live_server.url + path)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 320

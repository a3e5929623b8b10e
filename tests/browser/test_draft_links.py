"""A guest reads a draft with a draft link until the author revokes it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.draft_links import create_draft_link, revoke_draft_link
from serial.chapters.models import Chapter
from tests.browser.axe import check
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
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


def create_link(page: Page, live_server: LiveServer, draft: Chapter, recipient: str) -> str:
    """Creates a draft link at the desk; returns its path."""
    page.goto(f"{live_server.url}/desk/chapters/chapter/{draft.pk}/draft-links/")
    page.get_by_label("Recipient").fill(recipient)
    page.get_by_role("button", name="Create link").click()
    expect(page.get_by_role("heading", name=recipient)).to_be_visible()
    url = page.get_by_label("Link to send").first.input_value()
    return url[url.index("/drafts/") :]


# tests/desk/test_draft_links.py and tests/chapters/test_draft_links.py take the same steps.
@pytest.mark.long
@pytest.mark.parametrize("scripts", [False, True])
def test_create_read_and_revoke(
    scripts: bool, live_server: LiveServer, open_page: OpenPage, author: User, draft: Chapter
) -> None:
    desk = open_page(390, scripts=scripts)
    sign_in(desk, live_server.url, author)
    path = create_link(desk, live_server, draft, "Kim")
    assert desk.get_by_role("button", name="Copy").count() == scripts

    guest = open_page(390, scripts=scripts)
    guest.goto(live_server.url + path)
    expect(guest.get_by_text("The author has shared this draft with you.")).to_be_visible()
    expect(guest.get_by_text("The lamp went out.")).to_be_visible()
    loaded = "image => image.complete && image.naturalWidth > 0"
    assert guest.get_by_alt_text("A lamp").evaluate(loaded)
    assert guest.context.cookies() == []

    desk.get_by_role("button", name="Revoke").click()
    expect(desk.get_by_text("Link revoked.")).to_be_visible()
    response = guest.reload()
    assert response is not None and response.status == 410
    expect(guest.get_by_role("heading", name="This link no longer works")).to_be_visible()
    expect(guest.get_by_text("The lamp went out.")).to_have_count(0)


def test_link_is_copied_or_selected_if_copying_fails(
    live_server: LiveServer, open_page: OpenPage, author: User, draft: Chapter
) -> None:
    page = open_page()
    sign_in(page, live_server.url, author)
    path = create_link(page, live_server, draft, "Kim")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(path)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('no') }")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Could not copy")).to_be_visible()
    expect(page.get_by_label("Link to send")).to_be_focused()
    page.goto(live_server.url + path)
    member_signs_out_from_a_draft_page(page)


def member_signs_out_from_a_draft_page(page: Page) -> None:
    """The draft page sends no referrer, so a POST from it would fail the CSRF check."""
    page.locator("[data-menu] > summary").click()
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("main").get_by_role("button", name=re.compile("sign out", re.I)).click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_pages_are_accessible_and_fit(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    draft: Chapter,
) -> None:
    # axe sets inline styles; test_console.py tests the Content-Security-Policy.
    page = open_page(1280, bypass_csp=True)
    sign_in(page, live_server.url, author)
    revoke_draft_link(create_draft_link(draft, author))
    path = create_link(page, live_server, draft, "K" * 100)
    page.locator(".draft-links summary").click()
    assert check(page, axe, within=".draft-links") == []
    page.goto(live_server.url + path)
    assert check(page, axe) == []
    revoke_draft_link(draft.draft_links.active().get())
    page.reload()
    assert check(page, axe) == []

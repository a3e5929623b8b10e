"""Half-written comments are listed in the account, lead to their place, and can be deleted."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from tests.browser.comments.commenting import add_comment, go_to_comments, type_comment
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import page_width

pytestmark = pytest.mark.django_db(transaction=True)


def test_drafts_are_listed_and_continued(
    live_server: LiveServer, open_page: OpenPage, chapter: Chapter, reader: User, author: User
) -> None:
    add_comment(chapter, author, "What do you think?")
    site, url = live_server.url, f"{live_server.url}{chapter.get_absolute_url()}"
    page = open_page(320)
    sign_in(page, site, reader)
    page.goto(f"{site}/accounts/comments/drafts/")
    expect(page.get_by_role("heading", name="No drafts")).to_be_visible()
    go_to_comments(page, url)
    type_comment(page.locator("#comments [data-comment-form]").last, "I think that")
    page.goto(f"{url}comments/write/?reply_to=1")
    type_comment(page.locator("[data-comment-form]"), "Well,\n" + "w" * 200)
    page.goto(f"{site}/accounts/comments/drafts/")
    items = page.locator("[data-list] article")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("A reply")
    assert page_width(page) == 320
    expect(items.last).to_contain_text("The Lamp")
    items.last.get_by_role("button", name="Delete draft").click()
    expect(items.last.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(items.last).to_contain_text("I think that")
    items.last.get_by_role("button", name="Delete draft").click()
    page.reload()
    expect(items).to_have_count(1)
    page.get_by_role("link", name="Continue writing").click()
    expect(page.locator("[data-comment-form] textarea")).to_have_value("Well,\n" + "w" * 200)
    # The chapter is not public any more: the words are still there.
    Chapter.objects.update(release_at=None)
    page.goto(f"{site}/accounts/comments/drafts/")
    expect(items).to_contain_text("The chapter is not available any more.")
    expect(items).to_contain_text("Well,")
    expect(page.get_by_role("link", name="Continue writing")).to_have_count(0)

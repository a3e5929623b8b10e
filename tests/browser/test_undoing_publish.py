"""Undo after "Publish now", with and without scripts; what is typed meanwhile stays."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.chapter_editor import open_chapter, open_release
from tests.browser.conftest import OpenPage
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_published_chapter_becomes_a_draft_again(
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    chapter = make_chapter("Some words.", release_in=None)
    page = open_page(390, scripts=scripts)
    body = open_chapter(page, live_server.url, author, chapter)
    open_release(page)
    page.get_by_role("button", name="Publish now").click()
    undo = page.get_by_role("button", name="Undo publishing")
    expect(undo).to_be_visible()
    chapter.refresh_from_db()
    assert chapter.is_released()
    body.fill("Some words. And more.")
    undo.click()
    expect(page.locator(".messages .success")).to_contain_text("Undone. The chapter is a draft")
    expect(body).to_have_value("Some words. And more.")
    expect(undo).to_have_count(0)
    chapter.refresh_from_db()
    assert chapter.is_draft() and chapter.body == "Some words."

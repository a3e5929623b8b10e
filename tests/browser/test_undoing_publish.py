"""Undo after "Publish now", with and without scripts; what is typed meanwhile stays."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.cases import cases
from tests.browser.chapter_editor import open_chapter, open_release
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


@cases("scripts", True, long=[False])
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


# tests/desk/test_undoing_bulk_publish.py takes the same steps.
@pytest.mark.long
@pytest.mark.parametrize("scripts", [False, True])
def test_chapter_published_in_the_menu_of_its_row_becomes_a_draft_again(
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    chapter = make_chapter("Some words.", title="Slip", release_in=None)
    page = open_page(390, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{chapter.story_id}/change/")
    page.locator("[data-row-menu]").click()
    page.get_by_role("button", name="Publish now…").click()
    page.get_by_role("button", name="Publish 1 chapter").click()
    undo = page.get_by_role("button", name="Undo publishing")
    expect(undo).to_be_visible()
    chapter.refresh_from_db()
    assert chapter.is_released()
    undo.click()
    expect(page.locator(".messages .success")).to_contain_text("Undone. The chapter is a draft")
    expect(undo).to_have_count(0)
    chapter.refresh_from_db()
    assert chapter.is_draft()


def test_undo_of_several_disappears_in_time(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter(title=f"Slip {n}", release_in=None) for n in range(2)]
    page = open_page(1280, scripts=True)
    sign_in(page, live_server.url, author)
    page.clock.install()
    page.goto(f"{live_server.url}/desk/stories/story/{chapters[0].story_id}/change/")
    for box in page.locator("tbody input[type=checkbox]").all():
        box.check()
    page.locator("[data-selection-bar]").get_by_role("button", name="Publish now…").click()
    page.get_by_role("button", name="Publish 2 chapters").click()
    undo = page.get_by_role("button", name="Undo publishing")
    expect(undo).to_be_visible()
    page.clock.run_for(10_000)
    expect(undo).to_be_hidden()
    expect(page.locator(".messages .success")).to_contain_text("2 chapters released.")

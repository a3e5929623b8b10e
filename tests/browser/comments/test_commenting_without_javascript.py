"""Readers comment without JavaScript: every step is a link or a form."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment, Kudos
from tests.browser.comments.commenting import add_comment
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_comment_is_written_without_javascript(chapter_url: str, open_page: OpenPage) -> None:
    page = open_page(390, scripts=False)
    page.goto(chapter_url)
    expect(page.locator("form.quick-form")).to_be_hidden()
    page.get_by_role("link", name="Write a comment").click()
    submit_comment(page, "Who lit it?", "guest")
    expect(page.locator("#c1 .comment__text")).to_have_text("Who lit it?")


# tests/comments and tests/reading/comments test each step. What is shown depends on the width, or
# on who it is, not on both.
@pytest.mark.long
@pytest.mark.parametrize("width, who", [(390, "guest"), (1280, "member")])
def test_commenting_without_javascript(
    commented_chapter: Chapter,
    chapter_url: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    reader: User,
    width: int,
    who: str,
) -> None:
    add_comment(commented_chapter, author, "Well?", paragraph=1)
    page = open_page(width, scripts=False)
    if who == "member":
        sign_in(page, live_server.url, reader)
    page.goto(chapter_url)
    expect(page.locator("form.quick-form")).to_be_hidden()
    page.get_by_role("link", name="Write a comment").click()
    submit_comment(page, "Who lit it?", who)
    expect(page.locator("#c2 .comment__text")).to_have_text("Who lit it?")
    edit_delete_and_undo(page)

    page.get_by_role("link", name="All comments on this chapter").click()
    page.locator("#c1").get_by_role("link", name="Reply").click()
    expect(page.locator(".answered")).to_contain_text("Well?")
    submit_comment(page, "Very well.", who)
    assert Comment.objects.get(number=3).parent == Comment.objects.get(number=1)

    page.goto(chapter_url)
    page.get_by_role("link", name="2 comments on this paragraph").click()
    page.get_by_role("link", name="Comment on this paragraph").click()
    submit_comment(page, "I like this one.", who)
    assert Comment.objects.get(number=4).paragraph == 1
    page.goto(chapter_url)
    page.get_by_role("link", name="Comment on a paragraph").click()
    page.get_by_role("link", name="Bread for two days").click()
    page.get_by_role("link", name="Comment on this paragraph").click()
    submit_comment(page, "Only two?", who)
    expect(page.locator("blockquote.paragraph-text")).to_have_text("Bread for two days.")

    page.goto(chapter_url)
    page.get_by_role("link", name="Give kudos").click()
    page.get_by_role("button", name="Give kudos").click()
    assert Kudos.objects.count() == 1
    page.get_by_role("button", name="Remove kudos").click()
    assert Kudos.objects.count() == 0
    if who == "member":
        like(page, chapter_url)


def submit_comment(page: Page, text: str, who: str) -> None:
    page.locator("main textarea").fill(text)
    if who == "guest":
        page.get_by_label("Your name").fill("Gus")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Comment", exact=True)).to_be_visible()


def edit_delete_and_undo(page: Page) -> None:
    page.get_by_role("link", name="Edit", exact=True).click()
    page.locator("main textarea").fill("Who lit the lamp?")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#c2 .comment__text")).to_have_text("Who lit the lamp?")
    page.get_by_role("button", name="Delete", exact=True).click()
    assert Comment.objects.get(number=2).state == State.DELETED
    page.get_by_role("button", name="Undo delete").click()
    expect(page.locator("#c2 .comment__text")).to_have_text("Who lit the lamp?")


def like(page: Page, chapter_url: str) -> None:
    page.goto(f"{chapter_url}comments/")
    page.locator("#c1").get_by_role("link", name="Like").click()
    page.get_by_role("button", name="Like").click()
    expect(page.locator("#c1 .comment__actions")).to_contain_text("1 like")


# tests/comments/test_refused_text_is_kept.py tests the response.
@pytest.mark.long
def test_text_that_is_too_large_is_still_in_the_form(
    chapter_url: str, open_page: OpenPage, settings: Settings
) -> None:
    settings.READER_REQUEST_MAX_BYTES = 1_000
    text = "Too long. " * 100
    page = open_page(390, scripts=False)
    page.goto(f"{chapter_url}comments/write/")
    page.get_by_label("Your name").fill("Gus")
    page.locator("main textarea").fill(text)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading")).to_have_text("Your text is too long")
    expect(page.locator("main")).to_contain_text("Use the Back button")
    page.go_back()
    expect(page.get_by_label("Your name")).to_have_value("Gus")
    expect(page.locator("main textarea")).to_have_value(text)

"""Readers who sign in from a chapter return to their place and to the comment that they began."""

import re

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from tests.browser.comments.commenting import (
    add_comment,
    go_to_comments,
    submit_form,
    type_comment,
)
from tests.browser.conftest import OpenPage
from tests.conftest import PASSWORD, MakeChapter

NEW_PASSWORD = "quite another password"  # noqa: S105

pytestmark = pytest.mark.django_db(transaction=True)


def fill_in_sign_in_form(page: Page, password: str = PASSWORD) -> None:
    page.fill("input[name=login]", "rosa")
    page.fill("input[name=password]", password)
    expect(page.get_by_label("Stay signed in")).to_be_checked()
    page.click("main button[type=submit]")


def test_comment_on_a_paragraph_and_reply_are_there_after_signing_in(
    commented_chapter: Chapter, chapter_url: str, open_page: OpenPage, reader: User, author: User
) -> None:
    add_comment(commented_chapter, author, "Well?", paragraph=2)
    page = open_page(390)
    go_to_comments(page, chapter_url)
    page.locator("#c1").get_by_role("link", name="Reply").click()
    reply = page.locator("#c1 form")
    type_comment(reply, "I did.")
    reply.get_by_role("link", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("next=.*%23c1$"))
    page.goto(chapter_url)
    page.locator("[data-body] .comment-marker").click()
    form = page.locator("[data-paragraph-panel] form.comment-form")
    type_comment(form, "Who lit it?")
    form.get_by_role("link", name="Sign in", exact=True).click()
    fill_in_sign_in_form(page)
    expect(page).to_have_url(f"{chapter_url}#paragraph-2")
    expect(form.locator("textarea")).to_have_value("Who lit it?")
    page.goto("about:blank")
    page.goto(f"{chapter_url}#c1")
    expect(reply.locator("textarea")).to_have_value("I did.")


def test_text_that_cannot_be_stored_stays_in_its_tab_and_is_posted(
    chapter_url: str, open_page: OpenPage, reader: User
) -> None:
    page = open_page(390)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })"
    )
    go_to_comments(page, chapter_url)
    type_comment(page.locator("form.quick-form"), "Who lit it?")
    link = page.locator("form.quick-form").get_by_role("link", name="Sign in (opens a new tab)")
    with page.context.expect_page():
        link.click()
    expect(page.locator("form.quick-form textarea")).to_have_value("Who lit it?")
    page.locator("form.quick-form").get_by_label("Your name").fill("Gus")
    submit_form(page.locator("form.quick-form"))
    expect(page.locator("#comments [data-comment-list]")).to_contain_text("Who lit it?")


def test_comment_that_was_begun_survives_a_forgotten_password(
    commented_chapter: Chapter,
    chapter_url: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    mailoutbox: list[EmailMessage],
) -> None:
    """The link in the email is opened in a new tab of the same browser."""
    page = open_page(390)
    go_to_comments(page, chapter_url)
    type_comment(page.locator("form.quick-form"), "Who lit it?")
    page.locator("form.quick-form").get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill("rosa@example.org")
    page.click("main button[type=submit]")
    page.wait_for_url("**/password/reset/done/**")
    link = re.search(rf"{live_server.url}\S+", str(mailoutbox[0].body))
    assert link
    tab = page.context.new_page()
    tab.goto(link[0])
    tab.fill("input[name=password1]", NEW_PASSWORD)
    tab.click("main button[type=submit]")
    tab.locator("main").get_by_role("link", name="Sign in").click()
    fill_in_sign_in_form(tab, NEW_PASSWORD)
    expect(tab).to_have_url(f"{chapter_url}#comments")
    expect(tab.locator("form.quick-form textarea")).to_have_value("Who lit it?")
    submit_form(tab.locator("form.quick-form"))
    expect(tab.locator("#c1")).to_contain_text("Who lit it?")
    assert Comment.objects.get().user == reader


def test_reader_returns_to_the_passage(
    make_chapter: MakeChapter, live_server: object, open_page: OpenPage, reader: User
) -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "Words and words. " * 30 for number in range(40))
    chapter = make_chapter(text)
    page = open_page(1280)
    page.goto(f"{live_server}{chapter.get_absolute_url()}")
    passage = page.locator("[data-story] > *").nth(20)
    passage.evaluate("element => element.scrollIntoView()")
    page.wait_for_timeout(1500)
    link = page.locator(".reading-bar").get_by_role("link", name="Sign in")
    link.evaluate("element => element.click()")
    fill_in_sign_in_form(page)
    expect(page).to_have_url(re.compile("#position$"))
    expect(passage).to_be_in_viewport()


# tests/comments and tests/accounts/test_leading_back.py test each step.
@pytest.mark.long
def test_comment_survives_signing_in_without_scripts(
    commented_chapter: Chapter, chapter_url: str, open_page: OpenPage, reader: User
) -> None:
    page = open_page(390, scripts=False)
    page.goto(f"{chapter_url}comments/write/")
    page.fill("textarea[name=text]", "Who lit it?")
    with page.context.expect_page() as opened:
        page.locator("main").get_by_role("link", name="Sign in (opens a new tab)").click()
    fill_in_sign_in_form(opened.value)
    expect(opened.value).to_have_url(f"{chapter_url}comments/write/")
    page.fill("[name=name]", "Rosa")
    page.get_by_role("button", name="Post comment", exact=True).click()
    page.get_by_role("button", name=re.compile("Send")).click()
    assert [comment.body for comment in Comment.objects.all()] == ["Who lit it?"]

"""A guest leaves an email address, confirms it, gets a reply and stops the emails, in a browser.

The emails go through a mail server, and the links are those in them.
"""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, GuestEmail, ReplySubscription
from tests.browser.cases import cases
from tests.browser.comments.commenting import add_comment
from tests.browser.conftest import OpenPage
from tests.mail.conftest import smtp_server
from tests.mail.outbox import send_all
from tests.mail.smtp_server import SmtpServer

__all__ = ["smtp_server"]

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "gus@example.org"


def send_and_find_link(server: SmtpServer, path: str) -> str:
    """Sends what waits. Returns the link in the newest email to the guest."""
    send_all()
    email = next(one for one in reversed(server.received) if one.recipient == EMAIL).parse()
    body = email.get_body(("plain",))
    assert body is not None
    match = re.search(rf"http://\S*{path}\S*", body.get_content())
    assert match
    return match[0]


def post(page: Page, chapter_url: str, *, scripts: bool) -> None:
    page.goto(chapter_url)
    if scripts:
        form = page.locator("form.quick-form")
        form.locator("textarea").click()
    else:
        page.get_by_role("link", name="Write a comment").click()
        form = page.locator("main form")
    form.locator("textarea").fill("Who lit it?")
    form.get_by_label("Your name").fill("Gus")
    form.get_by_label("Email for replies").fill("gus@nowhere")
    if not scripts:
        # The server refuses it, and gives all of it back.
        form.get_by_role("button", name="Post comment").click()
        expect(page.locator(".problems")).to_contain_text("Enter a valid email address.")
        form = page.locator("main form")
        expect(form.locator("textarea")).to_have_value("Who lit it?")
        expect(form.get_by_label("Email for replies")).to_have_value("gus@nowhere")
    form.get_by_label("Email for replies").fill(EMAIL)
    form.get_by_role("button", name="Post comment").click()
    expect(page.locator("#c1 .comment__text")).to_have_text("Who lit it?")


@cases("scripts", True, long=[False])
def test_guest_gets_replies_by_email_until_they_stop_them(
    commented_chapter: Chapter,
    chapter_url: str,
    live_server: LiveServer,
    open_page: OpenPage,
    smtp_server: SmtpServer,
    settings: Settings,
    author: User,
    scripts: bool,
) -> None:
    settings.SITE_URL = live_server.url
    page = open_page(390, scripts=scripts)
    post(page, chapter_url, scripts=scripts)
    comment = Comment.objects.get()

    page.goto(send_and_find_link(smtp_server, "/comments/email/"))
    expect(page.get_by_role("main")).to_contain_text(EMAIL)
    assert not GuestEmail.objects.confirmed().exists()
    page.get_by_role("button", name="Confirm this address").click()
    expect(page.get_by_role("heading", name="Address confirmed")).to_be_visible()
    assert GuestEmail.objects.confirmed().exists()

    add_comment(commented_chapter, author, "The keeper did.", parent=comment)
    page.goto(send_and_find_link(smtp_server, "/read/"))
    expect(page.locator("#c2 .comment__text")).to_have_text("The keeper did.")

    page.goto(send_and_find_link(smtp_server, "/unsubscribe/"))
    assert ReplySubscription.objects.exists()
    page.get_by_role("button", name="Stop emails about this thread").click()
    expect(page.get_by_role("status")).to_contain_text("no more emails about replies")
    assert not ReplySubscription.objects.exists()
    count = smtp_server.recipients().count(EMAIL)
    add_comment(commented_chapter, author, "Or the clock.", parent=comment)
    send_all()
    assert smtp_server.recipients().count(EMAIL) == count == 2

"""Emails as they come out of a mail server, opened in a browser, and where their links lead."""

import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.mail.models import OutboxEmail
from serial.notifications.choices import EmailFrequency
from serial.notifications.models import StorySetting
from serial.stories.models import Story
from tests.browser.axe import findings
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.waiting import scrolls_sideways
from tests.conftest import MakeChapter
from tests.mail.outbox import send_all
from tests.mail.smtp_server import SmtpServer, running_smtp_server
from tests.notifications.email.conftest import follower
from tests.notifications.email.telling import announce_releases, choose

__all__ = ["follower"]

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def mail_server(settings: Settings, live_server: LiveServer) -> Iterator[SmtpServer]:
    with running_smtp_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.SITE_URL = live_server.url
        yield server


def receive(server: SmtpServer) -> EmailMessage:
    """Sends all that waits, also what is due later, and returns the one email."""
    announce_releases()
    OutboxEmail.objects.waiting().update(due_at=timezone.now())
    send_all()
    (received,) = server.received
    server.received.clear()
    return received.parse()


def open_email(page: Page, email: EmailMessage) -> None:
    body = email.get_body(("html",))
    assert body is not None
    # Not under the policy of a page of the site that was open before.
    page.goto("about:blank")
    page.set_content(body.get_content())


@cases("scripts", False, long=[True])
def test_email_leads_to_the_chapter_and_out(
    mail_server: SmtpServer,
    live_server: LiveServer,
    open_page: OpenPage,
    follower: User,
    story: Story,
    make_chapter: MakeChapter,
    scripts: bool,
) -> None:
    long_word = "Donaudampfschifffahrt" * 9
    chapter = make_chapter(f"The guides. {long_word}", title="Salt", release_in=-MINUTE)
    email = receive(mail_server)
    page = open_page(390, scripts=scripts)
    open_email(page, email)
    assert not scrolls_sideways(page)
    page.get_by_role("link", name="Continue reading").click()
    expect(page).to_have_url(live_server.url + chapter.get_absolute_url())
    open_email(page, email)
    stop = page.get_by_role("link", name="Stop emails about this story")
    # No blank that would be underlined.
    assert stop.text_content() == "Stop emails about this story"
    stop.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop emails?")
    assert not StorySetting.objects.exists()
    page.get_by_role("button", name="Stop emails about The Lamp").click()
    expect(page.get_by_role("status")).to_contain_text("You get no more emails about The Lamp.")
    assert StorySetting.objects.get(user=follower, story=story).email == EmailFrequency.NEVER


def test_one_click_of_a_mail_program_needs_no_cookie(
    mail_server: SmtpServer, follower: User, make_chapter: MakeChapter
) -> None:
    make_chapter(release_in=-MINUTE)
    email = receive(mail_server)
    # The headers with it need HTTPS: tests/mail/test_messages.py. The text has the same URL.
    body = email.get_body(("plain",))
    assert body is not None
    url = body.get_content().partition("Stop emails about this story:")[2].split()[0]
    data = urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urllib.request.urlopen(url, data, timeout=20) as response:  # noqa: S310 - of this test
        assert (response.status, response.url) == (200, url)
        assert not response.headers.get_all("Set-Cookie")
    assert StorySetting.objects.get(user=follower).email == EmailFrequency.NEVER


@cases("width", 390, long=[640])
def test_whole_chapter_and_digest_are_read_in_a_browser(
    mail_server: SmtpServer,
    live_server: LiveServer,
    open_page: OpenPage,
    follower: User,
    make_chapter: MakeChapter,
    width: int,
) -> None:
    Story.objects.update(emails_whole_chapters=True)
    body = "One.\n\n::: spoiler The end\nHe dies.\n:::\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    chapter = make_chapter(body, title="Salt", note_after="Bye.", release_in=-MINUTE)
    page = open_page(width, scheme="dark")
    open_email(page, receive(mail_server))
    expect(page.get_by_text("Bye.")).to_be_visible()
    assert not scrolls_sideways(page)
    page.get_by_role("link", name="The end: open it on the site").click()
    expect(page).to_have_url(live_server.url + chapter.get_absolute_url())
    choose(follower, EmailFrequency.DAILY)
    news = make_chapter("Two.", title="Rope", release_in=-MINUTE)
    open_email(page, receive(mail_server))
    expect(page.get_by_role("heading", level=1)).to_contain_text("new chapter")
    page.get_by_role("link", name="Chapter 2: Rope").click()
    expect(page).to_have_url(live_server.url + news.get_absolute_url())


def test_unsubscribe_pages_are_accessible(
    mail_server: SmtpServer,
    open_page: OpenPage,
    axe: str,
    follower: User,
    make_chapter: MakeChapter,
) -> None:
    make_chapter(release_in=-MINUTE)
    page = open_page(390, bypass_csp=True)
    open_email(page, receive(mail_server))
    page.get_by_role("link", name="Stop emails about this story").click()
    for button in ("Stop emails about The Lamp", "Stop all", ""):
        page.wait_for_load_state()
        assert findings(page, axe) == []
        if button:
            page.get_by_role("button", name=button).click()

"""Following, notifications and their settings in a browser, also without JavaScript."""

import re

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.library.models import Follow
from serial.notifications.channels import channels_for
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import scrolls_sideways
from tests.comments.conftest import MakeComment, make_comment
from tests.conftest import PASSWORD, MakeChapter

__all__ = ["make_comment"]

pytestmark = pytest.mark.django_db(transaction=True)


@cases("scripts", True, long=[False])
def test_guest_follows_by_signing_in_and_unfollows_with_one_press(
    live_server: LiveServer, open_page: OpenPage, chapter: Chapter, reader: User, scripts: bool
) -> None:
    page = open_page(390, scripts=scripts)
    page.goto(live_server.url + chapter.get_absolute_url())
    page.locator(".last-chapter").get_by_role("link", name="Follow").click()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Username").fill("rosa")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(live_server.url + chapter.get_absolute_url())
    expect(page.get_by_role("status").first).to_contain_text("You follow")
    assert Follow.objects.get().user == reader
    following = page.get_by_role("button", name="Following")
    expect(following).to_have_attribute("aria-pressed", "true")
    following.click()
    expect(page.get_by_role("button", name="Follow", exact=True)).to_be_visible()
    assert not Follow.objects.exists()


# The end of the last chapter, the story page, and the author page.
@cases("path", "/read/the-lamp/one/", long=["/stories/the-lamp/", "/by/anna/"])
def test_guest_signs_up_and_follows_without_javascript(
    live_server: LiveServer,
    open_page: OpenPage,
    make_chapter: MakeChapter,
    mailoutbox: list[EmailMessage],
    path: str,
) -> None:
    make_chapter("Words.", title="One")
    page = open_page(390, scripts=False)
    page.goto(live_server.url + path)
    page.get_by_role("main").get_by_role("link", name="Follow", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("Username").fill("nina")
    page.get_by_label("Email").fill("nina@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    (link,) = re.findall(rf"{live_server.url}\S+", str(mailoutbox[0].body))[:1]
    page.goto(link)
    page.get_by_role("main").get_by_role("button").click()
    expect(page).to_have_url(live_server.url + path)
    expect(page.get_by_role("status").first).to_contain_text("You follow")
    assert Follow.objects.get().user.username == "nina"
    page.get_by_role("button", name="Following").click()
    expect(page.get_by_role("button", name="Follow", exact=True)).to_be_visible()
    assert not Follow.objects.exists()


# tests/notifications/test_page.py and test_settings.py take the same steps.
@pytest.mark.long
def test_notifications_are_read_and_set_without_javascript(
    live_server: LiveServer,
    open_page: OpenPage,
    chapter: Chapter,
    reader: User,
    other_author: User,
    make_comment: MakeComment,
    make_chapter: MakeChapter,
) -> None:
    thread: Comment = make_comment("I liked this.")
    for body in ("Me too.", "And I."):
        make_comment(body, by=other_author, parent=thread)
    make_comment("As @rosa said.", by=other_author)
    page = open_page(320, scripts=False)
    sign_in(page, live_server.url, reader)
    page.goto(live_server.url)
    bell = page.get_by_role("link", name="Notifications")
    expect(bell).to_have_accessible_name("Notifications (3 unread)")
    bell.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notifications")
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Mark as read: otto mentioned you").click()
    expect(bell).to_have_accessible_name("Notifications (2 unread)")
    page.get_by_role("link", name="otto replied to you").click()
    expect(page).to_have_url(re.compile("/comments/3/"))
    expect(bell).to_have_accessible_name("Notifications")
    bell.click()
    page.get_by_role("link", name="Settings").click()
    replies = page.get_by_role("row", name="Replies to you")
    expect(replies).to_be_visible()
    assert not scrolls_sideways(page)
    replies.get_by_role("combobox").select_option("Weekly digest")
    replies.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    chosen = channels_for([reader.pk], "reply")[reader.pk]
    assert (chosen.in_site, chosen.email) == (False, "weekly")

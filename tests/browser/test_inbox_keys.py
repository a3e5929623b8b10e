"""The keys of the inbox, and how many steps an answer takes."""

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route
from tests.comments.conftest import MakeComment, make_comment

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["make_comment"]


def open_inbox(live_server: LiveServer, open_page: OpenPage, author: User) -> Page:
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/comments/")
    expect(page.locator("[data-inbox]")).to_have_attribute("data-keys", "on")
    return page


def test_keys_move_act_undo_and_can_be_switched_off(
    live_server: LiveServer, open_page: OpenPage, author: User, make_comment: MakeComment
) -> None:
    second, first = make_comment("The second."), make_comment("The first.")
    page = open_inbox(live_server, open_page, author)
    said = page.locator("[data-keys-status]")
    page.keyboard.press("h")
    expect(said).to_have_text("Choose a comment with J first.")
    for key, text in (("j", "The first."), ("j", "The second."), ("k", "The first.")):
        page.keyboard.press(key)
        expect(page.locator("article:focus")).to_contain_text(text)
    page.keyboard.press("a")
    expect(said).to_have_text("This key does nothing for this comment.")
    page.keyboard.press("h")
    # What happened is read out, and the next comment has the focus.
    expect(said).to_have_text("Comment by rosa hidden.")
    expect(page.locator("article:focus")).to_contain_text("The second.")
    assert Comment.objects.get(pk=first.pk).state == State.HIDDEN
    page.keyboard.press("u")
    expect(said).to_have_text("Undone.")
    page.keyboard.press("t")
    expect(said).to_have_text("You liked the comment by rosa.")
    assert Comment.objects.get(pk=second.pk).liked_by_author
    page.keyboard.press("r")
    page.keyboard.type("hot j")
    field = page.locator("textarea:focus")
    expect(field).to_have_value("hot j")
    page.keyboard.press("Escape")
    expect(page.locator("article:focus")).to_contain_text("The first.")
    unsent_reply_does_not_take_the_focus(page)
    late_script_does_not_take_the_focus_from_a_field(page)
    page.keyboard.press("?")
    page.get_by_label("Use these keys in this browser").uncheck()
    page.get_by_role("button", name="Close", exact=True).click()
    page.keyboard.press("h")
    page.reload()
    expect(page.locator("[data-inbox]")).to_have_attribute("data-keys", "off")
    assert Comment.objects.get(pk=first.pk).state == State.PUBLISHED


def unsent_reply_does_not_take_the_focus(page: Page) -> None:
    page.keyboard.press("t")
    expect(page.locator("[data-keys-status]")).to_have_text("You liked the comment by rosa.")
    expect(page.locator("article:focus")).to_contain_text("The second.")
    expect(page.get_by_label("Your reply").first).to_have_value("hot j")


def late_script_does_not_take_the_focus_from_a_field(page: Page) -> None:
    held: list[Route] = []
    intercept(page, "**/start_comments.*.js", lambda route: held.append(route))
    page.keyboard.press("h")
    wait_for_route(page, held)
    first = page.locator("article", has_text="The first.")
    first.locator("details.reply > summary").click()
    first.get_by_label("Your reply", exact=True).click()
    held[0].continue_()
    page.unroute("**/start_comments.*.js")
    expect(page.locator("[data-keys-status]")).not_to_be_empty()
    expect(first.get_by_label("Your reply", exact=True)).to_be_focused()
    page.keyboard.press("Escape")


def test_a_comment_is_answered_in_two_steps(
    live_server: LiveServer, open_page: OpenPage, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("Who lit the lamp?")
    page = open_inbox(live_server, open_page, author)
    page.evaluate("addEventListener('click', () => (window.steps = (window.steps ?? 0) + 1), true)")
    page.locator("summary").filter(has_text="Reply").click()
    # Until the field has the focus, letters do nothing.
    page.locator("details.reply > summary").dispatch_event("keydown", {"key": "h"})
    expect(page.get_by_label("Your reply", exact=True)).to_be_focused()
    page.keyboard.type("Nobody did.")
    # A comment that is sent at once is held.
    page.wait_for_timeout(3_100)
    post = page.get_by_role("button", name="Post reply")
    assert page.evaluate("window.steps") == 1
    post.click()
    expect(page.get_by_text("Reply posted.")).to_be_visible()
    reply = Comment.objects.exclude(pk=comment.pk).get()
    assert reply.parent == comment and reply.state == State.PUBLISHED

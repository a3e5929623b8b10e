"""An author replies to a comment in the inbox."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.comments.models import Comment
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in, sign_in_with_password
from tests.comments.conftest import MakeComment, make_comment

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["make_comment"]


def test_text_is_kept_until_the_reply_is_posted(
    live_server: LiveServer, open_page: OpenPage, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("Who lit the lamp?")
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/comments/")
    reply = page.locator("summary").filter(has_text="Reply")
    text = page.get_by_label("Your reply", exact=True)
    expect(text).to_be_hidden()
    reply.focus()
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    page.keyboard.type("Nobody did.")
    page.reload()
    expect(text).to_have_value("Nobody did.")
    # The session ends while the author types.
    page.context.clear_cookies()
    text.press("End")
    text.press_sequentially(" It was the moon.")
    text.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Comments")
    sign_in_with_password(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/comments/")
    expect(text).to_be_visible()
    expect(text).to_have_value("Nobody did. It was the moon.")
    assert list(Comment.objects.all()) == [comment]
    # The clock of the form begins anew, and a comment that is sent at once is held.
    page.wait_for_timeout(3_100)
    text.press("Control+Enter")
    expect(page.get_by_text("Reply posted.")).to_be_visible()
    reply_posted = Comment.objects.exclude(pk=comment.pk).get()
    assert reply_posted.parent == comment and reply_posted.body == "Nobody did. It was the moon."
    page.goto(f"{live_server.url}/desk/comments/?story={comment.story_id}")
    reply.last.click()
    expect(text.last).to_have_value("")


# tests/desk/test_replying.py tests each step.
@pytest.mark.long
def test_reply_without_scripts(
    live_server: LiveServer, open_page: OpenPage, author: User, make_comment: MakeComment
) -> None:
    make_comment("Who lit the lamp?")
    page = open_page(scripts=False)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/comments/")
    page.locator("summary").filter(has_text="Reply").click()
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_text("Write your reply first.").first).to_be_visible()
    page.get_by_label("Your reply", exact=True).fill("Nobody did.")
    page.wait_for_timeout(3_100)
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_text("Reply posted.")).to_be_visible()

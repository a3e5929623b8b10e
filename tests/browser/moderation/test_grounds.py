"""Moderators say why they hold a public comment or close its thread, by keys, on a phone, and
without scripts.
"""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.moderation.models import Decision
from tests.browser.moderation.conftest import OpenQueue
from tests.comments.conftest import MakeComment
from tests.comments.sending import state_of
from tests.moderation.reviewing import item_of, make_rule, report_comment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sweep]


def test_thread_is_closed_and_comment_held_under_a_rule_by_keys(
    live_server: LiveServer, open_queue: OpenQueue, make_comment: MakeComment, author: User
) -> None:
    rule, comment = make_rule(4), make_comment("Fine.")
    report_comment(comment, author)
    page = open_queue("?tab=reported")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Close the thread, and tell")).to_be_focused()
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[role=status]")).to_contain_text("Thread closed.")
    page.goto(f"{live_server.url}/moderation/items/{item_of(comment).pk}/")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Hold, and tell")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("or write why.")
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[role=status]")).to_contain_text("Held.")
    assert [made.rule for made in Decision.objects.all()] == [rule, rule]
    assert state_of(comment) == State.HELD and Comment.objects.get().closed_at is not None


# tests/moderation/queue/test_deciding_in_the_queue.py sends the same form.
@pytest.mark.long
def test_comment_is_held_on_a_phone_without_scripts(
    open_queue: OpenQueue, make_comment: MakeComment, author: User
) -> None:
    make_rule(4)
    comment = make_comment("Fine.")
    report_comment(comment, author)
    page = open_queue("?tab=reported", width=390, scripts=False)
    page.locator("[data-more] > summary").click()
    page.get_by_role("link", name="Hold").click()
    page.get_by_label("To the commenter").fill("We read it first.")
    page.get_by_role("button", name="Hold").click()
    expect(page.get_by_text("Held.", exact=True)).to_be_visible()
    assert state_of(comment) == State.HELD
    assert Decision.objects.get().words == "We read it first."

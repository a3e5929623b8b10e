"""The queue has no accessibility errors, and does not scroll sideways, also with long words."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.comments.editing import save_edit
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind, Reason
from serial.moderation.review.items import item_for
from serial.moderation.subjects.registry import subject_of
from tests.browser.axe import Look, check
from tests.browser.long_words import WORD
from tests.browser.moderation.conftest import OpenQueue
from tests.browser.new_parts import pages_to_open
from tests.conftest import client_of
from tests.moderation.queue.conftest import HoldComment, item_of
from tests.moderation.reviewing import decide_comment, make_rule, report_comment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sweep]

LOOKS = (Look(390), Look(390, "dark"), Look(1280, theme="sepia"), Look(1280, "dark", "black"))


def test_queue_is_accessible(
    axe: str,
    live_server: LiveServer,
    open_queue: OpenQueue,
    hold_comment: HoldComment,
    author: User,
    reader: User,
    moderator: User,
) -> None:
    for number, title in enumerate(("Advertising", WORD), 1):
        rule = make_rule(number)
        rule.title, rule.words = title[:80], f"Words of {title}."
        rule.save()
    comment = hold_comment(f"Buy my {WORD} art.", f"my {WORD}", paragraph=1)
    report_comment(comment, author, Reason.SELF_HARM)
    save_edit(comment.pk, f"Buy my {WORD}{WORD} art.", reader)
    other = hold_comment(f"{WORD} {WORD}")
    decide_comment(other, DecisionKind.HOLD, moderator, note=f"Note: {WORD}")
    hold_comment("Third.", by=None, guest_name="G" * 60)
    item, last = item_of(other).pk, item_of(comment).pk
    story = f"items/{item_for(subject_of(other.story)).pk}/"
    page = open_queue(width=390, bypass_csp=True)
    results = {}
    urls = (
        *("", "?tab=reported", "?tab=mine", f"items/{item}/", "?story=nowhere"),
        *(f"items/{last}/?do=reject", f"items/{item}/?do=sanction", f"items/{item}/#list"),
        *(f"{story}?do=hide", f"{story}?do=correct"),
    )
    for url in pages_to_open(client_of(moderator), [f"/moderation/{url}" for url in urls]):
        page.goto(live_server.url + url)
        results[url] = check(page, axe, LOOKS)
    page.goto(f"{live_server.url}/moderation/items/{item}/")
    results["conflict"] = check_conflict(page, axe, other)
    page.keyboard.press("?")
    results["keys"] = check(page, axe, LOOKS, "dialog")
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


def check_conflict(page: Page, axe: str, other: Comment) -> list[str]:
    decide_comment(other, DecisionKind.HIDE, None)
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_be_visible()
    return check(page, axe, LOOKS)

"""The live count tells the page of the queue what is new, and who has what open."""

import time
from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.moderation.choices import DecisionKind, Reason
from serial.moderation.models import ReviewItem
from tests.comments.conftest import MakeComment
from tests.conftest import client_of
from tests.moderation.queue.conftest import QUEUE, HoldComment, item_of, item_url
from tests.moderation.reviewing import decide_comment, report_comment


def test_not_modified_until_something_changes(
    moderator_client: Client, colleague: User, hold_comment: HoldComment
) -> None:
    first = hold_comment("One.")
    ReviewItem.objects.update(opened_at="2026-01-01T00:00Z")
    url = f"{QUEUE}count/?since={int(time.time() * 1_000) - 60_000}"
    response = moderator_client.get(url)
    assert response.json() == {
        **{"held": 1, "reported": 0, "appeals": 0, "urgent": "", "capped": 10_000},
        **{"new": 0, "claims": {}},
    }
    etag = response.headers["ETag"]
    assert moderator_client.get(url, headers={"If-None-Match": etag}).status_code == 304
    hold_comment("Two.")
    changed = moderator_client.get(url, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert (changed.json()["held"], changed.json()["new"]) == (2, 1)
    client_of(colleague).get(item_url(first))
    assert moderator_client.get(url).json()["claims"] == {str(item_of(first).pk): "carla"}
    assert client_of(colleague).get(url).json()["claims"] == {}


def test_urgent_report_is_shown_until_it_is_decided(
    moderator: User, moderator_client: Client, make_comment: MakeComment, author: User
) -> None:
    comment = make_comment("I cannot go on.")
    report_comment(comment, author, Reason.SELF_HARM)
    url = f"{QUEUE}count/"
    response = moderator_client.get(url)
    strip = response.json()["urgent"]
    assert "1 urgent report" in strip and f'href="{item_url(comment)}?tab=reported"' in strip
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        later = moderator_client.get(url, headers={"If-None-Match": response["ETag"]})
    assert later.status_code == 304
    # Also where the tab is empty.
    assert "1 urgent report" in moderator_client.get(f"{QUEUE}?tab=mine").content.decode()
    decide_comment(comment, DecisionKind.HIDE, moderator)
    assert moderator_client.get(url).json()["urgent"] == ""


def test_rows_alone_claim_nothing(moderator_client: Client, hold_comment: HoldComment) -> None:
    comment = hold_comment()
    page = moderator_client.get(QUEUE, headers={"X-Fragment": "rows"}).content.decode()
    assert f'data-row="{item_of(comment).pk}"' in page and "<main" not in page
    assert "since=" in page and "data-more-url" not in page
    assert item_of(comment).claimed_by is None


def test_odd_times_count_nothing(moderator_client: Client, hold_comment: HoldComment) -> None:
    hold_comment()
    for since in ("", "x", "-1", "999999999999999999"):
        assert moderator_client.get(f"{QUEUE}count/?since={since}").json()["new"] == 0

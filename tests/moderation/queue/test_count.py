"""The live count tells the page of the queue what is new, and who has what open."""

import time

from django.test import Client

from accounts.models import User
from serial.moderation.models import ReviewItem
from tests.conftest import client_of
from tests.moderation.queue.conftest import QUEUE, HoldComment, item_of, item_url


def test_not_modified_until_something_changes(
    moderator_client: Client, colleague: User, hold_comment: HoldComment
) -> None:
    first = hold_comment("One.")
    ReviewItem.objects.update(opened_at="2026-01-01T00:00Z")
    url = f"{QUEUE}count/?since={int(time.time() * 1_000) - 60_000}"
    response = moderator_client.get(url)
    assert response.json() == {
        **{"held": 1, "reported": 0, "appeals": 0, "urgent": 0, "capped": 10_000},
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


def test_odd_times_count_nothing(moderator_client: Client, hold_comment: HoldComment) -> None:
    hold_comment()
    for since in ("", "x", "-1", "999999999999999999"):
        assert moderator_client.get(f"{QUEUE}count/?since={since}").json()["new"] == 0

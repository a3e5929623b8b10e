"""What pages and jobs ask of follows, notifications and the outbox is found with indexes: it costs
the same among a million rows.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from serial.library.counts import story_follower_counts
from serial.library.models import Follow
from serial.mail.retention import prune_outbox
from serial.mail.sending.claiming import claim_batch
from serial.notifications.models import Notification
from serial.notifications.new_chapters import new_chapters
from serial.notifications.retention import prune_notifications
from serial.notifications.unread import unread_count
from serial.stories.models import Story
from tests.moderation.test_query_plans import plan

# What SQLite makes for the query itself, such as the rows that it counts.
MADE = {"SCAN counted", "SCAN subquery"}


def cases(user: User, story: Story) -> Iterator[tuple[str, Callable[[], object]]]:
    now = timezone.now()
    shown = Notification.objects.shown_to(user).order_by("-created_at", "-pk")
    told = Follow.objects.telling_of(story).values("user").distinct()
    yield "unread count", lambda: unread_count(user)
    yield "notifications", lambda: list(shown[:50])
    yield "new chapters", lambda: list(new_chapters(user, now)[:50])
    yield "followers of a release", lambda: next_told(story)
    yield "members to tell counted", told.count
    yield "followers counted", lambda: story_follower_counts([story.pk])
    yield "due emails", lambda: claim_batch(50)
    yield "old notifications", lambda: prune_notifications({})


def next_told(story: Story) -> list[int]:
    return Follow.objects.next_told(story, after=0, at_most=50)


def test_no_table_is_read_as_a_whole(reader: User, story: Story) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses another plan for few rows")
    for name, read in cases(reader, story):
        lines = [line for _above, line in plan(read)]
        assert lines, name
        scans = [line for line in lines if line.startswith("SCAN") and line not in MADE]
        assert not scans, (name, scans, "\n".join(lines))


def test_only_the_followers_of_a_release_are_read(reader: User, story: Story) -> None:
    """Not all follows of the site, in the order of their members."""
    lines = [line for _above, line in plan(lambda: next_told(story))]
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses another plan for few rows")
    for index in ("follow_story_once (story_id=? AND user_id>?)", "pen_name_id=? AND user_id>?"):
        assert index in "\n".join(lines), lines
    assert not any("TEMP B-TREE" in line for line in lines), lines


def test_old_emails_are_not_sorted(db: None) -> None:
    lines = [line for _above, line in plan(lambda: prune_outbox({}))]
    if connection.vendor == "sqlite":
        assert "outbox_by_end (state=? AND ended_at<?)" in "".join(lines)
    assert not any("TEMP B-TREE" in line or "Sort" in line for line in lines), lines

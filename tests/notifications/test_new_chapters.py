"""New chapters of what a member follows are counted and shown until they have seen them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.comments.muting import block
from serial.library.following import follow_author, follow_story
from serial.library.models import Follow
from serial.notifications.marking import mark_all_read, mark_read, mark_story_seen
from serial.notifications.models import ChaptersSeen, Notification, NotificationSetting
from serial.notifications.new_chapters import new_chapters, stories_with_news
from serial.notifications.unread import MAX_COUNTED, unread_count
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.shared_rows import shared_rows

HOUR = timedelta(hours=1)


def titles(user: User) -> set[str]:
    return set(new_chapters(user, timezone.now()).values_list("title", flat=True))


@shared_rows
def followed(story: Story, reader: User, make_chapter: MakeChapter) -> Story:
    """Followed by the reader since an hour, with an older and a newer chapter."""
    make_chapter(story=story, title="Old", release_in=-2 * HOUR)
    make_chapter(story=story, title="New", release_in=-HOUR / 2)
    make_chapter(story=story, title="Scheduled", release_in=HOUR)
    make_chapter(story=story, title="Draft", release_in=None)
    follow_story(reader, story)
    Follow.objects.update(created_at=timezone.now() - HOUR)
    return story


def test_chapters_since_following_are_new_until_seen(followed: Story, reader: User) -> None:
    assert titles(reader) == {"New"} and unread_count(reader) == 1
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert titles(reader) == {"New", "Scheduled"} and unread_count(reader) == 1
    mark_story_seen(reader, followed.pk)
    assert titles(reader) == set() and unread_count(reader) == 0
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert titles(reader) == {"Scheduled"} and unread_count(reader) == 1


def test_marking_from_an_old_page_leaves_what_came_since(followed: Story, reader: User) -> None:
    opened_at = timezone.now() - 3 * HOUR / 4
    mark_story_seen(reader, followed.pk, opened_at)
    assert titles(reader) == {"New"}
    mark_all_read(reader, opened_at)
    assert titles(reader) == {"New"}
    mark_all_read(reader)
    assert titles(reader) == set()
    # Nor does it make anything new again.
    mark_all_read(reader, opened_at)
    mark_story_seen(reader, followed.pk, opened_at)
    assert titles(reader) == set()


def test_nobody_marks_the_future(followed: Story, reader: User) -> None:
    mark_all_read(reader, timezone.now() + timedelta(days=9))
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert titles(reader) == {"Scheduled"}


def test_only_what_the_member_may_read(followed: Story, reader: User, author: User) -> None:
    for visibility, shown in (("draft", False), ("unlisted", True), ("members", True)):
        Story.objects.update(visibility=visibility)
        assert bool(titles(reader)) is shown
    delete_chapter(Chapter.objects.get(title="New"))
    assert titles(reader) == set() and unread_count(reader) == 0


def test_followers_of_an_author_hear_of_listed_stories_only(
    followed: Story, reader: User, author: User
) -> None:
    Follow.objects.all().delete()
    follow_author(reader, pen_name_of(author))
    Follow.objects.update(created_at=timezone.now() - HOUR)
    assert titles(reader) == {"New"}
    for visibility, shown in (("draft", False), ("unlisted", False), ("members", True)):
        Story.objects.update(visibility=visibility)
        assert bool(titles(reader)) is shown
    PenName.objects.update(taken_down_for="illegal")
    assert titles(reader) == set()


def test_not_of_blocked_authors_nor_of_ones_own(
    followed: Story, reader: User, author: User
) -> None:
    Follow.objects.update(user=author)
    assert titles(author) == set()
    Follow.objects.update(user=reader)
    block(reader, author, "anna")
    assert titles(reader) == set() and unread_count(reader) == 0


def test_not_in_the_site_for_those_who_turned_it_off(followed: Story, reader: User) -> None:
    NotificationSetting.objects.create(user=reader, kind="chapter", in_site=False, email="daily")
    assert titles(reader) == set() and unread_count(reader) == 0


@pytest.mark.both_databases
def test_number_of_queries_does_not_grow_and_the_count_has_a_limit(
    followed: Story,
    reader: User,
    other_author: User,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    def query_count() -> int:
        unread_count(reader)
        with CaptureQueriesContext(connection) as queries:
            unread_count(reader)
        return len(queries)

    assert query_count() == 2
    thread = make_comment("Hm.")
    replies = [make_comment(f"No. {n}", by=other_author, parent=thread) for n in range(3)]
    other = make_story("Other", by=other_author)
    follow_story(reader, other)
    for number in range(3):
        make_chapter(story=other, title=f"{number}", release_in=-HOUR / 20)
    Follow.objects.filter(story=other).update(created_at=timezone.now() - HOUR)
    assert (query_count(), unread_count(reader)) == (3, 5)
    first = Notification.objects.earliest("pk")
    mark_read(other_author, [first.pk])
    assert unread_count(reader) == 5
    mark_read(reader, [first.pk])
    assert unread_count(reader) == 4
    rows = [
        Notification(user=reader, kind="reply", key=f"x{number}", comment=replies[0])
        for number in range(MAX_COUNTED + 5)
    ]
    Notification.objects.bulk_create(rows)
    assert unread_count(reader) == MAX_COUNTED + 2
    mark_all_read(reader)
    assert unread_count(reader) == 0


@pytest.mark.parametrize("follows_author_as_well", [False, True])
def test_count_and_list_agree_on_what_is_new(
    followed: Story, reader: User, author: User, follows_author_as_well: bool
) -> None:
    """They ask in two ways: the count must not read all chapters of what is followed."""
    if follows_author_as_well:
        follow_author(reader, pen_name_of(author))
    now = timezone.now()
    for seen_story, seen_all in ((None, None), (-40, None), (-20, None), (None, -20), (-40, -50)):
        ChaptersSeen.objects.all().delete()
        for story, minutes in ((followed, seen_story), (None, seen_all)):
            if minutes is not None:
                at = now + timedelta(minutes=minutes)
                ChaptersSeen.objects.create(user=reader, story=story, seen_until=at)
        is_new = new_chapters(reader, now).exists()
        assert stories_with_news(reader, now).exists() is is_new, (seen_story, seen_all)
        assert is_new is not (-20 in (seen_story, seen_all))


def test_replies_on_a_chapter_that_came_out_later_are_counted(
    reader: User, other_author: User, make_comment: MakeComment
) -> None:
    thread = make_comment("Hm.")
    make_comment("Yes.", by=other_author, parent=thread)
    assert unread_count(reader) == 1
    # The query is compiled once in a process: the time of that moment must not stay in it.
    later = timezone.now() + 2 * HOUR
    Chapter.objects.update(release_at=later - HOUR)
    assert unread_count(reader) == 0
    with time_machine.travel(later):
        assert unread_count(reader) == 1

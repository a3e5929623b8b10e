"""Many members comment at the same moment: no comment is lost or doubled, and counts are right."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Comment, Discussion
from serial.comments.permissions import PostingRefused
from serial.comments.posting import post_comment
from serial.comments.reactions import set_kudos, set_like
from serial.comments.submission import CommentSubmission
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right, recount
from tests.conftest import make_user

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def run_at_once(count: int, action: Callable[[int], object]) -> list[object]:
    """Runs `action` in `count` threads. Returns each result, or the exception raised."""
    start, results = Barrier(count), []

    def run(number: int) -> None:
        start.wait()
        try:
            results.append(action(number))
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def reload(chapter: Chapter) -> Chapter:
    return Chapter.objects.select_related("story").get(pk=chapter.pk)


def test_sixteen_members_comment_on_one_chapter(chapter: Chapter) -> None:
    members = [make_user(f"member-{number}") for number in range(16)]

    def post_five(number: int) -> int:
        comments: list[Comment] = []
        for turn in range(5):
            parent = comments[0] if turn > 2 else None
            submission = CommentSubmission(
                chapter=reload(chapter),
                form_key=uuid4(),
                body=f"{number}, {turn}",
                user=members[number],
                seconds=60.0,
                parent=parent,
                paragraph=1,
            )
            comments.append(post_comment(submission))
        return len(comments)

    assert run_at_once(16, post_five) == [5] * 16
    numbers = list(Comment.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 81))
    assert len(set(Comment.objects.values_list("body", flat=True))) == 80
    assert recount(chapter)["comment_count"] == 80
    assert_counts_are_right(chapter)


@pytest.mark.parametrize("commenter", ["one member", "one guest", "guests with many IPs"])
def test_form_sent_eight_times_creates_one_comment(
    commenter: str, chapter: Chapter, reader: User
) -> None:
    key = uuid4()

    def send(number: int) -> int:
        submission = CommentSubmission(
            chapter=reload(chapter),
            form_key=key,
            body="Once.",
            user=reader if commenter == "one member" else None,
            guest_name="" if commenter == "one member" else "Gus",
            ip=f"192.0.2.{number if commenter.endswith('IPs') else 1}",
            seconds=60.0,
        )
        return post_comment(submission).pk

    results = run_at_once(8, send)
    assert results == [Comment.objects.get().pk] * 8
    assert Discussion.objects.get(chapter=chapter).last_number == 1
    assert_counts_are_right(chapter)


def test_form_of_another_member_is_refused(chapter: Chapter) -> None:
    members, key = [make_user(f"member-{number}") for number in range(4)], uuid4()

    def send(number: int) -> str:
        submission = CommentSubmission(
            chapter=reload(chapter),
            form_key=key,
            body="Mine.",
            user=members[number],
            seconds=60.0,
        )
        try:
            post_comment(submission)
        except PostingRefused as error:
            return error.code
        return "posted"

    assert sorted(map(str, run_at_once(4, send))) == [*["already-sent"] * 3, "posted"]


def test_likes_kudos_and_moderation_at_once(
    chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Number {number}.") for number in range(4)]
    members = [make_user(f"member-{number}") for number in range(12)]

    def react(number: int) -> None:
        for comment in comments:
            # A comment may be hidden by now.
            with suppress(ActionRefused):
                set_like(comment, members[number], given=True)
        set_kudos(chapter, members[number], "", given=True)
        verb = moderating.hide if number % 2 else moderating.approve
        verb(comments[number % 4], author)

    assert run_at_once(12, react) == [None] * 12
    assert Discussion.objects.get(chapter=chapter).kudos_count == 12
    assert_counts_are_right(chapter)

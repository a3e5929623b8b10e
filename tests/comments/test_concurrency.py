"""Many people in the same instant: nothing is lost, nothing is there twice, counts are right."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.models import Comment, Discussion
from serial.comments.permissions import PostingRefused
from serial.comments.posting import post_comment
from serial.comments.reactions import set_kudos, set_like
from serial.comments.submission import CommentSubmission
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right, recounted
from tests.conftest import make_user

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """What each of so many threads got: its result, or what it raised."""
    start, results = Barrier(count), []

    def run(number: int) -> None:
        start.wait()
        try:
            results.append(act(number))
        except Exception as raised:
            results.append(raised)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def fresh(chapter: Chapter) -> Chapter:
    return Chapter.objects.select_related("story").get(pk=chapter.pk)


def test_sixteen_people_comment_on_one_chapter(chapter: Chapter) -> None:
    people = [make_user(f"member-{number}") for number in range(16)]

    def post_five(number: int) -> int:
        made: list[Comment] = []
        for turn in range(5):
            parent = made[0] if turn > 2 else None
            posting = CommentSubmission(
                chapter=fresh(chapter),
                form_key=uuid4(),
                body=f"{number}, {turn}",
                user=people[number],
                seconds=60.0,
                parent=parent,
                paragraph=1,
            )
            made.append(post_comment(posting))
        return len(made)

    assert at_once(16, post_five) == [5] * 16
    numbers = list(Comment.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 81))
    assert len(set(Comment.objects.values_list("body", flat=True))) == 80
    assert recounted(chapter)["comment_count"] == 80
    assert_counts_are_right(chapter)


@pytest.mark.parametrize("who", ["one member", "one guest", "guests at many addresses"])
def test_one_form_sent_eight_times_makes_one_comment(
    who: str, chapter: Chapter, reader: User
) -> None:
    key = uuid4()

    def send(number: int) -> int:
        posting = CommentSubmission(
            chapter=fresh(chapter),
            form_key=key,
            body="Once.",
            user=reader if who == "one member" else None,
            guest_name="" if who == "one member" else "Gus",
            ip=f"192.0.2.{number if who.endswith('addresses') else 1}",
            seconds=60.0,
        )
        return post_comment(posting).pk

    made = Comment.objects
    results = at_once(8, send)
    assert results == [made.get().pk] * 8
    assert Discussion.objects.get(chapter=chapter).last_number == 1
    assert_counts_are_right(chapter)


def test_of_two_people_with_one_form_the_later_is_refused(chapter: Chapter) -> None:
    people, key = [make_user(f"member-{number}") for number in range(4)], uuid4()

    def send(number: int) -> str:
        posting = CommentSubmission(
            chapter=fresh(chapter),
            form_key=key,
            body="Mine.",
            user=people[number],
            seconds=60.0,
        )
        try:
            post_comment(posting)
        except PostingRefused as refused:
            return refused.code
        return "posted"

    assert sorted(map(str, at_once(4, send))) == ["posted", *["already-sent"] * 3]


def test_likes_kudos_and_decisions_at_once(
    chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Number {number}.") for number in range(4)]
    people = [make_user(f"member-{number}") for number in range(12)]

    def act(number: int) -> None:
        for comment in comments:
            set_like(comment, people[number], given=True)
        set_kudos(chapter, people[number], "", given=True)
        verb = moderating.hide if number % 2 else moderating.approve
        verb(comments[number % 4], author)

    assert at_once(12, act) == [None] * 12
    assert Discussion.objects.get(chapter=chapter).kudos_count == 12
    assert_counts_are_right(chapter)

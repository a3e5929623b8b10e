"""How often somebody may comment, counted in rows and exact."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.posting import post_comment
from serial.comments.rate_limits import LIMITS, MINUTES, TRUSTED_LIMITS, RateLimited
from serial.comments.submission import CommentSubmission
from tests.comments.conftest import MakeComment
from tests.comments.sending import send

FEW, MANY = LIMITS[MINUTES], TRUSTED_LIMITS[MINUTES]


def how_many(comment: Callable[[int], object], most: int) -> int:
    """How many of them are taken."""
    for number in range(most):
        try:
            comment(number)
        except RateLimited:
            return number
    return most


def test_a_member_writes_so_many_in_so_many_minutes(make_comment: MakeComment) -> None:
    assert how_many(lambda n: make_comment(f"Number {n}."), MANY) == FEW


def test_then_they_wait_until_the_first_is_old_enough(make_comment: MakeComment) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        for number in range(FEW):
            make_comment(f"Number {number}.")
            clock.shift(10)
        with pytest.raises(RateLimited) as often:
            make_comment("One more.")
        assert often.value.until == now + MINUTES
        clock.move_to(now + MINUTES)
        make_comment("One more.")
        with pytest.raises(RateLimited):
            make_comment("And one.")


def test_there_is_a_limit_for_a_day(make_comment: MakeComment) -> None:
    day = timedelta(days=1)
    with time_machine.travel(timezone.now(), tick=False) as clock:

        def comment(number: int) -> None:
            make_comment(f"Number {number}.")
            clock.shift(200)

        assert how_many(comment, LIMITS[day] + 5) == LIMITS[day]


def test_it_is_gentler_for_the_storys_people(author: User, make_comment: MakeComment) -> None:
    assert how_many(lambda n: make_comment(f"{n}", by=author), MANY + 5) == MANY


def test_and_for_who_is_in_good_standing(known_reader: User, make_comment: MakeComment) -> None:
    three = [make_comment(f"Number {number}.") for number in range(3)]
    month = timezone.now() - timedelta(days=20)
    Comment.objects.update(posted_at=month)
    assert how_many(lambda n: make_comment(f"Again {n}."), FEW + 2) == FEW + 2
    # One that was taken out lately, and they are as anybody.
    Comment.objects.filter(pk=three[0].pk).update(state="hidden")
    with pytest.raises(RateLimited):
        make_comment("And again.")


def test_guests_are_counted_by_address(make_comment: MakeComment) -> None:
    def guest(ip: str) -> Callable[[int], object]:
        return lambda n: make_comment(f"Number {n}.", by=None, ip=ip, guest_name=f"Guest {n}")

    assert how_many(guest("192.0.2.1"), MANY) == FEW
    assert how_many(guest("192.0.2.2"), MANY) == FEW


def test_a_deleted_comment_counts_too(reader: User, make_comment: MakeComment) -> None:
    for number in range(FEW):
        make_comment(f"Number {number}.")
    Comment.objects.update(state="erased", body="", body_html="", quote="")
    with pytest.raises(RateLimited):
        make_comment("One more.")


def test_who_is_too_quick_hears_when_to_go_on_and_keeps_the_words(
    reader_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    for number in range(FEW):
        make_comment(f"Number {number}.")
    answer = send(reader_client, chapter, "All of my words.")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= MINUTES.total_seconds()
    page = answer.content.decode()
    assert "All of my words.</textarea>" in page and "Send this again after" in page


def test_the_same_form_again_is_no_other_comment(make_comment: MakeComment) -> None:
    key = uuid4()
    first = make_comment("Mine.", form_key=key)
    for number in range(FEW - 1):
        make_comment(f"Number {number}.")
    assert make_comment("Mine.", form_key=key).pk == first.pk


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guest", [True, False])
def test_it_is_exact_for_sixteen_at_once(is_guest: bool, chapter: Chapter, reader: User) -> None:
    start, answers = Barrier(16), []

    def comment(number: int) -> None:
        given: dict[str, Any] = {"guest_name": "Gus", "ip": "192.0.2.1"} if is_guest else {}
        posting = CommentSubmission(
            chapter=Chapter.objects.select_related("story").get(pk=chapter.pk),
            form_key=uuid4(),
            body=f"Number {number}.",
            user=None if is_guest else reader,
            seconds=60.0,
            **given,
        )
        start.wait()
        try:
            post_comment(posting)
            answers.append(True)
        except RateLimited:
            answers.append(False)
        connection.close()

    threads = [Thread(target=comment, args=[number]) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), sum(answers), Comment.objects.count()) == (16, FEW, FEW)

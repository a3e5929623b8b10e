"""Rate limits of comments are exact, also for comments sent at the same time."""

from collections.abc import Callable, Iterator
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
from serial.web.rate_limits import RateLimit
from tests.comments.conftest import MakeComment
from tests.comments.sending import send

LIMIT, TRUSTED_LIMIT = LIMITS[MINUTES], TRUSTED_LIMITS[MINUTES]


def count_accepted(post: Callable[[int], object], attempts: int) -> int:
    """Returns how many comments are accepted before the rate limit."""
    for number in range(attempts):
        try:
            post(number)
        except RateLimited:
            return number
    return attempts


def test_member_is_limited_per_ten_minutes(make_comment: MakeComment) -> None:
    assert count_accepted(lambda n: make_comment(f"Number {n}."), TRUSTED_LIMIT) == LIMIT


def test_limit_ends_when_the_first_comment_is_old_enough(make_comment: MakeComment) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        for number in range(LIMIT):
            make_comment(f"Number {number}.")
            clock.shift(10)
        with pytest.raises(RateLimited) as limited:
            make_comment("One more.")
        assert limited.value.until == now + MINUTES
        clock.move_to(now + MINUTES)
        make_comment("One more.")
        with pytest.raises(RateLimited):
            make_comment("And one.")


def test_member_is_limited_per_day(make_comment: MakeComment) -> None:
    day = timedelta(days=1)
    with time_machine.travel(timezone.now(), tick=False) as clock:

        def comment(number: int) -> None:
            make_comment(f"Number {number}.")
            clock.shift(200)

        assert count_accepted(comment, LIMITS[day] + 5) == LIMITS[day]


def test_authors_have_the_trusted_limits(author: User, make_comment: MakeComment) -> None:
    assert (
        count_accepted(lambda n: make_comment(f"{n}", by=author), TRUSTED_LIMIT + 5)
        == TRUSTED_LIMIT
    )


def test_trusted_members_have_the_trusted_limits(
    established_reader: User, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Number {number}.") for number in range(3)]
    twenty_days_ago = timezone.now() - timedelta(days=20)
    Comment.objects.update(posted_at=twenty_days_ago)
    assert count_accepted(lambda n: make_comment(f"Again {n}."), LIMIT + 2) == LIMIT + 2
    # A recently hidden comment ends the trust.
    Comment.objects.filter(pk=comments[0].pk).update(state="hidden")
    with pytest.raises(RateLimited):
        make_comment("And again.")


def test_guests_are_limited_by_ip_address(make_comment: MakeComment) -> None:
    def guest(ip: str) -> Callable[[int], object]:
        return lambda n: make_comment(f"Number {n}.", by=None, ip=ip, guest_name=f"Guest {n}")

    assert count_accepted(guest("192.0.2.1"), TRUSTED_LIMIT) == LIMIT
    assert count_accepted(guest("192.0.2.2"), TRUSTED_LIMIT) == LIMIT


def test_erased_comments_count(reader: User, make_comment: MakeComment) -> None:
    for number in range(LIMIT):
        make_comment(f"Number {number}.")
    Comment.objects.update(state="erased", body="", body_html="", quote="")
    with pytest.raises(RateLimited):
        make_comment("One more.")


def test_limited_commenter_sees_when_to_try_again_and_keeps_the_text(
    reader_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    for number in range(LIMIT):
        make_comment(f"Number {number}.")
    response = send(reader_client, chapter, "All of my words.")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= MINUTES.total_seconds()
    page = response.content.decode()
    assert "All of my words.</textarea>" in page and "Send this again after" in page


def test_form_sent_again_does_not_count(make_comment: MakeComment) -> None:
    key = uuid4()
    first = make_comment("Mine.", form_key=key)
    for number in range(LIMIT - 1):
        make_comment(f"Number {number}.")
    assert make_comment("Mine.", form_key=key).pk == first.pk


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guest", [True, False])
def test_limit_is_exact_for_sixteen_comments_at_once(
    is_guest: bool, chapter: Chapter, reader: User
) -> None:
    start, accepted = Barrier(16), []

    def comment(number: int) -> None:
        guest: dict[str, Any] = {"guest_name": "Gus", "ip": "192.0.2.1"} if is_guest else {}
        submission = CommentSubmission(
            chapter=Chapter.objects.select_related("story").get(pk=chapter.pk),
            form_key=uuid4(),
            body=f"Number {number}.",
            user=None if is_guest else reader,
            seconds=60.0,
            **guest,
        )
        start.wait()
        try:
            post_comment(submission)
            accepted.append(True)
        except RateLimited:
            accepted.append(False)
        connection.close()

    threads = [Thread(target=comment, args=[number]) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(accepted), sum(accepted), Comment.objects.count()) == (16, LIMIT, LIMIT)


@pytest.fixture
def three_previews(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """Allows three previews in a minute; the clock stands at its beginning."""
    monkeypatch.setattr("serial.comments.rate_limits.PREVIEWS", RateLimit("comment previews", 3))
    with time_machine.travel(timezone.now().replace(second=0), tick=False) as clock:
        yield clock


def preview(client: Client, ip: str = "192.0.2.1") -> Any:
    return client.post("/comments/preview/", {"text": "*Words*"}, REMOTE_ADDR=ip)


def test_previews_are_limited_per_member_and_per_address_of_guests(
    three_previews: time_machine.Traveller,
    reader_client: Client,
    author_client: Client,
    guest_client: Client,
) -> None:
    for client in (reader_client, author_client, guest_client):
        assert [preview(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert preview(guest_client, "192.0.2.2").status_code == 200
    response = preview(reader_client)
    assert "The next preview is possible in 60 seconds." in response.content.decode()
    assert response.headers["Retry-After"] == "60"
    three_previews.shift(60)
    assert preview(reader_client).status_code == 200


def test_form_of_a_refused_preview_keeps_the_text(
    three_previews: time_machine.Traveller,
    reader_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    edit_url = f"{make_comment().get_absolute_url()}edit/"
    for _ in range(3):
        preview(reader_client)
    for response in (
        send(reader_client, chapter, "My own words.", preview="yes"),
        reader_client.post(edit_url, {"text": "My own words.", "preview": "yes"}),
    ):
        page = response.content.decode()
        assert response.status_code == 429 and response.headers["Retry-After"] == "60"
        assert "My own words.</textarea>" in page
        assert "Your text is still here. The next preview is possible in 60 seconds." in page
    assert send(reader_client, chapter, "My own words.").status_code == 302

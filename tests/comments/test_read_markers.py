"""Coming back, a member sees which comments are new since the last visit."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import ReadMarker
from tests.comments.conftest import MakeComment
from tests.comments.sending import discussion_of
from tests.markup.page import Page


def new_on(client: Client, chapter: Chapter) -> list[int]:
    page = Page(client.get(discussion_of(chapter)).content.decode())
    articles = [each for each in page.all("article") if "new" in (each["class"] or "").split()]
    return [int(each["data-number"] or 0) for each in articles]


@pytest.fixture
def comments(author: User, make_comment: MakeComment) -> MakeComment:
    for number in range(3):
        make_comment(f"Number {number}.", by=author)
    return make_comment


def test_on_the_first_visit_nothing_is(
    reader_client: Client, chapter: Chapter, comments: MakeComment
) -> None:
    assert new_on(reader_client, chapter) == []


def test_what_came_since_is_new_for_the_whole_visit(
    reader_client: Client, author: User, chapter: Chapter, comments: MakeComment
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        new_on(reader_client, chapter)
        clock.move_to(now + timedelta(days=1))
        comments("New.", by=author)
        assert new_on(reader_client, chapter) == [4]
        clock.shift(timedelta(minutes=5))
        comments("Newer.", by=author)
        assert new_on(reader_client, chapter) == [4, 5]
        # The next visit begins where this one ended.
        clock.shift(timedelta(minutes=31))
        assert new_on(reader_client, chapter) == []
        comments("Newest.", by=author)
        assert new_on(reader_client, chapter) == [6]


def test_ones_own_is_not_new(
    reader_client: Client, chapter: Chapter, comments: MakeComment
) -> None:
    new_on(reader_client, chapter)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        comments("Mine.")
        assert new_on(reader_client, chapter) == []


def test_a_visit_that_changes_nothing_is_not_written(
    reader_client: Client, chapter: Chapter, comments: MakeComment
) -> None:
    new_on(reader_client, chapter)
    before = ReadMarker.objects.get().visited_at
    new_on(reader_client, chapter)
    assert ReadMarker.objects.get().visited_at == before


def test_guests_leave_no_trace(
    guest_client: Client, chapter: Chapter, comments: MakeComment
) -> None:
    assert new_on(guest_client, chapter) == [] and not ReadMarker.objects.exists()

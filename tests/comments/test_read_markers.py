"""A member sees which comments are new since their last visit."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import ReadMarker
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url
from tests.markup.page import Page


def new_numbers(client: Client, chapter: Chapter) -> list[int]:
    page = Page(client.get(comments_url(chapter)).content.decode())
    articles = page.all("article")
    new = [article for article in articles if "new" in (article["class"] or "").split()]
    return [int(article["data-number"] or 0) for article in new]


@pytest.fixture
def comments(author: User, make_comment: MakeComment) -> MakeComment:
    for number in range(3):
        make_comment(f"Number {number}.", by=author)
    return make_comment


def test_nothing_is_new_on_the_first_visit(
    reader_client: Client, chapter: Chapter, comments: MakeComment
) -> None:
    assert new_numbers(reader_client, chapter) == []


def test_comments_since_the_last_visit_are_new_during_the_whole_visit(
    reader_client: Client, author: User, chapter: Chapter, comments: MakeComment
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        new_numbers(reader_client, chapter)
        clock.move_to(now + timedelta(days=1))
        comments("New.", by=author)
        assert new_numbers(reader_client, chapter) == [4]
        clock.shift(timedelta(minutes=5))
        comments("Newer.", by=author)
        assert new_numbers(reader_client, chapter) == [4, 5]
        # The next visit begins where this one ended.
        clock.shift(timedelta(minutes=31))
        assert new_numbers(reader_client, chapter) == []
        comments("Newest.", by=author)
        assert new_numbers(reader_client, chapter) == [6]


def test_own_comment_is_not_new(
    reader_client: Client, chapter: Chapter, comments: MakeComment
) -> None:
    new_numbers(reader_client, chapter)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        comments("Mine.")
        assert new_numbers(reader_client, chapter) == []


def test_marker_is_not_written_if_nothing_changed(
    reader_client: Client, chapter: Chapter, comments: MakeComment
) -> None:
    new_numbers(reader_client, chapter)
    before = ReadMarker.objects.get().visited_at
    new_numbers(reader_client, chapter)
    assert ReadMarker.objects.get().visited_at == before


def test_guests_have_no_read_marker(
    guest_client: Client, chapter: Chapter, comments: MakeComment
) -> None:
    assert new_numbers(guest_client, chapter) == [] and not ReadMarker.objects.exists()

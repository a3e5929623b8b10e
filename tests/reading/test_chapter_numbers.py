"""Readers see chapters numbered without gaps, also with unreleased ones between them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from serial.chapters.deleting import delete_chapter, undelete_chapter
from serial.chapters.models import Chapter
from serial.chapters.ordering import move_chapter, set_numbered
from serial.chapters.releases.releasing import release_now, revert_to_draft, set_release
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page
from tests.rolling_back import rolled_back

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEEDS = ("/feed/", "/stories/the-lamp/feed/", "/by/anna/feed/")


@pytest.fixture
def chapters(make_chapter: MakeChapter) -> list[Chapter]:
    """Five chapters without titles; readers can read the first, fourth and fifth."""
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        chapters = [make_chapter() for _ in range(5)]
        revert_to_draft(chapters[1])
        set_release(chapters[2], NOW + timedelta(days=10))
    return chapters


def contents(client: Client) -> list[tuple[str, str]]:
    page = get_page(client, "/stories/the-lamp/")
    return re.findall(r'<span class="number">(\d*)</span><a[^>]*>([^<]+)</a>', page)


def numbered(*numbers: int) -> list[tuple[str, str]]:
    return [(str(number), f"Chapter {number}") for number in numbers]


def heading(chapter: Chapter) -> str:
    page = get_page(Client(), chapter.get_absolute_url())
    match = re.search(r"<h1[^>]*>([^<]+)</h1>", page)
    return match[1] if match else ""


def test_unreleased_chapters_leave_no_gap(chapters: list[Chapter], guest_client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        assert contents(guest_client) == numbered(1, 2, 3)
        assert [heading(chapters[index]) for index in (0, 3, 4)] == [
            "Chapter 1",
            "Chapter 2",
            "Chapter 3",
        ]
        page = get_page(guest_client, chapters[3].get_absolute_url())
        assert re.findall(r"(?:Previous<.*|<b dir=\"auto\">)(Chapter \d)<", page) == [
            "Chapter 3",
            "Chapter 1",
        ]
        for url in (*FEEDS, "/", "/read/the-lamp/"):
            found = set(re.findall(r"Chapter \d", get_page(guest_client, url)))
            assert found and found <= {"Chapter 1", "Chapter 2", "Chapter 3"}


def test_moving_what_is_not_out_changes_no_number(
    chapters: list[Chapter], guest_client: Client, make_chapter: MakeChapter
) -> None:
    with time_machine.travel(NOW, tick=False):
        for chapter in (chapters[1], chapters[2], make_chapter(release_in=None)):
            move_chapter(chapter, 1)
            assert contents(guest_client) == numbered(1, 2, 3)
            set_numbered(chapter, False)
            assert contents(guest_client) == numbered(1, 2, 3)
            delete_chapter(chapter)
            undelete_chapter(chapter)
            assert contents(guest_client) == numbered(1, 2, 3)
        assert heading(chapters[4]) == "Chapter 3"


def test_numbers_change_when_a_chapter_comes_out(
    chapters: list[Chapter], guest_client: Client
) -> None:
    with time_machine.travel(NOW, tick=False):
        release_now(chapters[1])
        assert contents(guest_client) == numbered(1, 2, 3, 4)
        delete_chapter(chapters[0])
        assert contents(guest_client) == numbered(1, 2, 3)
        undelete_chapter(chapters[0])
        revert_to_draft(chapters[1])
        assert heading(chapters[4]) == "Chapter 3"


def test_numbers_follow_a_scheduled_release(chapters: list[Chapter], guest_client: Client) -> None:
    """Whichever page is the first that anybody opens after the release."""
    path = chapters[4].get_absolute_url()
    for url in (path, f"{path}comments/", "/read/the-lamp/", "/stories/the-lamp/", *FEEDS):
        with rolled_back():
            check_numbers_before_and_after_release(url, chapters, guest_client)


def check_numbers_before_and_after_release(
    url: str, chapters: list[Chapter], guest_client: Client
) -> None:
    with time_machine.travel(NOW, tick=False):
        assert "Chapter 4" not in get_page(guest_client, url), url
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        assert "Chapter 4" in get_page(guest_client, url), url
        assert contents(guest_client) == numbered(1, 2, 3, 4)
        assert heading(chapters[2]) == "Chapter 2"


def test_author_sees_the_numbers_of_readers(
    chapters: list[Chapter], author_client: Client, story: Story
) -> None:
    with time_machine.travel(NOW, tick=False):
        assert contents(author_client) == numbered(1, 2, 2, 2, 3)
        assert [chapter.number for chapter in story.chapters.in_order()] == [1, 2, 2, 2, 3]


def test_scheduled_chapters_have_the_numbers_of_their_release(
    make_chapter: MakeChapter, story: Story
) -> None:
    with time_machine.travel(NOW, tick=False):
        for days in (-1, 14, 7, 21, None):
            make_chapter(release_in=None if days is None else timedelta(days=days))
        assert [chapter.number for chapter in story.chapters.in_order()] == [1, 2, 2, 4, 5]

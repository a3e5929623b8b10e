"""The story-wide note under the chapters: until its moment, and out of every cache then."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.stories.models import Story, StoryNote
from serial.stories.story_notes import remove_story_note, set_story_note
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page

CHAPTER, WHOLE_STORY = "/read/the-lamp/one/", "/read/the-lamp/"
PAGES = [CHAPTER, WHOLE_STORY]


@pytest.fixture
def ends_at(lamp: Story, author: User) -> datetime:
    at = timezone.now() + timedelta(hours=5)
    set_story_note(lamp, "Vote *now*.", at, author)
    return at


def test_it_is_under_every_chapter_and_nowhere_else(
    guest_client: Client, lamp: Story, ends_at: datetime, make_chapter: MakeChapter
) -> None:
    two = make_chapter(title="Two")
    for url in (CHAPTER, two.get_absolute_url()):
        assert "Vote <em>now</em>." in get_page(guest_client, url)
    Story.objects.update(feed_text="full")
    for url in ("/", "/feed/", "/stories/the-lamp/", "/stories/the-lamp/feed/"):
        assert "Vote" not in get_page(guest_client, url)


def test_the_whole_story_has_it_once_at_its_end(
    guest_client: Client, lamp: Story, ends_at: datetime, make_chapter: MakeChapter
) -> None:
    make_chapter("The last words.", title="Two")
    page = get_page(guest_client, WHOLE_STORY)
    assert page.count("Vote <em>now</em>.") == 1
    assert page.index("The last words.") < page.index("Vote") < page.index("</article>")


@pytest.mark.parametrize("url", PAGES)
def test_a_page_from_the_cache_changes_with_it(
    url: str,
    guest_client: Client,
    reader_client: Client,
    lamp: Story,
    author: User,
    ends_at: datetime,
) -> None:
    for client in (guest_client, reader_client):
        assert "Vote" in get_page(client, url)
    set_story_note(lamp, "Thank you.", ends_at, author)
    for client in (guest_client, reader_client):
        page = get_page(client, url)
        assert "Thank you." in page and "Vote" not in page
    remove_story_note(lamp, author)
    for client in (guest_client, reader_client):
        assert "Thank you." not in get_page(client, url)


@pytest.mark.parametrize("url", PAGES)
def test_it_disappears_at_its_moment_by_itself(
    url: str, guest_client: Client, reader_client: Client, ends_at: datetime
) -> None:
    for client in (guest_client, reader_client):
        with time_machine.travel(ends_at - timedelta(seconds=2), tick=False):
            response = client.get(url)
            assert "Vote" in response.content.decode()
        with time_machine.travel(ends_at, tick=False):
            later = client.get(url, headers={"if-none-match": response.headers.get("ETag", "")})
            assert later.status_code == 200 and "Vote" not in later.content.decode()


@pytest.mark.parametrize(
    "seconds, control",
    [
        (10_000, "s-maxage=30, stale-while-revalidate=30, stale-if-error=600"),
        (300, "s-maxage=30, stale-while-revalidate=30, stale-if-error=270"),
        (45, "s-maxage=30, stale-while-revalidate=15, stale-if-error=15"),
        (7, "s-maxage=7, stale-while-revalidate=0, stale-if-error=0"),
        (0.5, "s-maxage=0, stale-while-revalidate=0, stale-if-error=0"),
    ],
)
def test_shared_caches_do_not_keep_it_beyond_its_moment(
    guest_client: Client, ends_at: datetime, seconds: float, control: str
) -> None:
    with time_machine.travel(ends_at - timedelta(seconds=seconds), tick=False):
        found = [guest_client.get(url).headers["Cache-Control"] for url in PAGES]
    assert found == [f"public, max-age=0, {control}"] * 2


def test_a_chapter_without_a_note_or_after_it_is_cached_as_usual(
    guest_client: Client, ends_at: datetime
) -> None:
    with time_machine.travel(ends_at, tick=False):
        control = guest_client.get(CHAPTER).headers["Cache-Control"]
    assert "s-maxage=30, stale-while-revalidate=30, stale-if-error=600" in control
    StoryNote.objects.all().delete()
    assert control == guest_client.get(CHAPTER).headers["Cache-Control"]

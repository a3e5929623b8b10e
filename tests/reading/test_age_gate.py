"""Mature and explicit stories ask first, at their own address and without a cookie."""

import pytest
from django.test import Client

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.reading.conftest import text

WORDS = "The lamp went out."


@pytest.fixture(params=["mature", "explicit"])
def chapter(request: pytest.FixtureRequest, story: Story, make_chapter: MakeChapter) -> Chapter:
    Story.objects.filter(pk=story.pk).update(rating=request.param, content_notes="a drowned cat")
    make_chapter(WORDS, title="First")
    return make_chapter(WORDS, title="Second")


def test_a_guest_is_asked_and_no_cookie_is_set(guest_client: Client, chapter: Chapter) -> None:
    answer = guest_client.get(chapter.get_absolute_url())
    assert answer.status_code == 200 and not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public")
    page = answer.content.decode()
    assert WORDS not in page and "a drowned cat" in page
    assert f'href="{chapter.get_absolute_url()}?mature=yes"' in page


def test_whoever_says_yes_reads_and_is_not_asked_again(
    guest_client: Client, chapter: Chapter
) -> None:
    answer = guest_client.get(f"{chapter.get_absolute_url()}?mature=yes")
    page = answer.content.decode()
    assert WORDS in page and not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public")
    first = Chapter.objects.get(title="First")
    assert f'rel="prev" href="{first.get_absolute_url()}?mature=yes"' in page
    assert f'{chapter.story.get_absolute_url()}?mature=yes"' in page
    assert f'{chapter.get_absolute_url()}">' in page.partition('rel="canonical"')[2]


@pytest.mark.parametrize("answer", ["", "?mature=no", "?mature=", "?mature=YES"])
def test_nothing_but_yes_is_yes(guest_client: Client, chapter: Chapter, answer: str) -> None:
    assert WORDS not in text(guest_client, chapter.get_absolute_url() + answer)


def test_a_member_may_say_so_once(reader: User, reader_client: Client, chapter: Chapter) -> None:
    assert WORDS not in text(reader_client, chapter.get_absolute_url())
    Preferences.objects.update_or_create(user=reader, defaults={"opens_adult_stories": True})
    assert WORDS in text(reader_client, chapter.get_absolute_url())


def test_who_wrote_it_is_not_asked(author_client: Client, chapter: Chapter) -> None:
    assert WORDS in text(author_client, chapter.get_absolute_url())


def test_another_author_is(other_author_client: Client, chapter: Chapter) -> None:
    assert WORDS not in text(other_author_client, chapter.get_absolute_url())


def test_a_story_for_all_asks_nobody(guest_client: Client, chapter: Chapter) -> None:
    Story.objects.update(rating="teen")
    assert WORDS in text(guest_client, chapter.get_absolute_url())

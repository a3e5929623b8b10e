"""Mature and explicit stories show an age gate. The consent is in the URL, not in a cookie."""

import pytest
from django.test import Client

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page
from tests.rolling_back import try_each

TEXT = "The lamp went out."


@pytest.fixture(params=["mature", "explicit"])
def chapter(request: pytest.FixtureRequest, story: Story, make_chapter: MakeChapter) -> Chapter:
    Story.objects.filter(pk=story.pk).update(rating=request.param, content_notes="a drowned cat")
    make_chapter(TEXT, title="First")
    return make_chapter(TEXT, title="Second")


def test_guest_sees_the_age_gate_and_gets_no_cookie(guest_client: Client, chapter: Chapter) -> None:
    response = guest_client.get(chapter.get_absolute_url())
    assert response.status_code == 200 and not response.cookies
    assert response.headers["Cache-Control"].startswith("public")
    page = response.content.decode()
    assert TEXT not in page and "a drowned cat" in page
    assert 'href="/accounts/login/?next=/accounts/preferences/">Sign in to turn' in page
    assert f'href="{chapter.get_absolute_url()}?mature=yes"' in page


def test_age_gate_shows_the_drawn_cover_and_never_the_picture(
    guest_client: Client, chapter: Chapter
) -> None:
    Story.objects.update(cover="covers/not-for-children.png", drawn_cover="f" * 32)
    page = get_page(guest_client, chapter.get_absolute_url())
    assert f"covers/drawn/{'f' * 32}.svg" in page
    assert "not-for-children" not in page and "-picture" not in page
    assert "/by/anna/" in page and "Rated " in page


def test_consent_opens_the_chapter_and_is_kept_in_its_links(
    guest_client: Client, chapter: Chapter
) -> None:
    response = guest_client.get(f"{chapter.get_absolute_url()}?mature=yes")
    page = response.content.decode()
    assert TEXT in page and not response.cookies
    assert response.headers["Cache-Control"].startswith("public")
    first = Chapter.objects.get(title="First")
    assert f'rel="prev" href="{first.get_absolute_url()}?mature=yes"' in page
    assert f'{chapter.story.get_absolute_url()}?mature=yes"' in page
    assert f'{chapter.get_absolute_url()}">' in page.partition('rel="canonical"')[2]


@try_each("query", ["", "?mature=no", "?mature=", "?mature=YES"])
def test_other_query_strings_are_not_consent(
    guest_client: Client, chapter: Chapter, query: str
) -> None:
    assert TEXT not in get_page(guest_client, chapter.get_absolute_url() + query)


def test_member_can_turn_the_age_gate_off(
    reader: User, reader_client: Client, chapter: Chapter
) -> None:
    page = get_page(reader_client, chapter.get_absolute_url())
    assert TEXT not in page and "Turn this question off in your account" in page
    Preferences.objects.update_or_create(user=reader, defaults={"opens_adult_stories": True})
    assert TEXT in get_page(reader_client, chapter.get_absolute_url())


@try_each("warnings", [["none"], []])
def test_age_gate_says_that_there_are_no_warnings(
    guest_client: Client, chapter: Chapter, warnings: list[str]
) -> None:
    Story.objects.update(warnings=warnings, content_notes="")
    words = "No warnings apply" if warnings else "The author has not given any."
    assert f"<dt>Content warnings</dt><dd>{words}</dd>" in "".join(
        line.strip() for line in get_page(guest_client, chapter.get_absolute_url()).splitlines()
    )


def test_author_of_the_story_sees_no_age_gate(author_client: Client, chapter: Chapter) -> None:
    assert TEXT in get_page(author_client, chapter.get_absolute_url())


def test_another_author_sees_the_age_gate(other_author_client: Client, chapter: Chapter) -> None:
    assert TEXT not in get_page(other_author_client, chapter.get_absolute_url())


def test_story_for_teens_has_no_age_gate(guest_client: Client, chapter: Chapter) -> None:
    Story.objects.update(rating="teen")
    assert TEXT in get_page(guest_client, chapter.get_absolute_url())

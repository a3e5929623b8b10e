"""What no edition contains, whoever downloads it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters import taking_down
from serial.chapters.models import Chapter
from serial.editions.formats import FORMATS
from serial.stories.crediting import anonymize_credits
from serial.stories.models import Credit, Story
from tests.conftest import MakeChapter, pen_name_of
from tests.editions.reading import all_text, content_of

SECRET = "xyzzysecret"
URLS = [f"/downloads/the-lamp{made.suffix}" for made in FORMATS.values() if made.name != "pdf"]
PAGES = ["/downloads/the-lamp/", *URLS]
CLIENTS = ("guest", "reader", "other_author", "author", "moderator")


@pytest.fixture
def clients(request: pytest.FixtureRequest) -> list[Client]:
    return [request.getfixturevalue(f"{name}_client") for name in CLIENTS]


@pytest.fixture
def secret(make_chapter: MakeChapter, story: Story) -> Chapter:
    """A chapter that is in all editions at first. Each case below hides it."""
    make_chapter("Others.", title="Known")
    Story.objects.update(downloads="everyone")
    return make_chapter(SECRET, title=SECRET, note_before=SECRET, content_note=SECRET)


def readable(response: Any) -> str:
    content = content_of(response)
    return all_text(content)


def texts(clients: list[Client], query: str = "") -> list[str]:
    responses = [client.get(url + query) for client in clients for url in PAGES]
    assert {response.status_code for response in responses} <= {200, 404, 410, 451}
    return [readable(response) for response in responses]


def make_draft(chapter: Chapter) -> None:
    Chapter.objects.filter(pk=chapter.pk).update(release_at=None)


def schedule(chapter: Chapter) -> None:
    later = timezone.now() + timedelta(hours=1)
    Chapter.objects.filter(pk=chapter.pk).update(release_at=later)


def take_down(chapter: Chapter) -> None:
    taking_down.take_down(chapter, TakedownReason.RULES, None)


def delete(chapter: Chapter) -> None:
    Chapter.objects.filter(pk=chapter.pk).update(deleted_at=timezone.now())


def delete_story(chapter: Chapter) -> None:
    chapter.story.soft_delete()


def make_story_draft(chapter: Chapter) -> None:
    Story.objects.update(visibility="draft")


def test_editions_have_what_everyone_can_read(secret: Chapter, clients: list[Client]) -> None:
    assert all(SECRET in text for text in texts(clients))


@pytest.mark.parametrize(
    "hide", [make_draft, schedule, take_down, delete, delete_story, make_story_draft]
)
def test_no_edition_has_what_readers_cannot_read(
    hide: Callable[[Chapter], None], secret: Chapter, clients: list[Client]
) -> None:
    # What is kept for the next reader is not shown to them.
    assert all(SECRET in text for text in texts(clients[:1]))
    hide(secret)
    # Its authors find no draft of their own either: they get what their readers get.
    assert not any(SECRET in text for text in texts(clients))
    assert not any(
        SECRET in text for text in texts(clients, f"?first={secret.pk}&last={secret.pk}")
    )


def test_story_for_members_is_not_there_for_guests(
    secret: Chapter, clients: list[Client], guest_client: Client, reader_client: Client
) -> None:
    Story.objects.update(visibility="members")
    assert {guest_client.get(url).status_code for url in PAGES} == {404}
    for url in URLS:
        response = reader_client.get(url)
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert SECRET in readable(response)


def test_expired_session_does_not_open_what_is_for_members(
    secret: Chapter, reader: User, reader_client: Client
) -> None:
    Story.objects.update(visibility="members")
    reader_client.session.flush()
    assert {reader_client.get(url).status_code for url in PAGES} == {404}


@pytest.mark.parametrize("person", ["guest", "reader"])
def test_story_for_adults_asks_first(
    secret: Chapter, person: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{person}_client")
    Story.objects.update(rating="explicit")
    for url in PAGES:
        gate = client.get(url).content.decode()
        assert SECRET not in gate and f'href="{url}?mature=yes"' in gate
        assert SECRET in readable(client.get(f"{url}?mature=yes"))
    page = client.get("/downloads/the-lamp/?mature=yes").content.decode()
    assert f'href="{URLS[0]}?mature=yes"' in page and 'name="mature" value="yes"' in page


def test_edition_of_an_orphaned_story_names_nobody(
    secret: Chapter, author: User, reader_client: Client
) -> None:
    before = [readable(reader_client.get(url)) for url in URLS]
    assert all("anna" in text for text in before)
    anonymize_credits(secret.story_id, author.pk)
    for url in PAGES:
        text = readable(reader_client.get(url))
        assert "anna" not in text and "Anonymous" in text


def test_edition_does_not_name_who_was_only_invited(
    secret: Chapter, other_author: User, reader_client: Client
) -> None:
    Credit.objects.create(story=secret.story, pen_name=pen_name_of(other_author))
    # "bottom" is in style sheets.
    name = re.compile(r"\botto\b")
    assert not any(name.search(readable(reader_client.get(url))) for url in PAGES)

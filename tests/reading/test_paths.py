"""Links to what a visitor may do next: to the desk, to becoming an author, to editing a chapter."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.authorship import make_author
from accounts.models import User
from serial.chapters.models import Chapter
from tests.conftest import MakeChapter, client_of
from tests.reading.conftest import get_page

DESK, WRITE = ">Desk</a>", ">Write here</a>"


@pytest.mark.parametrize(
    ("who_may_write", "offered"), [("invitation", False), ("request", True), ("member", True)]
)
def test_navigation_offers_the_desk_to_authors_only(
    who_may_write: str,
    offered: bool,
    settings: Settings,
    chapter: Chapter,
    guest_client: Client,
    reader_client: Client,
    moderator_client: Client,
    author_client: Client,
    other_author_client: Client,
) -> None:
    settings.WHO_MAY_WRITE = who_may_write
    for url in ("/", chapter.get_absolute_url(), chapter.story.get_absolute_url()):
        for client in (author_client, other_author_client):
            page = get_page(client, url)
            assert DESK in page and WRITE not in page
        for client in (reader_client, moderator_client):
            page = get_page(client, url)
            assert DESK not in page and (WRITE in page) == offered
        page = get_page(guest_client, url)
        assert DESK not in page and WRITE not in page


def test_desk_appears_once_a_reader_is_an_author(reader: User, chapter: Chapter) -> None:
    client = client_of(reader)
    assert DESK not in get_page(client, chapter.get_absolute_url())
    make_author(reader)
    assert DESK in get_page(client, chapter.get_absolute_url())


def test_account_links_to_own_comments_and_muted_people(reader_client: Client) -> None:
    page = get_page(reader_client, reverse("account"))
    for link in (reverse("my_comments"), f"{reverse('my_comments')}#muted"):
        assert f'href="{link}"' in page
    assert 'id="muted"' in get_page(reader_client, reverse("my_comments"))


def test_only_authors_of_the_story_find_edit_on_a_chapter(
    chapter: Chapter,
    guest_client: Client,
    reader_client: Client,
    moderator_client: Client,
    other_author_client: Client,
    author_client: Client,
) -> None:
    link = reverse("desk:chapters_chapter_change", args=[chapter.pk])
    for client in (reader_client, moderator_client, other_author_client, guest_client):
        assert link not in get_page(client, chapter.get_absolute_url())
    assert link in get_page(author_client, chapter.get_absolute_url())
    # After the author's page, which may be cached, the others' have no link either.
    assert link not in get_page(reader_client, chapter.get_absolute_url())
    assert author_client.get(link).status_code == 200


@pytest.mark.parametrize("release_in", [None, timedelta(days=1)])
def test_author_finds_edit_on_what_is_not_released(
    release_in: timedelta | None, make_chapter: MakeChapter, author_client: Client
) -> None:
    chapter = make_chapter(release_in=release_in)
    link = reverse("desk:chapters_chapter_change", args=[chapter.pk])
    assert link in get_page(author_client, chapter.get_absolute_url())

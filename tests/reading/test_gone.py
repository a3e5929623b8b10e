"""A deleted page that guests could read is gone (410); any other is not found (404)."""

import pytest
from django.test import Client

from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.shared_rows import shared_rows

CHAPTER = "/read/the-lamp/one/"


@shared_rows
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter("Words.", title="One")


def test_deleted_chapter_is_gone(
    chapter: Chapter, guest_client: Client, author_client: Client
) -> None:
    delete_chapter(chapter)
    for client in (guest_client, author_client):
        response = client.get(CHAPTER)
        assert response.status_code == 410
        assert "The author deleted this story or chapter" in response.content.decode()
        assert "One" not in response.content.decode().replace("One ", "")


def test_deleted_story_is_gone(chapter: Chapter, guest_client: Client) -> None:
    chapter.story.soft_delete()
    for url in ("/stories/the-lamp/", "/read/the-lamp/", "/stories/the-lamp/feed/", CHAPTER):
        assert guest_client.get(url).status_code == 410
    chapter.story.undelete()
    assert guest_client.get(CHAPTER).status_code == 200


def test_deleted_draft_is_not_found(make_chapter: MakeChapter, guest_client: Client) -> None:
    delete_chapter(make_chapter("Words.", title="One", release_in=None))
    assert guest_client.get(CHAPTER).status_code == 404


@pytest.mark.parametrize("visibility", ["draft", "members"])
def test_deleted_chapter_that_guests_could_not_read_is_not_found(
    chapter: Chapter, guest_client: Client, visibility: str
) -> None:
    Story.objects.update(visibility=visibility)
    delete_chapter(chapter)
    assert guest_client.get(CHAPTER).status_code == 404
    Story.objects.get().soft_delete()
    assert guest_client.get("/stories/the-lamp/").status_code == 404

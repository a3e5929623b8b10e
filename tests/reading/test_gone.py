"""What was there to read and was deleted says so; what never was says nothing."""

import pytest
from django.test import Client

from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeChapter

CHAPTER = "/read/the-lamp/one/"


@pytest.fixture
def one(make_chapter: MakeChapter) -> Chapter:
    return make_chapter("Words.", title="One")


def test_a_deleted_chapter(one: Chapter, guest_client: Client, author_client: Client) -> None:
    delete_chapter(one)
    for client in (guest_client, author_client):
        answer = client.get(CHAPTER)
        assert answer.status_code == 410
        assert "Its author deleted it" in answer.content.decode()
        assert "One" not in answer.content.decode().replace("One ", "")


def test_a_deleted_story(one: Chapter, guest_client: Client) -> None:
    one.story.soft_delete()
    for address in ("/stories/the-lamp/", "/read/the-lamp/", "/stories/the-lamp/feed/", CHAPTER):
        assert guest_client.get(address).status_code == 410
    one.story.undelete()
    assert guest_client.get(CHAPTER).status_code == 200


def test_a_chapter_that_never_came_out(make_chapter: MakeChapter, guest_client: Client) -> None:
    delete_chapter(make_chapter("Words.", title="One", release_in=None))
    assert guest_client.get(CHAPTER).status_code == 404


@pytest.mark.parametrize("visibility", ["draft", "members"])
def test_what_guests_never_saw(one: Chapter, guest_client: Client, visibility: str) -> None:
    Story.objects.update(visibility=visibility)
    delete_chapter(one)
    assert guest_client.get(CHAPTER).status_code == 404
    Story.objects.get().soft_delete()
    assert guest_client.get("/stories/the-lamp/").status_code == 404

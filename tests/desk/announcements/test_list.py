"""The list of a story's announcements at the desk, and what can be done and undone there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.stories.announcing import AnnouncementText, create_announcement
from serial.stories.models import Announcement, Story
from tests.conftest import MakeStory


@pytest.fixture
def news(story: Story, author: User) -> Announcement:
    return create_announcement(story, AnnouncementText("News", "It goes on."), author)


def act(client: Client, announcement: Announcement, action: str) -> str:
    url = f"/desk/stories/story/{announcement.story_id}/announcements/"
    data = {"announcement": announcement.pk, "action": action}
    return client.post(url, data, follow=True).content.decode()


def state_of(announcement: Announcement) -> str:
    announcement.refresh_from_db()
    if announcement.deleted_at:
        return "deleted"
    return "published" if announcement.is_published() else "draft"


@pytest.mark.parametrize(
    "first, undo, after",
    [
        ("revert", "republish_announcement", "published"),
        ("delete", "restore_announcement", "published"),
    ],
)
def test_it_is_taken_back_and_the_page_undoes_that(
    author_client: Client, news: Announcement, first: str, undo: str, after: str
) -> None:
    act(author_client, news, "publish_announcement")
    published_at = Announcement.objects.get().published_at
    page = act(author_client, news, first)
    assert state_of(news) != after and f'value="{undo}"' in page
    act(author_client, news, undo)
    assert state_of(news) == after and news.published_at == published_at


def test_publishing_is_undone(author_client: Client, news: Announcement) -> None:
    page = act(author_client, news, "publish_announcement")
    assert "News” is published." in page
    act(author_client, news, "revert")
    assert state_of(news) == "draft"


def test_a_stale_button_says_so(author_client: Client, news: Announcement) -> None:
    page = act(author_client, news, "republish_announcement")
    assert "nothing to undo" in page and state_of(news) == "draft"
    act(author_client, news, "delete")
    assert "is deleted" in act(author_client, news, "publish_announcement")
    assert state_of(news) == "deleted"


def test_nothing_of_another_story_or_of_no_known_name_is_done(
    author_client: Client, news: Announcement, make_story: MakeStory
) -> None:
    other = make_story("Another")
    url = f"/desk/stories/story/{other.pk}/announcements/"
    for pk, action in ((news.pk, "delete"), ("x", "delete"), ("", ""), (10**30, "delete")):
        assert author_client.post(url, {"announcement": pk, "action": action}).status_code == 404
    own = f"/desk/stories/story/{news.story_id}/announcements/"
    data = {"announcement": news.pk, "action": "erase"}
    assert author_client.post(own, data).status_code == 404
    assert author_client.get(f"{own}?undo=x&page=x").status_code == 200
    assert state_of(news) == "draft"


def test_a_deleted_story_has_no_page(author_client: Client, news: Announcement) -> None:
    Story.objects.update(deleted_at=timezone.now())
    url = f"/desk/stories/story/{news.story_id}/announcements/"
    assert author_client.get(url).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_list(
    author_client: Client, author: User, news: Announcement
) -> None:
    url = f"/desk/stories/story/{news.story_id}/announcements/"

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(url)
        return len(captured)

    count_queries()
    before = count_queries()
    for _time in range(5):
        create_announcement(news.story, AnnouncementText("More", "And more."), author)
    assert count_queries() == before

"""After a release its author reads how many followers are told of it."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.library.following import follow_author, follow_story
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory, make_user, pen_name_of
from tests.desk.forms import form_fields
from tests.notifications.email.telling import announce_releases
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db
WHERE = "told, in the site or by email."


@shared_rows
def followers(story: Story, author: User, reader: User) -> list[User]:
    """One of the story, one of both, and one of the author."""
    second, third = make_user("second"), make_user("third")
    for user in (reader, second):
        follow_story(user, story)
    for user in (second, third):
        follow_author(user, pen_name_of(author))
    return [reader, second, third]


def publish(client: Client, chapter: Chapter, **data: str) -> str:
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    fields = form_fields(client.get(url).content.decode()) | {"_publish": "1"} | data
    return str(client.post(url, fields, follow=True).content.decode())


def publish_selected(client: Client, *chapters: Chapter) -> str:
    data = {
        "action": "publish_selected",
        "_selected_action": [chapter.pk for chapter in chapters],
        "stage": "confirm",
    }
    return str(client.post("/desk/chapters/chapter/", data, follow=True).content.decode())


def test_each_follower_is_counted_once(
    author_client: Client, followers: list[User], make_chapter: MakeChapter
) -> None:
    page = publish(author_client, make_chapter(release_in=None))
    assert f"Published. 3 followers are {WHERE} <a " in page


def test_one_follower(
    author_client: Client, reader: User, story: Story, make_chapter: MakeChapter
) -> None:
    follow_story(reader, story)
    assert f"Published. 1 follower is {WHERE}" in publish(
        author_client, make_chapter(release_in=None)
    )


def test_without_followers_nothing_is_said(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    page = publish(author_client, make_chapter(release_in=None))
    assert "Published. <a " in page


def test_silent_release(
    author_client: Client, followers: list[User], make_chapter: MakeChapter
) -> None:
    page = publish(author_client, make_chapter(release_in=None), is_silent="on")
    assert "Published. Followers are not told. <a " in page and WHERE not in page


def test_chapter_that_was_told_before(
    author_client: Client, followers: list[User], make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=-timedelta(minutes=1))
    announce_releases()
    Chapter.objects.update(release_at=None)
    assert "Published. <a " in publish(author_client, chapter)


def test_story_that_is_a_draft(
    author_client: Client, followers: list[User], story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=None)
    Story.objects.update(visibility="draft")
    assert WHERE not in publish(author_client, chapter)


def test_several_chapters_at_once(
    author_client: Client,
    author: User,
    followers: list[User],
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    page = publish_selected(author_client, *(make_chapter(release_in=None) for _ in range(2)))
    assert f"2 chapters released. 3 followers are {WHERE}" in page
    loud, quiet = make_chapter(release_in=None), make_chapter(release_in=None)
    Chapter.objects.filter(pk=quiet.pk).update(is_silent=True)
    page = publish_selected(author_client, loud, quiet)
    assert f"3 followers are {WHERE} Followers are not told of 1 chapter." in page
    other = make_chapter(release_in=None, story=make_story(title="Other"))
    page = publish_selected(author_client, make_chapter(release_in=None), other)
    assert f"2 chapters released. Followers are {WHERE}" in page

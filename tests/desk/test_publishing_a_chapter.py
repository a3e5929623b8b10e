"""The editor publishes a chapter, asks about an empty one, and says that the story is a draft."""

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.stories.choices import Visibility
from tests.conftest import MakeChapter, MakeStory
from tests.desk.forms import form_fields, open_form

NOBODY_CAN_READ = "Nobody can read this yet: the story is a draft."


def change_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def submit(client: Client, chapter: Chapter, **fields: str) -> str:
    url = change_url(chapter)
    data = {**open_form(client, url), **fields}
    return client.post(url, data, follow=True).content.decode()


def test_publish_button_saves_publishes_and_stays(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("Words.", release_in=None)
    page = submit(author_client, chapter, body="Better words.", _publish="1")
    chapter.refresh_from_db()
    assert chapter.is_released() and chapter.body == "Better words."
    assert f'Published. <a href="{chapter.get_absolute_url()}">View the chapter</a>' in page
    assert NOBODY_CAN_READ not in page


@pytest.mark.parametrize("fields", [{"_publish": "1"}, {"release_day": "2037-01-02"}])
def test_empty_chapter_asks_before_it_is_released(
    author_client: Client, make_chapter: MakeChapter, fields: dict[str, str]
) -> None:
    chapter = make_chapter("Words.", release_in=None)
    typed = {"body": " ", "release_time": "18:00", **fields}
    page = submit(author_client, chapter, **typed)
    assert "This chapter has no text." in page and "Release it without a text" in page
    chapter.refresh_from_db()
    assert chapter.is_draft() and chapter.body == "Words."
    data = {**form_fields(page), **fields, "confirmed_release": "empty"}
    author_client.post(change_url(chapter), data)
    chapter.refresh_from_db()
    assert not chapter.is_draft() and not chapter.body.strip()


def test_empty_draft_is_saved_without_a_question(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("Words.", release_in=None)
    submit(author_client, chapter, body="", _continue="1")
    chapter.refresh_from_db()
    assert chapter.body == ""


def test_released_chapter_of_a_draft_story_says_so_and_offers_to_make_it_public(
    author_client: Client, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    story = make_story(visibility=Visibility.DRAFT)
    chapter = make_chapter("Words.", story=story, release_in=None)
    page = submit(author_client, chapter, _publish="1")
    assert NOBODY_CAN_READ in page and "Make the story public" in page
    assert NOBODY_CAN_READ in author_client.get("/desk/").content.decode()
    page = submit(author_client, chapter, body="Kept.", _make_public="1")
    assert NOBODY_CAN_READ not in author_client.get("/desk/").content.decode()
    assert NOBODY_CAN_READ not in page
    story.refresh_from_db()
    chapter.refresh_from_db()
    assert (story.visibility, chapter.body) == (Visibility.PUBLIC, "Kept.")

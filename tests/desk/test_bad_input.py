"""Bad input: a clear message or the sensible result, with everything typed still there."""

import pytest
from django.conf import settings
from django.test import Client

from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeStory
from tests.desk.forms import form_fields, open_form

ADD_CHAPTER = "/desk/chapters/chapter/add/"
ADD_STORY = "/desk/stories/story/add/"
TYPED = {"title": "Typed", "body": "What I typed.\n\nAll of it.", "note_after": "And this."}


def add_chapter(client: Client, story: Story, /, **given: object) -> tuple[Chapter | None, str]:
    """The chapter that came of it, or None, and the page that answered."""
    data = {**open_form(client, f"{ADD_CHAPTER}?story={story.pk}"), **TYPED, **given}
    answer = client.post(ADD_CHAPTER, data)
    page = answer.content.decode() if answer.status_code == 200 else ""
    return story.chapters.first(), page


def still_there(page: str, **given: object) -> bool:
    fields = form_fields(page)
    expected = {**TYPED, **given}
    return all(fields[name][0].replace("\r\n", "\n") == value for name, value in expected.items())


def test_a_title_of_300_characters(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, title="x" * 300)
    assert chapter is not None and chapter.title == "x" * 300


def test_a_title_of_301_characters(author_client: Client, story: Story) -> None:
    chapter, page = add_chapter(author_client, story, title="x" * 301)
    assert chapter is None and "at most 300 characters (it has 301)" in page
    assert still_there(page, title="x" * 301)


@pytest.mark.parametrize(
    "title", ["مرحبا بالعالم", "🦊 emoji 🦊", "שלום ‏RTL", "e\u0301 combining", "第一章"]
)
def test_titles_in_any_script(author_client: Client, story: Story, title: str) -> None:
    chapter, _ = add_chapter(author_client, story, title=title)
    assert chapter is not None and chapter.title == title
    assert author_client.get(chapter.get_absolute_url()).status_code == 200


def test_nul_bytes_are_dropped(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, title="a\0b", body="c\0d", remark="e\0")
    assert chapter is not None and (chapter.title, chapter.body) == ("ab", "cd")


def test_a_paste_of_20_megabytes(author_client: Client, story: Story) -> None:
    paste = "A line of it.\n" * (20 * 1024 * 1024 // 14)
    chapter, page = add_chapter(author_client, story, body=paste)
    assert chapter is None and "at most 500000 characters" in page
    assert still_there(page, body=paste)


def test_more_than_can_be_read_at_all(author_client: Client, story: Story) -> None:
    too_much = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = author_client.post(ADD_CHAPTER, {"body": too_much})
    assert answer.status_code == 413
    assert "still in the form" in answer.content.decode()


def test_a_chapter_of_no_words(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, title="", body="", note_after="")
    assert chapter is not None and (chapter.words, chapter.label()) == (0, "Chapter 1")


@pytest.mark.parametrize("date", ["1899-12-31", "9999-12-31", "2200-01-01"])
def test_a_release_that_cannot_be_meant(author_client: Client, story: Story, date: str) -> None:
    given = {"release_day": date, "release_time": "23:59"}
    chapter, page = add_chapter(author_client, story, release="at", **given)
    assert chapter is None and "Choose a release between 1970 and 2199." in page
    assert still_there(page, **given)


@pytest.mark.parametrize("given", [("31/31/2026", "18:00"), ("2026-11-27", "late"), ("", "18:00")])
def test_a_release_that_is_no_moment(
    author_client: Client, story: Story, given: tuple[str, str]
) -> None:
    typed = {"release_day": given[0], "release_time": given[1]}
    chapter, page = add_chapter(author_client, story, release="at", **typed)
    assert chapter is None and "errorlist" in page
    assert still_there(page, **typed)


def test_two_chapters_with_one_title(author_client: Client, story: Story) -> None:
    for _ in range(2):
        add_chapter(author_client, story)
    assert [c.slug for c in story.chapters.in_order()] == ["typed", "typed-2"]


def test_an_address_of_nothing_but_chinese(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, requested_slug="第一章")
    assert chapter is not None and chapter.slug == "第一章"
    assert author_client.get(chapter.get_absolute_url()).status_code == 200


def test_an_address_of_nothing_that_can_stand_in_one(author_client: Client, story: Story) -> None:
    chapter, page = add_chapter(author_client, story, requested_slug="🦊 !")
    assert chapter is None and "needs at least one letter or digit" in page
    assert still_there(page, requested_slug="🦊 !")


@pytest.mark.parametrize("place", ["0", "-3", "many", "99999999999999999999"])
def test_a_place_that_is_none(author_client: Client, story: Story, place: str) -> None:
    chapter, page = add_chapter(author_client, story, place=place)
    assert chapter is None and "errorlist" in page
    assert still_there(page, place=place)


@pytest.mark.parametrize("field", ["creation_key", "based_on", "story", "part"])
def test_hidden_fields_that_were_tampered_with(
    author_client: Client, story: Story, field: str
) -> None:
    chapter, page = add_chapter(author_client, story, **{field: "0 or 1=1"})
    assert chapter is None and "errorlist" in page
    assert still_there(page)


def test_a_part_of_another_story(author_client: Client, make_story: MakeStory) -> None:
    story, other = make_story("one"), make_story("two")
    part = other.parts.create(title="Theirs")
    chapter, page = add_chapter(author_client, story, part=part.pk)
    assert chapter is None and "This part belongs to another story." in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"warnings": ["none", "violence"]}, "either the warnings that apply"),
        ({"warnings": ["made up"]}, "made up is not one of the available choices"),
        ({"genre": "x" * 200}, "is too long"),
        ({"language": "klingon"}, "Select a valid choice"),
        ({"pen_name": "999"}, "Select a valid choice"),
    ],
)
def test_a_story_that_cannot_be(author_client: Client, given: dict[str, object], says: str) -> None:
    typed = {"title": "Typed", "summary": "All that I typed."}
    data = {**open_form(author_client, ADD_STORY), **typed, **given}
    answer = author_client.post(ADD_STORY, data)
    page = answer.content.decode()
    assert answer.status_code == 200 and says in page
    assert form_fields(page)["summary"] == ["All that I typed."]
    assert not Story.objects.exists()


@pytest.mark.parametrize("path", ["chapters/chapter", "stories/story"])
@pytest.mark.parametrize("query", ["q=%00", "q=' or 1=1", "p=abc", "o=99", "deleted=x", "e=1"])
def test_lists_asked_for_nonsense(author_client: Client, path: str, query: str) -> None:
    answer = author_client.get(f"/desk/{path}/?{query}")
    assert answer.status_code in {200, 302}

"""Bad input shows a clear message and keeps everything that was typed."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeStory
from tests.desk.forms import form_fields, open_form

ADD_CHAPTER = "/desk/chapters/chapter/add/"
ADD_STORY = "/desk/stories/story/add/"
TYPED = {"title": "Typed", "body": "What I typed.\n\nAll of it.", "note_after": "And this."}


def add_chapter(client: Client, story: Story, /, **fields: object) -> tuple[Chapter | None, str]:
    """Submits the form; returns the created chapter, if any, and the page with errors."""
    data = {**open_form(client, f"{ADD_CHAPTER}?story={story.pk}"), **TYPED, **fields}
    response = client.post(ADD_CHAPTER, data)
    page = response.content.decode() if response.status_code == 200 else ""
    return story.chapters.first(), page


def keeps_input(page: str, **changed: object) -> bool:
    fields = form_fields(page)
    expected = {**TYPED, **changed}
    return all(fields[name][0].replace("\r\n", "\n") == value for name, value in expected.items())


def test_title_of_300_characters_is_accepted(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, title="x" * 300)
    assert chapter is not None and chapter.title == "x" * 300


def test_title_of_301_characters_is_refused(author_client: Client, story: Story) -> None:
    chapter, page = add_chapter(author_client, story, title="x" * 301)
    assert chapter is None and "at most 300 characters (it has 301)" in page
    assert keeps_input(page, title="x" * 301)


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


@pytest.mark.parametrize(
    "megabytes",
    # Django itself would refuse more than 2.5.
    [3, pytest.param(20, marks=pytest.mark.long)],
)
def test_much_too_long_text_is_refused(megabytes: int, author_client: Client, story: Story) -> None:
    paste = "A line of it.\n" * (megabytes * 1024 * 1024 // 14)
    chapter, page = add_chapter(author_client, story, body=paste)
    assert chapter is None and "at most 500000 characters" in page
    assert keeps_input(page, body=paste)


def test_request_above_the_size_limit_is_refused(author_client: Client, story: Story) -> None:
    too_much = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    response = author_client.post(ADD_CHAPTER, {"body": too_much})
    assert response.status_code == 413
    assert "still in the form" in response.content.decode()


def test_empty_chapter_is_accepted(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, title="", body="", note_after="")
    assert chapter is not None and (chapter.words, chapter.label()) == (0, "Chapter 1")


@pytest.mark.parametrize("date", ["1899-12-31", "9999-12-31", "2200-01-01"])
def test_release_out_of_range_is_refused(author_client: Client, story: Story, date: str) -> None:
    fields = {"release_day": date, "release_time": "23:59"}
    chapter, page = add_chapter(author_client, story, release="schedule", **fields)
    assert chapter is None and "Choose a release between 1970 and 2199." in page
    assert keeps_input(page, **fields)


@pytest.mark.parametrize("fields", [("31/31/2026", "18:00"), ("2026-11-27", "late"), ("", "18:00")])
def test_invalid_release_is_refused(
    author_client: Client, story: Story, fields: tuple[str, str]
) -> None:
    typed = {"release_day": fields[0], "release_time": fields[1]}
    chapter, page = add_chapter(author_client, story, release="schedule", **typed)
    assert chapter is None and "errorlist" in page
    assert keeps_input(page, **typed)


def test_two_chapters_with_one_title_get_different_slugs(
    author_client: Client, story: Story
) -> None:
    for _ in range(2):
        add_chapter(author_client, story)
    assert [c.slug for c in story.chapters.in_order()] == ["typed", "typed-2"]


def test_chinese_slug_is_accepted(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, requested_slug="第一章")
    assert chapter is not None and chapter.slug == "第一章"
    assert author_client.get(chapter.get_absolute_url()).status_code == 200


def test_slug_without_letters_is_refused(author_client: Client, story: Story) -> None:
    chapter, page = add_chapter(author_client, story, requested_slug="🦊 !")
    assert chapter is None and "at least one letter or digit" in page
    assert keeps_input(page, requested_slug="🦊 !")


@pytest.mark.parametrize("position", ["0", "-3", "many", "99999999999999999999"])
def test_invalid_position_is_refused(author_client: Client, story: Story, position: str) -> None:
    chapter, page = add_chapter(author_client, story, new_position=position)
    assert chapter is None and "errorlist" in page
    assert keeps_input(page, new_position=position)


@pytest.mark.parametrize("field", ["creation_key", "based_on", "story", "part"])
def test_invalid_hidden_fields_are_refused(author_client: Client, story: Story, field: str) -> None:
    chapter, page = add_chapter(author_client, story, **{field: "0 or 1=1"})
    assert chapter is None and "errorlist" in page
    assert keeps_input(page)


def test_part_of_another_story_is_refused(author_client: Client, make_story: MakeStory) -> None:
    story, other = make_story("one"), make_story("two")
    part = other.parts.create(title="Theirs")
    chapter, page = add_chapter(author_client, story, part=part.pk)
    assert chapter is None and "This part belongs to another story." in page


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"warnings": ["none", "violence"]}, "Choose the warnings that apply"),
        ({"warnings": ["made up"]}, "made up is not one of the available choices"),
        ({"genre": "x" * 200}, "is too long"),
        ({"language": "klingon"}, "Select a valid choice"),
        ({"pen_name": "999"}, "Select a valid choice"),
    ],
)
def test_invalid_story_is_refused(
    author_client: Client, fields: dict[str, object], error: str
) -> None:
    typed = {"title": "Typed", "summary": "All that I typed."}
    data = {**open_form(author_client, ADD_STORY), **typed, **fields}
    response = author_client.post(ADD_STORY, data)
    page = response.content.decode()
    assert response.status_code == 200 and error in page
    assert form_fields(page)["summary"] == ["All that I typed."]
    assert not Story.objects.exists()


@pytest.mark.parametrize("path", ["chapters/chapter", "stories/story"])
@pytest.mark.parametrize("query", ["q=%00", "q=' or 1=1", "p=abc", "o=99", "deleted=x", "e=1"])
def test_lists_accept_invalid_queries(author_client: Client, path: str, query: str) -> None:
    response = author_client.get(f"/desk/{path}/?{query}")
    assert response.status_code in {200, 302}


@pytest.mark.parametrize("page", ["change", "delete"])
def test_empty_field_name_is_a_bad_request(author_client: Client, story: Story, page: str) -> None:
    url = f"/desk/stories/story/{story.pk}/{page}/"
    assert author_client.get(f"{url}?_to_field=").status_code == 400
    assert author_client.post(url, {"_to_field": ""}).status_code == 400
    assert author_client.get(f"{url}?_to_field=id").status_code == 200


@pytest.mark.parametrize("user", ["9" * 20, "9" * 5_000, "-1", "anna", "\0"])
def test_form_with_an_invalid_id_is_shown_again(
    superuser_client: Client, author: User, user: str
) -> None:
    url = f"/admin/accounts/penname/{author.pen_names.get().pk}/change/"
    page = superuser_client.post(url, {"user": user, "name": "Typed"}).content.decode()
    assert "Select a valid choice" in page or "Null characters" in page
    assert form_fields(page)["name"] == ["Typed"]


def test_line_breaks_of_word_processors_are_stored_as_line_ends(
    author_client: Client, story: Story
) -> None:
    chapter, _ = add_chapter(author_client, story, title="a\x0bb", body="c\x0bd\x0ce")
    assert chapter is not None and (chapter.title, chapter.body) == ("a b", "c\nd\ne")

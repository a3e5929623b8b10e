"""Bad input shows a clear message and keeps everything that was typed."""

import re

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeStory
from tests.desk.forms import form_fields, open_form
from tests.rolling_back import rolled_back
from tests.sampling import share

ADD_CHAPTER = "/desk/chapters/chapter/add/"
ADD_STORY = "/desk/stories/story/add/"
TYPED = {"title": "Typed", "body": "What I typed.\n\nAll of it.", "note_after": "And this."}
SCHEDULED = {"release": "schedule", "release_time": "23:59"}
OUT_OF_RANGE = "Choose a release between 1970 and 2199."
# Not shown to the author, so nothing that was typed can be lost.
HIDDEN_FIELDS = {"creation_key", "based_on", "overwrites", "story", "part"}
# What is submitted, and the error that the page shows.
INVALID_CHAPTERS: list[tuple[dict[str, str], str]] = [
    ({"title": "x" * 301}, "at most 300 characters (it has 301)"),
    *(
        ({**SCHEDULED, "release_day": day}, OUT_OF_RANGE)
        for day in ("1899-12-31", "9999-12-31", "2200-01-01")
    ),
    *(({**SCHEDULED, "release_day": day}, "errornote") for day in ("31/31/2026", "")),
    ({**SCHEDULED, "release_day": "2026-11-27", "release_time": "late"}, "errornote"),
    ({"requested_slug": "🦊 !"}, "at least one letter or digit"),
    *(
        ({"new_position": position}, "errornote")
        for position in ("0", "-3", "many", "99999999999999999999")
    ),
    *(({field: "0 or 1=1"}, "errornote") for field in sorted(HIDDEN_FIELDS)),
]


def add_chapter(client: Client, story: Story, /, **fields: object) -> tuple[Chapter | None, str]:
    """Submits the form; returns the created chapter, if any, and the page with errors."""
    form = open_form(client, f"{ADD_CHAPTER}?story={story.pk}")
    return submit(client, story, form, **fields)


def submit(
    client: Client, story: Story, form: dict[str, list[str]], /, **fields: object
) -> tuple[Chapter | None, str]:
    response = client.post(ADD_CHAPTER, {**form, **TYPED, **fields})
    page = response.content.decode() if response.status_code == 200 else ""
    return story.chapters.first(), page


def keeps_input(page: str, **changed: object) -> bool:
    fields = form_fields(page)
    expected = {**TYPED, **changed}
    return all(fields[name][0].replace("\r\n", "\n") == value for name, value in expected.items())


def test_invalid_values_are_refused(author_client: Client, story: Story) -> None:
    form = open_form(author_client, f"{ADD_CHAPTER}?story={story.pk}")
    for fields, error in share(INVALID_CHAPTERS, 0, 3):
        chapter, page = submit(author_client, story, form, **fields)
        assert chapter is None and error in page, fields
        kept = {name: value for name, value in fields.items() if name not in HIDDEN_FIELDS}
        assert keeps_input(page, **kept), fields


def test_title_of_300_characters_is_accepted(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, title="x" * 300)
    assert chapter is not None and chapter.title == "x" * 300


def test_titles_in_any_script(author_client: Client, story: Story) -> None:
    form = open_form(author_client, f"{ADD_CHAPTER}?story={story.pk}")
    for title in ("مرحبا بالعالم", "🦊 emoji 🦊", "שלום ‏RTL", "e\u0301 combining", "第一章"):
        with rolled_back():
            chapter, _ = submit(author_client, story, form, title=title)
            assert chapter is not None and chapter.title == title
            assert author_client.get(chapter.get_absolute_url()).status_code == 200, title


def test_nul_bytes_are_dropped(author_client: Client, story: Story) -> None:
    chapter, _ = add_chapter(author_client, story, title="a\0b", body="c\0d", remark="e\0")
    assert chapter is not None and (chapter.title, chapter.body) == ("ab", "cd")


@pytest.mark.parametrize(
    "megabytes",
    # Django itself would refuse more than 2.5.
    [
        pytest.param(3, marks=pytest.mark.extended),
        pytest.param(20, marks=pytest.mark.long),
    ],
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


def test_part_of_another_story_is_refused(author_client: Client, make_story: MakeStory) -> None:
    story, other = make_story("one"), make_story("two")
    part = other.parts.create(title="Theirs")
    chapter, page = add_chapter(author_client, story, part=part.pk)
    assert chapter is None and "This part belongs to another story." in page


# The page, what is submitted, and the error that the page shows.
INVALID_STORIES: list[tuple[str, dict[str, object], str]] = [
    ("add", {"title": ""}, "This field is required"),
    ("add", {"title": "x" * 301}, "at most 300 characters"),
    ("add", {"title": "Typed", "pen_name": "999"}, "Select a valid choice"),
    ("about", {"title": ""}, "This field is required"),
    ("about", {"language": "klingon"}, "Select a valid choice"),
    ("tags", {"warnings": ["none", "violence"]}, "Choose the warnings that apply"),
    ("tags", {"warnings": ["made up"]}, "made up is not one of the available choices"),
    ("tags", {"genre": "x" * 200}, "is too long"),
    ("advanced", {"requested_slug": "!"}, "at least one letter or digit"),
    ("appearance", {"cover_hue": "12"}, "Select a valid choice"),
]
# Of each page, a field that keeps what was typed.
TYPED_IN_STORIES = {
    **{"about": "summary", "tags": "content_notes", "advanced": "comment_prompt"},
    **{"appearance": "cover_alt"},
}


def test_invalid_story_is_refused(author_client: Client, story: Story) -> None:
    before = Story.objects.values().get()
    for page, fields, error in share(INVALID_STORIES, 0, 2):
        url = ADD_STORY if page == "add" else f"/desk/stories/story/{story.pk}/{page}/"
        typed = {TYPED_IN_STORIES[page]: "All that I typed."} if page != "add" else {}
        response = author_client.post(url, {**open_form(author_client, url), **typed, **fields})
        html = response.content.decode()
        assert response.status_code == 200 and error in html, fields
        assert all(form_fields(html)[name] == [text] for name, text in typed.items()), fields
    assert Story.objects.values().get() == before


def test_no_text_is_cut_off_at_its_limit(
    author_client: Client, author: User, chapter: Chapter
) -> None:
    """Browsers cut pasted text off at "maxlength", so the form refuses it and shows all of it."""
    pen_name = author.pen_names.get()
    fields = [
        (f"/desk/stories/story/{chapter.story_id}/about/", "summary", 5_000),
        (f"/desk/stories/story/{chapter.story_id}/advanced/", "default_note_after", 10_000),
        (f"/desk/accounts/penname/{pen_name.pk}/change/", "biography", 10_000),
        (f"/desk/chapters/chapter/{chapter.pk}/change/", "note_before", 20_000),
    ]
    for url, name, limit in share(fields, 1, 2):
        page = author_client.get(url).content.decode()
        assert not re.search("<textarea[^>]*maxlength", page), url
        typed = "x" * (limit + 1)
        page = author_client.post(url, {**form_fields(page), name: typed}).content.decode()
        assert f"at most {limit} characters" in page and form_fields(page)[name] == [typed], name


def test_lists_accept_invalid_queries(author_client: Client) -> None:
    for path in ("chapters/chapter", "stories/story"):
        for query in ("q=%00", "q=' or 1=1", "p=abc", "o=99", "deleted=x", "e=1"):
            response = author_client.get(f"/desk/{path}/?{query}")
            assert response.status_code in {200, 302}, (path, query)


def test_empty_field_name_is_a_bad_request(author_client: Client, story: Story) -> None:
    for page in ("about", "delete"):
        url = f"/desk/stories/story/{story.pk}/{page}/"
        assert author_client.get(f"{url}?_to_field=").status_code == 400, page
        assert author_client.post(url, {"_to_field": ""}).status_code == 400, page
        assert author_client.get(f"{url}?_to_field=id").status_code == 200, page


@pytest.mark.both_databases
def test_nul_in_a_filter_of_django_is_a_bad_request(superuser_client: Client) -> None:
    for query in ("comments/comment/?quote=", "moderation/copyrightnotice/?state="):
        assert superuser_client.get(f"/admin/{query}x").status_code in (200, 302)
        assert superuser_client.get(f"/admin/{query}%00").status_code == 400, query


def test_form_with_an_invalid_id_is_shown_again(superuser_client: Client, author: User) -> None:
    url = f"/admin/accounts/penname/{author.pen_names.get().pk}/change/"
    for user in ("9" * 20, "9" * 5_000, "-1", "anna", "\0"):
        page = superuser_client.post(url, {"user": user, "name": "Typed"}).content.decode()
        assert "Select a valid choice" in page or "Null characters" in page, user
        assert form_fields(page)["name"] == ["Typed"], user


def test_line_breaks_of_word_processors_are_stored_as_line_ends(
    author_client: Client, story: Story
) -> None:
    chapter, _ = add_chapter(author_client, story, title="a\x0bb", body="c\x0bd\x0ce")
    assert chapter is not None and (chapter.title, chapter.body) == ("a b", "c\nd\ne")

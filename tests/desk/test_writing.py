"""Authors create and change stories and chapters with plain forms."""

import re
from datetime import timedelta

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import PenName, Preferences, User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory
from tests.desk.forms import open_form

ADD_CHAPTER = "/desk/chapters/chapter/add/"
ADD_STORY = "/desk/stories/story/add/"


def change_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def save_tab(client: Client, story: Story, tab: str, **fields: object) -> None:
    url = f"/desk/stories/story/{story.pk}/{tab}/"
    response = client.post(url, {**open_form(client, url), **fields})
    # Saving leads back to the tab.
    assert response.status_code == 302 and response.headers["location"] == url, tab


def test_new_story_needs_a_title_and_leads_to_its_first_chapter(
    author_client: Client, author: User
) -> None:
    data = open_form(author_client, ADD_STORY)
    assert set(data) == {"title", "pen_name", "creation_key"}
    # The only pen name is not asked for.
    page = author_client.get(ADD_STORY).content.decode()
    assert '<input type="hidden" name="pen_name"' in page
    response = author_client.post(ADD_STORY, {**data, "title": "The Lamp"})
    story = Story.objects.get()
    assert response.headers["location"] == f"{ADD_CHAPTER}?story={story.pk}"
    assert author_client.get(response.headers["location"]).status_code == 200
    assert (story.slug, story.visibility) == ("the-lamp", "draft")
    assert story.is_authored_by(author)
    PenName(user=author, name="Another").save_with_slug()
    assert '<select name="pen_name"' in author_client.get(ADD_STORY).content.decode()


def test_each_tab_saves_its_own_settings(
    author_client: Client, other_author_client: Client, story: Story
) -> None:
    save_tab(author_client, story, "tags", genre="Mystery, mystery, Noir", warnings=["none"])
    save_tab(author_client, story, "about", summary='A *lamp* and "no" light')
    save_tab(author_client, story, "advanced", comment_prompt="Who did it?", requested_slug="lux")
    save_tab(author_client, story, "appearance", cover_hue="270")
    save_tab(author_client, story, "about", status="complete", title="Light")
    story.refresh_from_db()
    assert story.summary_html == "<p>A <em>lamp</em> and “no” light</p>"
    assert [str(tag) for tag in story.story_tags.all()] == ["Mystery", "Noir"]
    assert (story.title, story.slug, story.status, story.warnings, story.cover_hue) == (
        *("Light", "lux", "complete", ["none"]),
        270,
    )
    assert (story.comment_prompt, story.visibility) == ("Who did it?", "public")
    # Beside the form stands what readers see.
    for tab, words in (("about", "no” light"), ("tags", "Noir"), ("advanced", "Who did it?")):
        page = author_client.get(f"/desk/stories/story/{story.pk}/{tab}/").content.decode()
        assert words in page[page.index("What readers see") :], tab
        assert other_author_client.get(f"/desk/stories/story/{story.pk}/{tab}/").status_code == 404


def test_new_chapter_has_the_default_notes_of_the_story(
    author_client: Client, make_story: MakeStory
) -> None:
    story = make_story(default_note_before="Hello!", default_note_after="Bye!")
    data = open_form(author_client, f"{ADD_CHAPTER}?story={story.pk}")
    assert (data["note_before"], data["note_after"]) == (["Hello!"], ["Bye!"])
    author_client.post(ADD_CHAPTER, {**data, "body": "One."})
    chapter = story.chapters.get()
    assert (chapter.label(), chapter.slug, chapter.note_before) == (
        "Chapter 1",
        "chapter-1",
        "Hello!",
    )


def test_new_chapter_opens_with_the_cursor_in_the_text(
    author_client: Client, chapter: Chapter
) -> None:
    focused = re.compile(r'<textarea name="body"[^>]* autofocus')
    assert focused.search(author_client.get(ADD_CHAPTER).content.decode())
    # What is wrong with a form comes first, and so does where one left off.
    for response in (author_client.post(ADD_CHAPTER, {}), author_client.get(change_url(chapter))):
        assert response.status_code == 200 and not focused.search(response.content.decode())


def test_form_submitted_twice_creates_one_chapter(author_client: Client, story: Story) -> None:
    data = {**open_form(author_client, f"{ADD_CHAPTER}?story={story.pk}"), "body": "Once."}
    for _ in range(2):
        assert author_client.post(ADD_CHAPTER, data).status_code == 302
    assert story.chapters.count() == 1


def test_change_every_field_of_a_chapter(
    author_client: Client, chapter: Chapter, make_chapter: MakeChapter
) -> None:
    make_chapter(title="second")
    part = Part.objects.create(story=chapter.story, title="Part One")
    data = open_form(author_client, change_url(chapter))
    fields = {"title": "New", "body": "New *words*.", "part": part.pk, "new_position": "2"}
    other_fields = {"requested_slug": "brand-new", "remark": "typos"}
    other_fields |= {"release": "schedule", "release_day": "2020-01-02", "release_time": "18:00"}
    # Asked for, because the day is in the past.
    other_fields |= {"confirmed_release": "past 2020-01-02T18:00+00:00"}
    data.pop("is_numbered")
    response = author_client.post(change_url(chapter), {**data, **fields, **other_fields})
    assert response.status_code == 302
    chapter.refresh_from_db()
    assert (chapter.title, chapter.slug, chapter.part, chapter.position) == (
        "New",
        "brand-new",
        part,
        2,
    )
    assert (chapter.is_numbered, chapter.number) == (False, None)
    assert chapter.body_html.endswith(">New <em>words</em>.</p>")
    assert f"{chapter.release_at:%Y-%m-%d %H:%M}" == "2020-01-02 18:00"
    assert chapter.revisions.get(number=2).remark == "typos"


def test_untouched_form_changes_nothing(author_client: Client, chapter: Chapter) -> None:
    before = Chapter.objects.values().get(pk=chapter.pk)
    response = author_client.post(
        change_url(chapter), open_form(author_client, change_url(chapter))
    )
    assert response.status_code == 302
    after = Chapter.objects.values().get(pk=chapter.pk)
    assert after == before
    assert chapter.revisions.count() == 1


def test_release_is_in_the_authors_time_zone(
    author_client: Client, author: User, chapter: Chapter
) -> None:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    data = open_form(author_client, change_url(chapter))
    fields = {"release": "schedule", "release_day": "2027-01-01", "release_time": "18:00"}
    with time_machine.travel("2026-12-01T12:00:00Z", tick=False):
        author_client.post(change_url(chapter), {**data, **fields})
    chapter.refresh_from_db()
    assert f"{chapter.release_at:%Y-%m-%d %H:%M %Z}" == "2027-01-01 23:00 UTC"


def test_deleted_chapter_can_be_restored(author_client: Client, chapter: Chapter) -> None:
    response = author_client.post(
        f"/desk/chapters/chapter/{chapter.pk}/delete/", {"post": "yes"}, follow=True
    )
    assert "deleted" in response.content.decode()
    assert Chapter.objects.get().deleted_at is not None
    deleted = author_client.get("/desk/chapters/chapter/?deleted=yes", follow=True).content.decode()
    assert chapter.label() in deleted
    data = {"action": "undelete_selected", "_selected_action": [chapter.pk]}
    author_client.post("/desk/chapters/chapter/?deleted=yes", data)
    assert Chapter.objects.get().deleted_at is None


def test_deleting_from_the_list_is_soft(author_client: Client, make_chapter: MakeChapter) -> None:
    chapters = [make_chapter() for _ in range(3)]
    data = {
        "action": "delete_selected",
        "_selected_action": [chapter.pk for chapter in chapters],
        "post": "yes",
    }
    author_client.post("/desk/chapters/chapter/", data)
    assert Chapter.objects.filter(deleted_at__isnull=False).count() == 3


def test_query_count_of_lists_does_not_grow(
    author_client: Client, make_chapter: MakeChapter, make_story: MakeStory
) -> None:
    def queries() -> list[int]:
        counts = []
        for page in ("stories/story/", "accounts/penname/"):
            with CaptureQueriesContext(connection) as captured:
                assert author_client.get(f"/desk/{page}").status_code == 200
            counts.append(len(captured))
        return counts

    make_chapter()
    make_chapter()
    counts_before = queries()
    for n in range(5):
        make_chapter(story=make_story(f"Story {n}"))
        make_chapter()
    assert queries() == counts_before
    assert max(counts_before) <= 12


def test_parts_move_with_their_chapters(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    parts = [Part.objects.create(story=story, title=t, position=i) for i, t in enumerate("ab")]
    first, second = (make_chapter(title=f"in {part}", part=part) for part in parts)
    save_tab(author_client, story, "parts", move=f"up-{parts[1].pk}")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.position, second.position) == (2, 1)
    assert list(story.parts.values_list("title", flat=True)) == ["b", "a"]


def test_page_of_the_parts_counts_their_chapters(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    for position, title in enumerate(("One", "Two")):
        Part.objects.create(story=story, title=title, position=position)
    make_chapter(part=story.parts.get(title="One"))
    delete_chapter(make_chapter(part=story.parts.get(title="One")))
    page = author_client.get(f"/desk/stories/story/{story.pk}/parts/").content.decode()
    assert page.index("1 chapter<") < page.index("0 chapters<")


def test_changing_the_language_renders_the_chapters_again(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter('"Ja," sagte sie.')
    save_tab(author_client, story, "about", language="de")
    chapter.refresh_from_db()
    assert chapter.body_html.endswith('>"Ja," sagte sie.</p>')


def test_list_shows_scheduled_chapters(author_client: Client, make_chapter: MakeChapter) -> None:
    chapter = make_chapter(release_in=timedelta(days=2))
    page = author_client.get(
        "/desk/chapters/chapter/?state=scheduled", follow=True
    ).content.decode()
    assert "Scheduled" in page
    assert chapter.release_at and str(chapter.release_at.year) in page


def test_new_part_comes_last_and_an_empty_row_is_ignored(
    author_client: Client, story: Story
) -> None:
    Part.objects.create(story=story, title="One", position=4)
    save_tab(author_client, story, "parts")
    assert story.parts.count() == 1
    save_tab(author_client, story, "parts", **{"parts-1-title": "Two"})
    assert [part.title for part in story.parts.all()] == ["One", "Two"]

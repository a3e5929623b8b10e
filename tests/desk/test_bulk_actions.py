"""Bulk actions on chapters: publish now, revert to draft, move to a part."""

from datetime import timedelta

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory
from tests.desk.forms import form_fields
from tests.rolling_back import try_each

LIST = "/desk/chapters/chapter/"
DAY = timedelta(days=1)


def run_action(client: Client, action: str, *chapters: Chapter, **fields: object) -> str:
    """Runs an action; returns the resulting page: the list or a confirmation page."""
    data = {"action": action, "_selected_action": [chapter.pk for chapter in chapters], **fields}
    response = client.post(LIST, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def submit_confirmation(client: Client, page: str, **changed: object) -> str:
    return client.post(LIST, {**form_fields(page), **changed}, follow=True).content.decode()


def test_publish_now_releases_drafts_and_scheduled_chapters(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    released_chapter = make_chapter()
    unreleased = [make_chapter(release_in=None), make_chapter(release_in=DAY)]
    page = run_action(author_client, "publish_selected", released_chapter, *unreleased)
    assert "Publish 2 chapters" in page and Chapter.objects.released().count() == 1
    assert "2 chapters released." in submit_confirmation(author_client, page, stage="confirm")
    released = Chapter.objects.released()
    assert released.count() == 3
    assert len({released.get(pk=chapter.pk).release_at for chapter in unreleased}) == 1
    assert released.get(pk=released_chapter.pk).release_at == released_chapter.release_at
    assert "already released" in run_action(author_client, "publish_selected", released_chapter)


def test_publish_now_warns_if_the_story_is_a_draft(
    author_client: Client, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(story=make_story("Hidden", visibility="draft"), release_in=None)
    page = run_action(author_client, "publish_selected", chapter)
    assert "The story is a draft: nobody can read it" in page
    page = submit_confirmation(author_client, page, stage="confirm")
    assert "“Hidden” is still a draft" in page


def test_reverting_a_released_chapter_asks_for_confirmation(
    author_client: Client, make_chapter: MakeChapter, story: Story
) -> None:
    released_chapter, soon = (
        make_chapter(title="Read by many"),
        make_chapter(title="Soon", release_in=DAY),
    )
    page = run_action(author_client, "revert_selected_to_draft", released_chapter, soon)
    assert "readers can no longer see it" in page and "The Lamp: Read by many" in page
    assert "The Lamp: Soon" not in page
    assert Chapter.objects.drafts().count() == 0
    assert "2 chapters reverted to draft." in submit_confirmation(
        author_client, page, stage="confirm"
    )
    assert Chapter.objects.drafts().count() == 2
    story.refresh_from_db()
    assert (story.chapter_count, story.next_release_at) == (0, None)


def test_reverting_a_scheduled_chapter_needs_no_confirmation(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    soon, draft = make_chapter(release_in=DAY), make_chapter(release_in=None)
    assert "1 chapter reverted to draft." in run_action(
        author_client, "revert_selected_to_draft", soon, draft
    )
    assert "already drafts" in run_action(author_client, "revert_selected_to_draft", soon, draft)


def test_select_all_applies_to_the_filtered_list_only(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter(title="The lamp") for _ in range(3)]
    other = make_chapter(title="Else")
    response = author_client.post(
        f"{LIST}?q=lamp",
        {
            "action": "revert_selected_to_draft",
            "_selected_action": chapters[0].pk,
            "select_across": "1",
        },
    )
    fields = form_fields(response.content.decode())
    author_client.post(f"{LIST}?q=lamp", {**fields, "stage": "confirm"})
    assert set(Chapter.objects.drafts()) == set(chapters)
    other.refresh_from_db()
    assert other.is_released()


@try_each("pk", ["x", "", "-1", "1" * 19, "9" * 5000, "²", "1.0"])
def test_invalid_chapter_key_is_not_found(author_client: Client, chapter: Chapter, pk: str) -> None:
    data = {"action": "publish_selected", "_selected_action": [pk]}
    assert author_client.post(LIST, data).status_code == 404


def test_actions_skip_deleted_chapters(author_client: Client, chapter: Chapter) -> None:
    Chapter.objects.update(deleted_at=chapter.created_at)
    before = Chapter.objects.values().get()
    for action in ("publish_selected", "revert_selected_to_draft", "schedule_selected"):
        data = {"action": action, "_selected_action": chapter.pk, "stage": "confirm"}
        assert author_client.post(f"{LIST}?deleted=yes", data).status_code == 302
    data["action"] = "move_selected_to_part"
    assert author_client.post(f"{LIST}?deleted=yes", data).status_code == 302
    assert Chapter.objects.values().get() == before


@pytest.fixture
def parts(story: Story) -> list[Part]:
    return [Part.objects.create(story=story, title=f"Part {n}", position=n) for n in "12"]


def order(story: Story) -> list[str]:
    return [str(chapter) for chapter in story.chapters.in_order()]


def test_move_to_part(
    author_client: Client, story: Story, parts: list[Part], make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter(title=title) for title in "abcde"]
    page = run_action(author_client, "move_selected_to_part", chapters[3], chapters[1])
    assert "Part 1" in page and "Part 2" in page
    assert f'href="/desk/stories/story/{story.pk}/change/" dir="auto">{story}</a>' in page
    page = submit_confirmation(author_client, page, stage="confirm", part=parts[0].pk)
    assert "2 chapters moved to the part “Part 1”." in page
    assert order(story) == ["a", "b", "d", "c", "e"]
    page = run_action(author_client, "move_selected_to_part", chapters[0])
    submit_confirmation(author_client, page, stage="confirm", part=parts[0].pk)
    assert order(story) == ["b", "d", "a", "c", "e"]
    assert [c.title for c in parts[0].chapters.in_order()] == ["b", "d", "a"]
    page = run_action(author_client, "move_selected_to_part", chapters[1])
    page = submit_confirmation(author_client, page, stage="confirm", part="")
    assert "1 chapter removed from its part." in page
    assert order(story) == ["b", "d", "a", "c", "e"]


def test_move_to_part_requires_chapters_of_one_story(
    author_client: Client, chapter: Chapter, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    other = make_chapter(story=make_story("Other"))
    page = run_action(author_client, "move_selected_to_part", chapter, other)
    assert "Select chapters of one story" in page


@pytest.mark.parametrize("part", ["theirs", "x", "99999999999999999999"])
def test_part_of_another_story_is_refused(
    author_client: Client, chapter: Chapter, make_story: MakeStory, part: str
) -> None:
    other_part = Part.objects.create(story=make_story("Other"), title="Theirs")
    part_key = other_part.pk if part == "theirs" else part
    page = run_action(
        author_client, "move_selected_to_part", chapter, stage="confirm", part=part_key
    )
    assert "Select a valid choice" in page
    chapter.refresh_from_db()
    assert chapter.part is None

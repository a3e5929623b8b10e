"""A newer file: what it changes is shown before, and taken chapter by chapter, or all."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.manuscripts.models import Manuscript
from serial.manuscripts.planning.changing import PlanIsUsed
from serial.manuscripts.planning.updating import (
    ChangedMeanwhile,
    keep_chapter,
    make_new_chapter,
    select_updates,
    take_update,
)
from serial.stories.models import Story
from tests.manuscripts.conftest import THREE_CHAPTERS, Upload
from tests.manuscripts.test_importing import imported

NEWER = THREE_CHAPTERS.replace("day 2", "night 2").replace("Hello 3", "Welcome 3")


def changes_url(manuscript: Manuscript, number: int) -> str:
    start = manuscript.read_plan().chapters[number - 1].start
    page = f"/desk/stories/story/{manuscript.story_id}/manuscripts/{manuscript.pk}/"
    return f"{page}{start}/changes/"


@pytest.fixture
def newer(upload: Upload, author: User) -> Manuscript:
    """Chapters 2 and 3 have changes."""
    imported(upload(), author)
    return upload(NEWER)


def test_differences_are_shown_before_anything_changes(
    newer: Manuscript, story: Story, author: User, client: Client
) -> None:
    client.force_login(author)
    page = client.get(changes_url(newer, 2))
    html = page.content.decode()
    assert "<del>" in html and "night" in html and "1 paragraph changed" in html
    assert "Chapter 1 of 2 with changes." in html
    assert "night" not in story.chapters.get(title="Title 2").body
    note = client.get(changes_url(newer, 3)).content.decode()
    assert "Welcome" in note and "Note before" in note


def test_chapters_are_taken_one_by_one(
    newer: Manuscript, story: Story, author: User, client: Client
) -> None:
    client.force_login(author)
    kept = client.post(changes_url(newer, 2), {"keep": "yes"})
    assert kept["Location"] == changes_url(newer, 3)
    taken = client.post(changes_url(newer, 3), {"take": "yes", "seen": "1"})
    assert "/changes/" not in taken["Location"]
    newer.refresh_from_db()
    imported(newer, author)
    second, third = story.chapters.in_order()[1:]
    assert second.revision == 1 and "night" not in second.body
    assert third.revision == 2 and third.note_before == "Welcome 3."
    assert story.chapters.count() == 3


def test_all_or_none_are_taken(
    newer: Manuscript, story: Story, author: User, client: Client
) -> None:
    client.force_login(author)
    url = f"/desk/stories/story/{story.pk}/manuscripts/{newer.pk}/"
    html = client.get(url).content.decode()
    assert "2 chapters of the story get a new revision." in html
    for wanted, count in (("none", 0), ("all", 2)):
        client.post(url, {"updates": wanted})
        newer.refresh_from_db()
        assert len(newer.read_plan().selected()) == count


def test_wrongly_recognised_chapter_becomes_a_new_one(
    newer: Manuscript, story: Story, author: User
) -> None:
    make_new_chapter(newer, author, newer.read_plan().chapters[1].start)
    select_updates(newer, author, is_selected=False)
    newer.refresh_from_db()
    imported(newer, author)
    assert [chapter.title for chapter in story.chapters.in_order()][-1] == "Title 2"
    assert story.chapters.count() == 4


def test_text_that_was_saved_meanwhile_is_compared_again(
    newer: Manuscript, story: Story, author: User, client: Client
) -> None:
    second = story.chapters.get(title="Title 2")
    save_text(second, ChapterText(title="Title 2", body="Mine."), SaveInfo(by=author), based_on=1)
    start = newer.read_plan().chapters[1].start
    with pytest.raises(ChangedMeanwhile):
        take_update(newer, author, start, seen=1)
    client.force_login(author)
    answer = client.post(changes_url(newer, 2), {"take": "yes", "seen": "1"}, follow=True)
    assert "The chapter was changed meanwhile." in answer.content.decode()
    assert "Mine." in answer.content.decode()
    client.post(changes_url(newer, 2), {"take": "yes", "seen": "2"})
    newer.refresh_from_db()
    imported(newer, author)
    second.refresh_from_db()
    assert second.revision == 3 and "night 2" in second.body


def test_only_managers_of_the_story_decide(
    newer: Manuscript, author: User, other_author: User, client: Client
) -> None:
    start = newer.read_plan().chapters[1].start
    for decide in (keep_chapter, make_new_chapter):
        with pytest.raises(PermissionDenied):
            decide(newer, other_author, start)
    with pytest.raises(PermissionDenied):
        take_update(newer, other_author, start, seen=1)
    client.force_login(other_author)
    assert client.get(changes_url(newer, 2)).status_code == 404
    imported(newer, author)
    with pytest.raises(PlanIsUsed):
        keep_chapter(newer, author, start)

"""What moderators have taken down is a draft that its authors cannot release."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters import taking_down as chapters_down
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.stories import taking_down as stories_down
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.desk.forms import open_form

COPYRIGHT, RULES = TakedownReason.COPYRIGHT, TakedownReason.RULES
REASON = "Moderators have taken this down."
LIST = "/desk/chapters/chapter/"


def status(path: str) -> int:
    return Client().get(path).status_code


def post_form(client: Client, url: str, **changed: Any) -> str:
    return client.post(url, {**open_form(client, url), **changed}, follow=True).content.decode()


def test_chapter_is_taken_down_and_put_back(
    make_chapter: MakeChapter, author: User, author_client: Client, moderator: User
) -> None:
    first, second = make_chapter(title="One"), make_chapter(title="Two")
    link = create_draft_link(first, author)
    release_at = first.release_at
    chapters_down.take_down(first, COPYRIGHT, moderator)
    assert status(first.get_absolute_url()) == 404
    assert status(link.get_absolute_url()) == 410
    # The others are counted without it, and its author still sees it.
    second.refresh_from_db()
    assert second.number == 1 and Story.objects.get().chapter_count == 1
    assert author_client.get(first.get_absolute_url()).status_code == 200
    chapters_down.put_back(first, COPYRIGHT, moderator)
    assert status(first.get_absolute_url()) == 200
    first.refresh_from_db()
    assert first.release_at == release_at and Story.objects.get().chapter_count == 2


def test_chapter_that_was_taken_down_cannot_be_released(
    chapter: Chapter, author_client: Client, moderator: User
) -> None:
    chapters_down.take_down(chapter, COPYRIGHT, moderator)
    change = f"{LIST}{chapter.pk}/change/"
    soon = {"release": "schedule", "release_day": "2030-01-01", "release_time": "12:00"}
    for release in ({"release": "now"}, soon):
        page = post_form(author_client, change, body="Typed again.", **release)
        assert REASON in page and "Typed again." in page
    # Its text can be changed.
    assert REASON not in post_form(author_client, change, body="Another text.", release="draft")
    for action in ("publish_selected", "schedule_selected"):
        fields = {"action": action, "_selected_action": [chapter.pk]}
        page = author_client.post(LIST, fields, follow=True).content.decode()
        assert "cannot be released. Moderators" in page and "already released" not in page
    with pytest.raises(ValidationError):
        set_release(Chapter.objects.get(), timezone.now() + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Chapter.objects.update(release_at=timezone.now())
    chapter.refresh_from_db()
    assert (chapter.release_at, chapter.body) == (None, "Another text.")


@pytest.mark.extended
def test_story_that_was_taken_down_stays_a_draft(
    chapter: Chapter, author_client: Client, moderator: User
) -> None:
    story = chapter.story
    stories_down.take_down(story, COPYRIGHT, moderator)
    assert status(story.get_absolute_url()) == status(chapter.get_absolute_url()) == 404
    change = f"/desk/stories/story/{story.pk}/about/"
    assert REASON in post_form(author_client, change, visibility="public", title="New title")
    assert REASON not in post_form(author_client, change, title="Another title")
    story.refresh_from_db()
    assert (story.title, story.visibility) == ("Another title", "draft")
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.update(visibility="public")
    stories_down.put_back(story, COPYRIGHT, moderator)
    assert status(story.get_absolute_url()) == 200


def test_second_taking_down_does_not_lose_what_it_was_before(
    chapter: Chapter, moderator: User, author: User
) -> None:
    story, stale_chapter = chapter.story, Chapter.objects.get()
    stale_story = Story.objects.get()
    with pytest.raises(PermissionDenied):
        chapters_down.take_down(chapter, COPYRIGHT, author)
    with pytest.raises(PermissionDenied):
        stories_down.take_down(story, COPYRIGHT, author)
    chapters_down.take_down(chapter, COPYRIGHT, moderator)
    stories_down.take_down(story, COPYRIGHT, moderator)
    with pytest.raises(stories_down.AlreadyTakenDown):
        chapters_down.take_down(stale_chapter, COPYRIGHT, moderator)
    with pytest.raises(stories_down.AlreadyTakenDown):
        stories_down.take_down(stale_story, COPYRIGHT, moderator)
    with pytest.raises(PermissionDenied):
        chapters_down.put_back(chapter, COPYRIGHT, author)
    with pytest.raises(PermissionDenied):
        stories_down.put_back(story, COPYRIGHT, author)
    assert status(story.get_absolute_url()) == 404
    # A second time changes nothing.
    for _ in range(2):
        stories_down.put_back(stale_story, COPYRIGHT, moderator)
        chapters_down.put_back(stale_chapter, COPYRIGHT, moderator)
    assert status(chapter.get_absolute_url()) == 200


def test_what_is_down_for_two_reasons_comes_back_after_both(
    chapter: Chapter, moderator: User
) -> None:
    story, release_at = chapter.story, chapter.release_at
    for reason in (COPYRIGHT, RULES):
        chapters_down.take_down(chapter, reason, moderator)
        stories_down.take_down(story, reason, moderator)
    for reason, statuses in ((COPYRIGHT, (404, 404)), (RULES, (200, 200))):
        stories_down.put_back(story, reason, moderator)
        chapters_down.put_back(chapter, reason, moderator)
        urls = (story.get_absolute_url(), chapter.get_absolute_url())
        assert tuple(map(status, urls)) == statuses
    chapter.refresh_from_db()
    assert (chapter.release_at, chapter.former_release_at) == (release_at, None)

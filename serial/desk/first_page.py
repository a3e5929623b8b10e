"""What an author sees first at the desk: what is next, what is half written, what was done."""

from datetime import timedelta
from typing import Any

from django.db.models import F, Q, Sum
from django.utils import timezone

from accounts.models import User
from serial.chapters.counting import settle_due_facts
from serial.chapters.models import Chapter, Revision
from serial.desk.models import OfferedByline, WorkingCopy
from serial.stories.models import Story

DRAFTS_SHOWN = 8


def first_page(author: User) -> dict[str, Any]:
    """The context of desk/index.html, in a number of queries that no amount of rows raises."""
    settle_due_facts()
    stories = list(Story.objects.of(author).kept().order_by("-last_release_at", "title", "pk"))
    _tell_each_what_is_next(stories)
    drafts = Chapter.objects.of(author).drafts().without_text().select_related("story")
    copies = WorkingCopy.objects.of(author).unsaved().select_related("chapter__story", "story")
    return {
        "stories": stories,
        "drafts": drafts.order_by("-text_changed_at", "-pk")[:DRAFTS_SHOWN],
        "offers": [copy for copy in copies[:DRAFTS_SHOWN] if _says_other_than_is_saved(copy)],
        "words_this_week": words_written(author, timedelta(days=7)),
        "bylines_offered": OfferedByline.objects.offered_to(author).count(),
    }


def words_written(author: User, period: timedelta) -> int:
    """Words that this person added in saves of that time; what was brought back is not written."""
    saved = Revision.objects.filter(saved_by=author, restored_from=None)
    recent = saved.filter(saved_at__gt=timezone.now() - period)
    return recent.aggregate(words=Sum("words_added"))["words"] or 0


def _tell_each_what_is_next(stories: list[Story]) -> None:
    """Gives each story `next_chapter`: the one that is released next, or None."""
    due = Chapter.objects.scheduled().filter(
        Q(story__in=[story.pk for story in stories]), release_at=F("story__next_release_at")
    )
    by_story = {chapter.story_id: chapter for chapter in due.without_text()}
    for story in stories:
        story.next_chapter = by_story.get(story.pk)  # type: ignore[attr-defined]


def _says_other_than_is_saved(copy: WorkingCopy) -> bool:
    return copy.chapter is None or copy.chapter.text() != copy.text()

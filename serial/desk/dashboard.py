"""The dashboard: the author's stories, drafts, unsaved changes, comments and words written."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter, Revision
from serial.chapters.totals import refresh_due_totals
from serial.comments.latest import CountUpTo
from serial.desk.comments.comment_inbox import (
    MAX_COUNTED,
    awaiting_reply,
    inbox_sections,
    load_sections,
    posted_before,
    with_section_bounds,
)
from serial.desk.models import CreditInvitation, WorkingCopy
from serial.moderation.copyright.models import CopyrightNotice
from serial.moderation.models import Decision
from serial.stories.models import Story

MAX_DRAFTS = 8
MAX_COMMENTS = 5
MAX_DECISIONS = 5
WORD_COUNT_PERIOD = timedelta(days=7)


@dataclass(frozen=True)
class StoryRow:
    """A story of the author, and its next scheduled chapter."""

    story: Story
    next_chapter: Chapter | None


def dashboard_context(author: User) -> dict[str, object]:
    """Returns the context of desk/dashboard.html; the query count does not grow with the rows."""
    refresh_due_totals()
    totals = _author_totals(author)
    sections = inbox_sections(author, posted_before(None))
    own_stories = (
        Story.objects.credited_to(author).not_deleted().order_by("-last_release_at", "title", "pk")
    )
    stories = list(with_section_bounds(own_stories, sections, MAX_COMMENTS))
    drafts = Chapter.objects.credited_to(author).drafts().without_text().select_related("story")
    copies = WorkingCopy.objects.by(author).unsaved().select_related("chapter__story", "story")
    is_paused = totals["feedback_paused_since"] is not None
    return {
        **totals,
        "stories": _story_rows(stories),
        "drafts": drafts.order_by("-text_changed_at", "-pk")[:MAX_DRAFTS],
        "unsaved_changes": [copy for copy in copies[:MAX_DRAFTS] if _differs_from_saved(copy)],
        "comments": [] if is_paused else load_sections(stories, sections, 0, MAX_COMMENTS),
        "copyright_notices": CopyrightNotice.objects.about_stories_of(author)
        .select_related("story")
        .order_by("-received_at", "-pk"),
        "moderator_decisions": Decision.objects.told_to(author)
        .about_works()
        .select_related("item__on_story")
        .order_by("-pk")[:MAX_DECISIONS],
        "max_counted": MAX_COUNTED,
        "word_count_days": WORD_COUNT_PERIOD.days,
    }


def _author_totals(author: User) -> dict[str, object]:
    """Words written, invitations, comments awaiting a reply, feedback pause: in one query."""
    annotated = User.objects.filter(pk=author.pk).annotate(
        words_written=Coalesce(Subquery(words_written(WORD_COUNT_PERIOD)), 0),
        invitation_count=CountUpTo(CreditInvitation.objects.invitations_for(author).order_by()),
        awaiting_reply_count=CountUpTo(awaiting_reply(author)),
        feedback_paused_since=F("feedback_pause__started_at"),
    )
    names = ("words_written", "invitation_count", "awaiting_reply_count", "feedback_paused_since")
    return dict(annotated.values(*names).get())


def words_written(period: timedelta) -> "QuerySet[Revision, object]":
    """Returns a subquery: the words each user added in the period, without restored revisions."""
    saved = Revision.objects.filter(saved_by=OuterRef("pk"), restored_from=None)
    recent = saved.filter(saved_at__gt=timezone.now() - period).order_by()
    return recent.values("saved_by").annotate(words=Sum("words_added")).values("words")


def _story_rows(stories: list[Story]) -> list[StoryRow]:
    due = Chapter.objects.scheduled().filter(
        Q(story__in=[story.pk for story in stories]), release_at=F("story__next_release_at")
    )
    by_story = {chapter.story_id: chapter for chapter in due.without_text()}
    return [StoryRow(story, by_story.get(story.pk)) for story in stories]


def _differs_from_saved(copy: WorkingCopy) -> bool:
    return copy.chapter is None or copy.chapter.text() != copy.text()

"""What the dashboard loads. Its queries are compiled: the ORM took most of the page's time."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from serial.chapters.models import Chapter, Revision
from serial.comments.choices import State
from serial.comments.latest import CountUpTo
from serial.compiled_queries import (
    CompiledQuery,
    CompiledRelatedQuery,
    CompiledTuples,
    Placeholder,
    UserPlaceholder,
)
from serial.desk.comments.comment_inbox import (
    MAX_COUNTED,
    awaiting_reply,
    inbox_sections,
    posted_before,
    with_section_bounds,
)
from serial.desk.models import CreditInvitation, WorkingCopy
from serial.moderation.copyright.models import CopyrightNotice
from serial.moderation.models import Decision
from serial.stories.models import Story

MAX_COPIES: Final = 20
MAX_COMMENTS: Final = 3
MAX_RELEASES: Final = 3
# The columns of AUTHOR_TOTALS after the start of the feedback pause.
COUNTS: Final = (
    "invitation_count",
    "awaiting_count",
    "held_count",
    "notice_count",
    "decision_count",
)


# Here and below, the compiled queries pass placeholders in place of the user and the time.
def copyright_notices(author: User) -> QuerySet[CopyrightNotice]:
    notices = CopyrightNotice.objects.about_stories_of(author).select_related("story")
    return notices.order_by("-received_at", "-pk")


def decisions(author: User) -> QuerySet[Decision]:
    told = Decision.objects.told_to(author).about_works().select_related("item__on_story")
    return told.order_by("-pk")


def _totals(author: User) -> "QuerySet[User, tuple[datetime | None, int, int, int, int, int]]":
    awaiting = posted_before(None).awaiting_reply_from(author).on_stories_of(author)
    counted: tuple[QuerySet[Any, object], ...] = (
        CreditInvitation.objects.invitations_for(author).order_by(),
        awaiting_reply(author),
        awaiting.filter(state=State.HELD).order_by()[:MAX_COUNTED],
        copyright_notices(author).order_by()[:1],
        decisions(author).order_by()[:1],
    )
    counts = {name: CountUpTo(rows) for name, rows in zip(COUNTS, counted, strict=True)}
    users = User.objects.filter(pk=author.pk).annotate(**counts)
    return users.values_list("feedback_pause__started_at", *COUNTS)


def _stories(author: User) -> QuerySet[Story]:
    """The author's stories, with what `load_sections` needs for all sections of the inbox."""
    stories = Story.objects.credited_to(author).not_deleted()
    stories = stories.order_by("-last_release_at", "title", "pk")
    stories = stories.annotate(draft_count=Coalesce(Subquery(_draft_counts()), 0))
    return with_section_bounds(stories, inbox_sections(author, posted_before(None)), MAX_COMMENTS)


def _draft_counts() -> "QuerySet[Chapter, object]":
    drafts = Chapter.objects.filter(story=OuterRef("pk"), release_at=None, deleted_at=None)
    return drafts.order_by().values("story").annotate(count=Count("pk")).values("count")


def _unsaved_copies(author: User) -> QuerySet[WorkingCopy]:
    copies = WorkingCopy.objects.by(author).unsaved().select_related("chapter__story", "story")
    return copies[:MAX_COPIES]


def _last_saved_draft(author: User) -> QuerySet[Chapter]:
    drafts = Chapter.objects.credited_to(author).drafts()
    saved = Revision.objects.filter(saved_by=author, chapter__in=drafts).order_by("-saved_at")
    latest = Chapter.objects.filter(pk=Subquery(saved.values("chapter")[:1]))
    latest = latest.annotate(saved_at=Subquery(saved.values("saved_at")[:1]))
    return latest.select_related("story")


def _next_releases(author: User, at: datetime) -> QuerySet[Chapter]:
    scheduled = Chapter.objects.credited_to(author).scheduled(at).without_text()
    return scheduled.select_related("story").order_by("release_at", "pk")[:MAX_RELEASES]


AUTHOR_TOTALS = CompiledTuples(_totals, UserPlaceholder("user"))
STORIES = CompiledQuery(_stories, UserPlaceholder("user"))
UNSAVED_COPIES = CompiledRelatedQuery(_unsaved_copies, UserPlaceholder("user"))
LAST_SAVED_DRAFT = CompiledRelatedQuery(_last_saved_draft, UserPlaceholder("user"))
NEXT_RELEASES = CompiledRelatedQuery(_next_releases, UserPlaceholder("user"), Placeholder("at"))

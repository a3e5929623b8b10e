"""The dashboard: the last draft, next releases, comments that wait, words and stories."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.totals import refresh_due_totals
from serial.comments.choices import State
from serial.comments.latest import CountUpTo
from serial.comments.models import Comment
from serial.desk.comments.comment_inbox import (
    MAX_COUNTED,
    awaiting_reply,
    inbox_sections,
    load_sections,
    posted_before,
    with_section_bounds,
)
from serial.desk.dashboard.last_draft import last_draft
from serial.desk.dashboard.releases import next_releases
from serial.desk.dashboard.week import words_this_week
from serial.desk.models import CreditInvitation, WorkingCopy
from serial.moderation.copyright.models import CopyrightNotice
from serial.moderation.models import Decision
from serial.stories.choices import Visibility
from serial.stories.cover_links import CoverLinks
from serial.stories.models import Story
from serial.times.wording import zone_name

MAX_COPIES = 20
MAX_COMMENTS = 3
MAX_DECISIONS = 5


@dataclass(frozen=True)
class StoryRow:
    """is_unseen: it has released or scheduled chapters that nobody can read."""

    story: Story
    cover: CoverLinks
    draft_count: int
    is_unseen: bool


@dataclass(frozen=True)
class CommentRow:
    comment: Comment
    needs_approval: bool
    initial: str


def dashboard_context(author: User) -> dict[str, object]:
    """Returns the context of desk/dashboard.html; the query count does not grow with the rows."""
    refresh_due_totals()
    totals = _author_totals(author)
    sections = inbox_sections(author, posted_before(None))
    own_stories = Story.objects.credited_to(author).not_deleted()
    own_stories = own_stories.order_by("-last_release_at", "title", "pk")
    own_stories = own_stories.annotate(draft_count=Coalesce(Subquery(_draft_counts()), 0))
    stories = list(with_section_bounds(own_stories, sections, MAX_COMMENTS))
    copies = _unsaved_copies(author)
    draft = last_draft(author, copies[0] if copies else None)
    is_paused = totals["feedback_paused_since"] is not None
    is_shown_as_draft = draft is not None and not draft.is_saved
    return {
        **totals,
        "draft": draft,
        # The box of the draft has the newest.
        "unsaved_changes": [] if is_shown_as_draft and len(copies) == 1 else copies,
        "first_story": stories[0] if stories else None,
        "stories": [_story_row(story) for story in stories],
        "releases": next_releases(author),
        "zone": zone_name(),
        "comments": []
        if is_paused
        else [_comment_row(row) for row in load_sections(stories, sections, 0, MAX_COMMENTS)],
        "copyright_notices": _copyright_notices(author) if totals["notice_count"] else [],
        "moderator_decisions": _decisions(author)[:MAX_DECISIONS]
        if totals["decision_count"]
        else [],
        "max_counted": MAX_COUNTED,
        "week": words_this_week(author),
    }


def _author_totals(author: User) -> dict[str, object]:
    """Counts of what waits for the author, and the feedback pause: in one query."""
    columns = {
        "invitation_count": CreditInvitation.objects.invitations_for(author).order_by(),
        "awaiting_count": awaiting_reply(author),
        "held_count": _held(author),
        "notice_count": _copyright_notices(author).order_by()[:1],
        "decision_count": _decisions(author).order_by()[:1],
    }
    counts = {name: CountUpTo(rows) for name, rows in columns.items()}
    annotated = User.objects.filter(pk=author.pk).annotate(
        **counts, feedback_paused_since=F("feedback_pause__started_at")
    )
    totals = dict(annotated.values(*columns, "feedback_paused_since").get())
    return totals | {"unanswered_count": totals["awaiting_count"] - totals["held_count"]}


def _held(author: User) -> "QuerySet[Comment]":
    comments = posted_before(None).awaiting_reply_from(author).on_stories_of(author)
    return comments.filter(state=State.HELD).order_by()[:MAX_COUNTED]


def _copyright_notices(author: User) -> "QuerySet[CopyrightNotice]":
    notices = CopyrightNotice.objects.about_stories_of(author).select_related("story")
    return notices.order_by("-received_at", "-pk")


def _decisions(author: User) -> "QuerySet[Decision]":
    decisions = Decision.objects.told_to(author).about_works().select_related("item__on_story")
    return decisions.order_by("-pk")


def _draft_counts() -> "QuerySet[Chapter, object]":
    drafts = Chapter.objects.filter(story=OuterRef("pk"), release_at=None, deleted_at=None)
    return drafts.order_by().values("story").annotate(count=Count("pk")).values("count")


def _unsaved_copies(author: User) -> list[WorkingCopy]:
    copies = WorkingCopy.objects.by(author).unsaved().select_related("chapter__story", "story")
    return [copy for copy in copies[:MAX_COPIES] if _is_unsaved(copy)]


def _is_unsaved(copy: WorkingCopy) -> bool:
    if copy.chapter:
        return copy.chapter.text() != copy.text()
    return any(copy.text().as_dict().values())


def _story_row(story: Story) -> StoryRow:
    is_unseen = story.visibility == Visibility.DRAFT and bool(
        story.last_release_at or story.next_release_at
    )
    draft_count: int = getattr(story, "draft_count", 0)
    return StoryRow(story, story.cover_links(), draft_count, is_unseen)


def _comment_row(comment: Comment) -> CommentRow:
    initial = comment.display_name()[:1]
    return CommentRow(comment, comment.state == State.HELD, initial)

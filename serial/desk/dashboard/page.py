"""The dashboard: the last draft, next releases, comments that wait, words and stories."""

from dataclasses import dataclass

from accounts.models import User
from serial.chapters.totals import refresh_due_totals
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.desk.comments.comment_inbox import (
    MAX_COUNTED,
    inbox_sections,
    load_sections,
    posted_before,
)
from serial.desk.dashboard.last_draft import last_draft
from serial.desk.dashboard.queries import (
    AUTHOR_TOTALS,
    COUNTS,
    MAX_COMMENTS,
    STORIES,
    UNSAVED_COPIES,
    copyright_notices,
    decisions,
)
from serial.desk.dashboard.releases import next_releases
from serial.desk.dashboard.week import words_this_week
from serial.desk.models import WorkingCopy
from serial.desk.planning.buffer import Buffer, load_buffers
from serial.stories.choices import Visibility
from serial.stories.cover_links import CoverLinks
from serial.stories.models import Story
from serial.times.wording import zone_name

MAX_DECISIONS = 5


@dataclass(frozen=True)
class StoryRow:
    """is_unseen: it has released or scheduled chapters that nobody can read.

    buffer: of a story with a rhythm or a scheduled chapter.
    """

    story: Story
    cover: CoverLinks
    draft_count: int
    is_unseen: bool
    buffer: Buffer | None


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
    stories = STORIES.rows(author)
    buffers = load_buffers(story.pk for story in stories)
    copies = [copy for copy in UNSAVED_COPIES.rows(author) if _is_unsaved(copy)]
    draft = last_draft(author, copies[0] if copies else None)
    is_paused = totals["feedback_paused_since"] is not None
    is_shown_as_draft = draft is not None and not draft.is_saved
    return {
        **totals,
        "draft": draft,
        # The box of the draft has the newest.
        "unsaved_changes": [] if is_shown_as_draft and len(copies) == 1 else copies,
        "first_story": stories[0] if stories else None,
        "stories": [_story_row(story, buffers.get(story.pk)) for story in stories],
        "releases": next_releases(author),
        "zone": zone_name(),
        "comments": []
        if is_paused
        else [_comment_row(row) for row in load_sections(stories, sections, 0, MAX_COMMENTS)],
        "copyright_notices": copyright_notices(author) if totals["notice_count"] else [],
        "moderator_decisions": decisions(author)[:MAX_DECISIONS]
        if totals["decision_count"]
        else [],
        "max_counted": MAX_COUNTED,
        "week": words_this_week(author),
    }


def _author_totals(author: User) -> dict[str, object]:
    """Counts of what waits for the author, and the feedback pause."""
    (row,) = AUTHOR_TOTALS.rows(author)
    paused_since, *numbers = row
    counts = dict(zip(COUNTS, numbers, strict=True))
    unanswered = counts["awaiting_count"] - counts["held_count"]
    return {**counts, "unanswered_count": unanswered, "feedback_paused_since": paused_since}


def _is_unsaved(copy: WorkingCopy) -> bool:
    if copy.chapter:
        return copy.chapter.text() != copy.text()
    return any(copy.text().as_dict().values())


def _story_row(story: Story, buffer: Buffer | None) -> StoryRow:
    is_unseen = story.visibility == Visibility.DRAFT and bool(
        story.last_release_at or story.next_release_at
    )
    draft_count: int = getattr(story, "draft_count", 0)
    return StoryRow(story, story.cover_links(), draft_count, is_unseen, buffer)


def _comment_row(comment: Comment) -> CommentRow:
    initial = comment.display_name()[:1]
    return CommentRow(comment, comment.state == State.HELD, initial)

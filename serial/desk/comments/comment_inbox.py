"""Queries for the inbox: the comments that await the author, then all other comments."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from serial.comments.choices import State
from serial.comments.latest import latest_of, with_nth_latest
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet

# The count of awaiting comments stops here, so that it stays cheap.
MAX_COUNTED = 1_000
# The columns that a row shows; without the texts of the chapters.
ROW_FIELDS = (
    *("number", "state", "parent", "quote", "quote_is_hidden", "body_html", "posted_at"),
    "edit_count",
    *("closed_at", "visible_reply_count", "liked_by_author", "has_author_reply", "is_done"),
    *("guest_name", "user__username", "pen_name__name"),
    *("chapter__title", "chapter__number", "chapter__slug"),
    *("chapter__story__title", "chapter__story__slug", "story_id"),
)
Sections = Sequence[CommentQuerySet]


def posted_before(paused_since: datetime | None) -> CommentQuerySet:
    """The comments to show to an author who paused feedback then; all if None."""
    comments = Comment.objects.not_deleted()
    return comments if paused_since is None else comments.filter(posted_at__lt=paused_since)


def inbox_sections(user: User, comments: CommentQuerySet) -> Sections:
    """The comments that await this author, then all others."""
    return (comments.awaiting_reply_from(user), comments.not_awaiting_reply_from(user))


def held_first(user: User, comments: CommentQuerySet, *, only_awaiting: bool) -> Sections:
    """The same with the held ones first, which nobody can read until an author decides."""
    awaiting, others = inbox_sections(user, comments)
    held, published = awaiting.filter(state=State.HELD), awaiting.exclude(state=State.HELD)
    return (held, published) if only_awaiting else (held, published, others)


def with_section_bounds(stories: StoryQuerySet, sections: Sections, count: int) -> StoryQuerySet:
    """Annotates the stories with what `load_sections` needs for its first `count` comments."""
    for number, section in enumerate(sections):
        stories = with_nth_latest(stories, f"section_{number}", section, count)
    return stories


def load_sections(
    stories: Sequence[Story], sections: Sections, start: int, stop: int
) -> list[Comment]:
    """The comments from `start` to `stop` of all sections in a row, each section newest first."""
    rows: list[Comment] = []
    offset = start
    for number, section in enumerate(sections):
        latest = latest_of(stories, f"section_{number}", section)
        missing = stop - start - len(rows)
        comments = latest.select_related("user", "pen_name", "chapter__story").only(*ROW_FIELDS)
        loaded = list(comments[offset : offset + missing])
        rows += loaded
        if len(loaded) == missing:
            break
        offset = 0 if loaded or not offset else offset - latest[:offset].count()
    return rows


def awaiting_reply(user: User, paused_since: datetime | None = None) -> CommentQuerySet:
    """The comments that await this author on all their stories; meant for counting only."""
    comments = posted_before(paused_since).awaiting_reply_from(user).on_stories_of(user)
    return comments.order_by()[:MAX_COUNTED]

"""What readers say on an author's stories: what waits for the author first, then the rest."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from serial.comments.latest import latest_of, with_nth_latest
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet

# Of those that wait; beyond them a number says no more than "many".
MAX_COUNTED = 1_000
# What a row shows, so that no chapter comes along whole.
ROW_FIELDS = (
    *("number", "state", "parent", "quote", "quote_is_hidden", "body_html", "posted_at"),
    *("closed_at", "visible_reply_count", "liked_by_author", "has_author_reply", "guest_name"),
    *("user__username", "pen_name__name", "chapter__title", "chapter__number", "chapter__slug"),
    *("chapter__story__title", "chapter__story__slug", "story_id"),
)
Sections = Sequence[CommentQuerySet]


def posted_before(since: datetime | None) -> CommentQuerySet:
    """What may be shown to an author whose writing days began then, or who has none."""
    kept = Comment.objects.not_deleted()
    return kept if since is None else kept.filter(posted_at__lt=since)


def inbox_sections(user: User, comments: CommentQuerySet) -> Sections:
    return comments.awaiting_reply_from(user), comments.not_awaiting_reply_from(user)


def with_section_bounds(stories: StoryQuerySet, piles: Sections, count: int) -> StoryQuerySet:
    """Stories whose comments `read_piles` can read, down to so many."""
    for number, pile in enumerate(piles):
        stories = with_nth_latest(stories, f"pile_{number}", pile, count)
    return stories


def load_sections(
    stories: Sequence[Story], piles: Sections, start: int, stop: int
) -> list[Comment]:
    """The comments of all piles, one after the other, each newest first."""
    rows: list[Comment] = []
    skip = start
    for number, pile in enumerate(piles):
        newest = latest_of(stories, f"pile_{number}", pile)
        wanted = stop - start - len(rows)
        shown = newest.select_related("user", "pen_name", "chapter__story").only(*ROW_FIELDS)
        found = list(shown[skip : skip + wanted])
        rows += found
        if len(found) == wanted:
            break
        skip = 0 if found or not skip else skip - newest[:skip].count()
    return rows


def awaiting_reply(user: User, since: datetime | None = None) -> CommentQuerySet:
    """What waits for this person on all their stories, to be counted."""
    waiting = posted_before(since).awaiting_reply_from(user).on_stories_of(user)
    return waiting.order_by()[:MAX_COUNTED]

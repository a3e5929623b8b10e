"""What readers say on an author's stories: what waits for the author first, then the rest."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.comments.newest import newest_of, with_nth
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet

# Of those that wait; beyond them a number says no more than "many".
MOST_COUNTED = 1_000
# What a row shows, so that no chapter comes along whole.
SHOWN = (
    *("number", "state", "parent", "quote", "quote_is_hidden", "body_html", "posted_at"),
    *("closed_at", "children", "author_likes", "is_answered", "guest_name"),
    *("writer__username", "pen_name__name", "chapter__title", "chapter__number", "chapter__slug"),
    *("chapter__story__title", "chapter__story__slug", "story_id"),
)
Piles = Sequence[CommentQuerySet]


def said_before(since: datetime | None) -> CommentQuerySet:
    """What may be shown to an author whose writing days began then, or who has none."""
    kept = Comment.objects.kept()
    return kept if since is None else kept.filter(posted_at__lt=since)


def piles_for(user: User, comments: CommentQuerySet) -> Piles:
    return comments.unanswered_by(user), comments.settled_for(user)


def with_piles(stories: StoryQuerySet, piles: Piles, count: int) -> StoryQuerySet:
    """Stories whose comments `read_piles` can read, down to so many."""
    for number, pile in enumerate(piles):
        stories = with_nth(stories, f"pile_{number}", pile, count)
    return stories


def read_piles(stories: Sequence[Story], piles: Piles, start: int, stop: int) -> list[Comment]:
    """The comments of all piles, one after the other, each newest first."""
    rows: list[Comment] = []
    skip = start
    for number, pile in enumerate(piles):
        newest = newest_of(stories, f"pile_{number}", pile)
        wanted = stop - start - len(rows)
        shown = newest.select_related("writer", "pen_name", "chapter__story").only(*SHOWN)
        found = list(shown[skip : skip + wanted])
        rows += found
        if len(found) == wanted:
            break
        skip = 0 if found or not skip else skip - newest[:skip].count()
    return rows


def unanswered(user: User, since: datetime | None = None) -> CommentQuerySet:
    """What waits for this person on all their stories, to be counted."""
    waiting = said_before(since).unanswered_by(user).of_stories_of(user)
    return waiting.order_by()[:MOST_COUNTED]

"""Other stories of a story's authors."""

from django.db.models import QuerySet

from accounts.models import Visitor
from serial.compiled_queries import CompiledTuples
from serial.reading.story_cards import CARD_COLUMNS, CREDITS, CardRow, CardRows
from serial.stories.models import Credit, Story
from serial.stories.models.story import StoryQuerySet

# One row of a shelf on a wide page.
SHELF_SIZE = 6


def stories_by_same_authors(story_pk: int, user: Visitor) -> StoryQuerySet:
    """Returns the listed stories that share an author with this one, the last released first."""
    credits = Credit.objects.accepted()
    pen_names = credits.filter(story=story_pk).values("pen_name")
    story_ids = credits.filter(pen_name__in=pen_names).exclude(story=story_pk).values("story")
    stories = Story.objects.listed_for(user).filter(pk__in=story_ids)
    return stories.order_by("-last_release_at", "-pk")


def load_other_stories(story_pk: int, user: Visitor) -> CardRows:
    """Takes one query, and another if there are any."""
    stories = OTHER_STORIES[int(user.is_authenticated)].fetch(story_pk)
    return CardRows(stories, CREDITS.fetch([row[0] for row in stories]) if stories else [])


def _other_stories(story_pk: int, user: Visitor) -> "QuerySet[Story, CardRow]":
    return stories_by_same_authors(story_pk, user).values_list(*CARD_COLUMNS)[:SHELF_SIZE]


OTHER_STORIES = CompiledTuples.for_guests_and_members(_other_stories, "story_id", is_personal=False)

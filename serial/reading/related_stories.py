"""Other stories of a story's authors."""

from typing import NamedTuple

from accounts.models import Visitor
from serial.reading.story_cards import CardRows, StoryCard, load_card_rows, make_cards
from serial.stories.models import Credit, Story
from serial.stories.models.story import StoryQuerySet

# One row of a shelf on a wide page.
SHELF_SIZE = 6


class OtherStories(NamedTuple):
    """What the page cache compares: the primary keys in their order, and the rows of the cards."""

    ids: list[int]
    rows: CardRows

    def cards(self) -> list[StoryCard]:
        cards = make_cards(self.rows)
        return [cards[pk] for pk in self.ids if pk in cards]


def stories_by_same_authors(story: Story, user: Visitor) -> StoryQuerySet:
    """Returns the listed stories that share an author with this one, the last released first."""
    credits = Credit.objects.accepted()
    pen_names = credits.filter(story=story.pk).values("pen_name")
    story_ids = credits.filter(pen_name__in=pen_names).exclude(story=story.pk).values("story")
    stories = Story.objects.listed_for(user).filter(pk__in=story_ids)
    return stories.order_by("-last_release_at", "-pk")


def load_other_stories(story: Story, user: Visitor) -> OtherStories:
    """Takes one query, and two more if there are any."""
    ids = list(stories_by_same_authors(story, user).values_list("pk", flat=True)[:SHELF_SIZE])
    return OtherStories(ids, load_card_rows(ids) if ids else CardRows([], []))

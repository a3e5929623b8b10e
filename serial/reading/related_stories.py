"""Other stories of a story's authors, and of its genres."""

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from accounts.models import Visitor
from serial.chapters.models.chapter import EARLIEST_RELEASE
from serial.compiled_queries import CompiledTuples
from serial.reading.story_cards import CARD_COLUMNS, CREDITS, CardRow, CardRows
from serial.stories.adult_stories import ADULT_RATINGS
from serial.stories.choices import TagKind
from serial.stories.models import Credit, Story, StoryTag
from serial.stories.models.story import StoryQuerySet

# One row of a shelf on a wide page.
SHELF_SIZE = 6

# Of a story without a genre, or in a rare language, no story may be similar: without a limit each
# view of its last chapter would look at all stories, 16 ms among 10,000 on SQLite.
COMPARED_STORIES = 500
BEFORE_ALL = Value(EARLIEST_RELEASE, DateTimeField())


def stories_by_same_authors(story_pk: int, user: Visitor) -> StoryQuerySet:
    """Returns the listed stories that share an author with this one, the last released first."""
    credits = Credit.objects.accepted()
    # Stories by "Anonymous" have nothing in common.
    owned = credits.filter(story=story_pk, pen_name__user__isnull=False)
    pen_names = owned.values("pen_name")
    story_ids = credits.filter(pen_name__in=pen_names).exclude(story=story_pk).values("story")
    stories = Story.objects.listed_for(user).filter(pk__in=story_ids)
    return stories.order_by("-last_release_at", "-pk")


def stories_of_same_genres(story_pk: int, user: Visitor) -> StoryQuerySet:
    """Returns the latest stories of its language that share a genre, the last released first.

    Without those for adults, as on the home page. Looks at the latest COMPARED_STORIES only.
    """
    language = Subquery(Story.objects.filter(pk=story_pk).values("language")[:1])
    genres = StoryTag.objects.filter(story=story_pk, tag__kind=TagKind.GENRE).values("tag")
    shared = StoryTag.objects.filter(story=OuterRef("pk"), tag__in=genres).order_by().values("pk")
    stories = Story.objects.listed_for(user).exclude(rating__in=ADULT_RATINGS).exclude(pk=story_pk)
    similar = stories.filter(
        # Not EXISTS: PostgreSQL makes a join of it, and sorts.
        IsNull(Subquery(shared[:1]), False),
        last_release_at__gt=Coalesce(_time_before_compared_stories(), BEFORE_ALL),
        language=language,
    )
    return similar.order_by("-last_release_at", "-pk")


def _time_before_compared_stories() -> Subquery:
    released = Story.objects.not_deleted().filter(last_release_at__isnull=False)
    times = released.order_by("-last_release_at", "-pk").values("last_release_at")
    return Subquery(times[COMPARED_STORIES : COMPARED_STORIES + 1])


def load_other_stories(story_pk: int, user: Visitor) -> CardRows:
    """Takes one query, and another if there are any."""
    stories = OTHER_STORIES.of(user).fetch(story_pk)
    return CardRows(stories, CREDITS.fetch([row[0] for row in stories]) if stories else [])


def _other_stories(story_pk: int, user: Visitor) -> "QuerySet[Story, CardRow]":
    return stories_by_same_authors(story_pk, user).values_list(*CARD_COLUMNS)[:SHELF_SIZE]


OTHER_STORIES = CompiledTuples.for_guests_and_members(_other_stories, "story_id", is_personal=False)

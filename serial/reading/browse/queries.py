"""The queries of a list of stories, compiled for each combination of filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, Lower
from django.db.models.lookups import Contains, IsNull

from accounts.models import User
from serial.compiled_queries import CompiledTuples, Ids, InIds, Placeholder, UserPlaceholder
from serial.reading.browse.filters import LENGTHS, Filters
from serial.stories.choices import TagKind
from serial.stories.models import Credit, Story, StoryTag, Tag
from serial.stories.models.story import StoryQuerySet

SORT_ORDERS: Mapping[str, tuple[str, ...]] = {
    "released": ("-last_release_at", "-pk"),
    "newest": ("-created_at", "-pk"),
    "title": ("title", "pk"),
    "words": ("-words", "-pk"),
}
# Each takes about 15 kB.
MAX_COMPILED: Final = 500
# Lists are the same for all members, so no query has this as a parameter.
MEMBER: Final = cast(User, UserPlaceholder("user"))


@dataclass(frozen=True)
class Listing:
    """The stories that a page lists before any filter, for guests or for members.

    of: "all", "tag" or "author". pk: of the main tag or the pen name.
    """

    is_member: bool
    of: str = "all"
    pk: int = 0

    def stories(self, *, are_many: bool = False) -> StoryQuerySet:
        """Returns the stories. For `are_many` see `_with_tags`."""
        listed = Story.objects.listed_for(MEMBER if self.is_member else AnonymousUser())
        if self.of == "tag":
            tags = Tag.objects.filter(Q(pk=self.pk) | Q(synonym_of=self.pk))
            return _with_tags(listed, tags, are_many=are_many)
        if self.of == "author":
            credits = Credit.objects.accepted().filter(pen_name=self.pk)
            return listed.filter(pk__in=credits.values("story"))
        return listed


# SQLite takes 0.9 µs to find a story by its tag and to sort it, and 1.4 µs to look whether a story
# has the tag. If 40 times as many have it as are shown, it looks at about a 40th of all stories.
MANY_PER_SHOWN = 40


def page_query(
    listing: Listing, filters: Filters, start: int, end: int, count: int
) -> CompiledTuples[tuple[int]]:
    """Returns the query of the primary keys of the stories from `start` to `end`, of `count`."""
    return _page_query(listing, filters, start, end, are_many=count >= MANY_PER_SHOWN * end)


@lru_cache(MAX_COMPILED)
def _page_query(
    listing: Listing, filters: Filters, start: int, end: int, *, are_many: bool
) -> CompiledTuples[tuple[int]]:
    filtered = apply_filters(listing.stories(are_many=are_many), filters, are_many=are_many)
    stories = filtered.order_by(*SORT_ORDERS[filters.sort])
    return CompiledTuples(lambda: stories.values_list("pk")[start:end])


@lru_cache(MAX_COMPILED)
def count_query(listing: Listing, filters: Filters) -> CompiledTuples[tuple[int]]:
    """Returns the query of how many stories match, in one row, or none if it is 0."""
    stories = apply_filters(listing.stories(), filters).order_by()
    # All that are listed are in one group: none is deleted.
    counted = stories.values("deleted_at").annotate(n=Count("pk"))
    return CompiledTuples(lambda: counted.values_list("n"))


@lru_cache(MAX_COMPILED)
def facets_query(listing: Listing) -> CompiledTuples[tuple[str, str, str, int]]:
    """Returns the query of the columns of Facet."""
    columns = ("status", "rating", "language")
    counted = listing.stories().order_by().values(*columns).annotate(n=Count("pk"))
    return CompiledTuples(lambda: counted.values_list(*columns, "n"))


@lru_cache(MAX_COMPILED)
def genres_query(listing: Listing) -> CompiledTuples[tuple[int, int]]:
    """Returns the query of (main tag, number of stories) of each genre."""
    # Joined, not a subquery: SQLite then begins with the few genres.
    with_genre = listing.stories().filter(story_tags__tag__kind=TagKind.GENRE)
    main_tag = Coalesce("story_tags__tag__synonym_of", "story_tags__tag_id")
    counted = with_genre.order_by().values(main=main_tag).annotate(n=Count("pk", distinct=True))
    return CompiledTuples(lambda: counted.values_list("main", "n"))


def _tags(ids: Ids) -> "QuerySet[Model, tuple[int, str, str]]":
    return Tag.objects.filter(InIds("pk", ids)).values_list("pk", "slug", "name")


TAG_NAMES = CompiledTuples(_tags, Placeholder("tag_ids"))


def apply_filters(
    stories: StoryQuerySet, filters: Filters, *, are_many: bool = False
) -> StoryQuerySet:
    condition = Q()
    for name in ("status", "rating"):
        if chosen := getattr(filters, name):
            condition &= Q(**{f"{name}__in": chosen})
    if filters.language:
        condition &= Q(language=filters.language)
    if filters.length:
        fewest, most = LENGTHS[filters.length]
        condition &= Q(words__gte=fewest)
        condition &= Q(words__lte=most) if most else Q()
    if filters.genre:
        genres = Tag.objects.filter(kind=TagKind.GENRE)
        chosen_genres = _or_synonym(genres, slug__in=filters.genre)
        stories = _with_tags(stories, chosen_genres, are_many=are_many)
    return _without(stories.filter(condition), filters)


def _without(stories: StoryQuerySet, filters: Filters) -> StoryQuerySet:
    if filters.without:
        names = [name.lower() for name in filters.without]
        tags = Tag.objects.annotate(
            lower_name=Lower("name"), main_name=Lower("synonym_of__name")
        ).filter(Q(lower_name__in=names) | Q(main_name__in=names))
        stories = stories.exclude(pk__in=_stories_with(tags))
    if filters.without_warning:
        # As text: SQLite has no lookup for what a JSON list contains.
        as_text = Cast("warnings", TextField())
        for warning in filters.without_warning:
            stories = stories.exclude(Contains(as_text, f'"{warning}"'))
    return stories


def _or_synonym(tags: "QuerySet[Tag]", slug__in: tuple[str, ...]) -> "QuerySet[Tag]":
    return tags.filter(Q(slug__in=slug__in) | Q(synonym_of__slug__in=slug__in))


def _with_tags(stories: StoryQuerySet, tags: "QuerySet[Tag]", *, are_many: bool) -> StoryQuerySet:
    """Returns those of the stories that have one of these tags.

    are_many: the database then goes through all stories in their order and looks for a tag of each,
        until the page is full. Otherwise it sorts all stories that have a tag. The rows are the
        same.
    """
    if are_many:
        of_story = StoryTag.objects.filter(story=OuterRef("pk"), tag__in=tags.values("pk"))
        # Not EXISTS: PostgreSQL makes a join of it, and sorts.
        return stories.filter(IsNull(Subquery(of_story.order_by().values("pk")[:1]), False))
    return stories.filter(pk__in=_stories_with(tags))


def _stories_with(tags: "QuerySet[Tag]") -> "QuerySet[StoryTag, object]":
    return StoryTag.objects.filter(tag__in=tags.values("pk")).values("story")

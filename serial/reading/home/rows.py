"""The rows that the home page shows, read for each request: the page cache compares them."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple, TypeVar, cast

from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.chapters.until_release import UntilRelease
from serial.compiled_queries import (
    CompiledTuples,
    FetchedRow,
    Ids,
    InIds,
    Placeholder,
    VisitorQuery,
)
from serial.reading.story_cards import CardRows, load_card_rows
from serial.stories.adult_stories import ADULT_RATINGS
from serial.stories.choices import Status, TagKind
from serial.stories.models import Announcement, FeaturedStory, Story, StoryTag
from serial.stories.models.story import StoryQuerySet

NEW_STORIES = 12
NEW_ANNOUNCEMENTS = 4
COMING_STORIES = 5
SHELF_SIZE = 6
MAX_SHELVES = 4
# Genres get a shelf by their number among these stories, not among all of the site, so that the
# page costs the same however large the site is.
SHELVED_STORIES = 100

Row = TypeVar("Row")
# Of a chapter: story, slug, title, number, time of release, first sentences, content note.
ChapterRow = tuple[int, str, str, int | None, datetime, str, str]

FeaturedRow = tuple[int, str, str | None]
# Of an announcement: story, primary key, title, time at which it was published.
AnnouncementRow = tuple[int, int, str, datetime | None]


class HomeRows(NamedTuple):
    """What the page cache compares. `chapters` and `coming` are as CHAPTERS and COMING fetch them.

    new_today: how many chapters were released since midnight.
    new: (story, latest chapter) by primary key. chapters: those chapters.
    announcements: the newest; the page shows those that are as new as its chapters.
    featured: (story, its summary, its first genre), or nothing.
    coming: (story, next release, number of the chapter).
    shelves: (slug, name, stories) of each genre that has a shelf.
    """

    new_today: int
    new: list[tuple[int, int | None]]
    chapters: list[FetchedRow]
    announcements: list[AnnouncementRow]
    featured: list[FeaturedRow]
    coming: list[FetchedRow]
    completed: list[int]
    shelves: list[tuple[str, str, list[int]]]
    cards: CardRows


def load_home_rows(user: Visitor, now: datetime) -> HomeRows:
    today = timezone.localdate(now)
    values = user.pk, today, timezone.get_current_timezone_name()
    return REMEMBERED.get(now, values, partial(_load_home_rows, user, today))


def _load_home_rows(user: Visitor, today: date, at: datetime) -> HomeRows:
    midnights = _midnight(today), _midnight(today + timedelta(days=1))
    new = NEW.of(user).rows(at, user)
    completed = COMPLETED.of(user).rows()
    featured = _load_featured(user, today, completed)
    announcements = ANNOUNCEMENTS.of(user).rows()
    coming = COMING.of(user).fetch(at)
    shelves = _load_shelves(user)
    story_ids = {
        *(row[0] for rows in (new, featured, coming, completed, announcements) for row in rows),
        *(pk for _slug, _name, pks in shelves for pk in pks),
    }
    # The shelf does not repeat the featured story.
    shown = {row[0] for row in featured}
    return HomeRows(
        new_today=sum(
            count for _visibility, count in NEW_TODAY.of(user).rows_until_change(*midnights)
        ),
        new=new,
        chapters=CHAPTERS.fetch([chapter for _story, chapter in new if chapter]),
        announcements=announcements,
        featured=featured,
        coming=coming,
        completed=[pk for pk, _rating in completed if pk not in shown][:SHELF_SIZE],
        shelves=shelves,
        cards=load_card_rows(sorted(story_ids)),
    )


def _load_featured(
    user: Visitor, today: date, completed: list[tuple[int, str]]
) -> list[FeaturedRow]:
    """Returns the story that was chosen for today: its primary key, summary and first genre.

    If there is none, of the story that was completed last; on a site without a complete story,
    of the one with the latest chapter.
    """
    chosen = [pk for (pk,) in CHOSEN.rows(today)]
    candidates = {row[0]: row for row in FOR_EVERYONE.of(user).rows(chosen)} if chosen else {}
    if not candidates:
        latest = [pk for pk, rating in completed if rating not in ADULT_RATINGS]
        if latest:
            return FOR_EVERYONE.of(user).rows(latest[:1])
        return COMPLETE_STORY.of(user).rows() or LATEST_STORY.of(user).rows()
    return [next(candidates[pk] for pk in chosen if pk in candidates)]


def _load_shelves(user: Visitor) -> list[tuple[str, str, list[int]]]:
    """Returns the genres with most stories that fill a shelf, and the latest stories of each."""
    stories_of: defaultdict[tuple[int, str, str], dict[int, None]] = defaultdict(dict)
    for story, pk, slug, name in GENRES.of(user).rows_until_change():
        # Once, although a story can have a genre and a synonym of it.
        stories_of[pk, slug, name][story] = None
    full = [genre for genre, stories in stories_of.items() if len(stories) >= SHELF_SIZE]
    full.sort(key=lambda genre: (-len(stories_of[genre]), genre))
    return [
        (slug, name, list(stories_of[pk, slug, name])[:SHELF_SIZE])
        for pk, slug, name in full[:MAX_SHELVES]
    ]


def _latest(user: Visitor) -> StoryQuerySet:
    return Story.objects.listed_for(user).order_by("-last_release_at", "-pk")


def _new(at: datetime, user: Visitor) -> "QuerySet[Model, tuple[int, int | None]]":
    chapters = Chapter.objects.visible_to(user, at).released(at).filter(story=OuterRef("pk"))
    latest = chapters.order_by("-release_at", "-position").values("pk")[:1]
    stories = _latest(user).annotate(latest=Subquery(latest))
    return stories.values_list("pk", "latest")[:NEW_STORIES]


def _chapters(ids: Ids) -> "QuerySet[Model, ChapterRow]":
    chapters = Chapter.objects.filter(InIds("pk", ids)).order_by()
    return chapters.values_list(
        *("story_id", "slug", "title", "number", "release_at", "first_sentences", "content_note")
    )


def _announcements(user: Visitor) -> "QuerySet[Model, AnnouncementRow]":
    latest = Announcement.objects.listed_for(user).newest_first()
    return latest.values_list("story_id", "pk", "title", "published_at")[:NEW_ANNOUNCEMENTS]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _new_today(start: datetime, end: datetime, user: Visitor) -> "QuerySet[Model, tuple[str, int]]":
    """Counts the chapters of each visibility from `start` to the last release of their story.

    The totals are up to date, so these are the released ones. The current time is not among the
    values: the result can be remembered. PostgreSQL, which does not know the values when it plans,
    would expect a third of all rows without the end of the day.
    """
    stories = Story.objects.listed_for(user)
    listed = stories.filter(last_release_at__gte=start, last_release_at__lt=end).values("pk")
    of_day = Chapter.objects.not_deleted().filter(release_at__gte=start, release_at__lt=end)
    chapters = of_day.filter(story__in=listed, release_at__lte=F("story__last_release_at"))
    counts = chapters.order_by().values("story__visibility").annotate(count=Count("pk"))
    return counts.values_list("story__visibility", "count")


def _for_everyone(user: Visitor) -> StoryQuerySet:
    """Returns what the home page may recommend to anyone who comes by."""
    return Story.objects.listed_for(user).exclude(rating__in=ADULT_RATINGS)


def _recommended(ids: Ids, user: Visitor) -> "QuerySet[Model, FeaturedRow]":
    return _featured_columns(_for_everyone(user).filter(InIds("pk", ids)).order_by())


def _complete_story(user: Visitor) -> "QuerySet[Model, FeaturedRow]":
    return _first(_for_everyone(user).filter(status=Status.COMPLETE))


def _latest_story(user: Visitor) -> "QuerySet[Model, FeaturedRow]":
    return _first(_for_everyone(user))


def _first(stories: StoryQuerySet) -> "QuerySet[Model, FeaturedRow]":
    return _featured_columns(stories.order_by("-last_release_at", "-pk"))[:1]


def _featured_columns(stories: StoryQuerySet) -> "QuerySet[Model, FeaturedRow]":
    genres = StoryTag.objects.filter(story=OuterRef("pk"), tag__kind=TagKind.GENRE)
    first_genre = Subquery(genres.order_by("position", "pk").values("tag__name")[:1])
    return stories.annotate(genre=first_genre).values_list("pk", "summary_html", "genre")


def _coming(at: datetime, user: Visitor) -> "QuerySet[Model, tuple[int, datetime, int | None]]":
    next_chapter = Chapter.objects.not_deleted().filter(
        story=OuterRef("pk"), release_at=OuterRef("next_release_at")
    )
    stories = Story.objects.listed_for(user).filter(next_release_at__gt=at, shows_next_release=True)
    number = Subquery(next_chapter.order_by("position").values("number")[:1])
    in_order = stories.annotate(next_number=number).order_by("next_release_at", "pk")
    rows = in_order.values_list("pk", "next_release_at", "next_number")[:COMING_STORIES]
    # The filter leaves out those that have no next release.
    return cast("QuerySet[Model, tuple[int, datetime, int | None]]", rows)


def _completed(user: Visitor) -> "QuerySet[Model, tuple[int, str]]":
    return (
        _latest(user).filter(status=Status.COMPLETE).values_list("pk", "rating")[: SHELF_SIZE + 1]
    )


def _chosen(day: date) -> "QuerySet[Model, tuple[int]]":
    return FeaturedStory.objects.on(day).values_list("story_id")


def _genres(user: Visitor) -> "QuerySet[Model, tuple[int, int, str, str]]":
    """Returns (story, main tag, its slug, its name) of each genre of the latest stories."""
    latest = _latest(user).values("pk")[:SHELVED_STORIES]
    tags = StoryTag.objects.filter(story__in=latest, tag__kind=TagKind.GENRE)
    return tags.order_by("-story__last_release_at", "-story", "position", "pk").values_list(
        "story_id",
        Coalesce("tag__synonym_of", "tag_id"),
        Coalesce("tag__synonym_of__slug", "tag__slug"),
        Coalesce("tag__synonym_of__name", "tag__name"),
    )


def _for_both(
    build_queryset: Callable[..., "QuerySet[Model, Row]"], *names: str
) -> VisitorQuery[CompiledTuples[Row]]:
    return CompiledTuples.for_guests_and_members(build_queryset, *names, is_personal=False)


# For each member: those who write see their own chapters before the release.
REMEMBERED = UntilRelease[HomeRows](max_results=100)
NEW = CompiledTuples.for_guests_and_members(_new, "at")
NEW_TODAY = _for_both(_new_today, "midnight", "next_midnight")
CHAPTERS = CompiledTuples(_chapters, Placeholder("chapter_ids"))
ANNOUNCEMENTS = _for_both(_announcements)
CHOSEN = CompiledTuples(_chosen, Placeholder("day"))
FOR_EVERYONE = _for_both(_recommended, "story_ids")
COMPLETE_STORY = _for_both(_complete_story)
LATEST_STORY = _for_both(_latest_story)
COMING = _for_both(_coming, "at")
COMPLETED = _for_both(_completed)
GENRES = _for_both(_genres)

"""The queries of feeds, compiled for each kind of feed: for guests and for members."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.compiled_queries import CompiledRelatedQuery, CompiledTuples, VisitorQuery
from serial.reading.browse.queries import Listing
from serial.stories.models import Announcement
from serial.stories.models.announcement import AnnouncementQuerySet

Viewer = User | AnonymousUser
# Any: the types of the columns are those of the fields of FeedEntry.
Rows = QuerySet[Chapter, tuple[Any, ...]]
ChapterQuery = VisitorQuery[CompiledTuples[tuple[Any, ...]]]
AnnouncementQuery = VisitorQuery[CompiledRelatedQuery[Announcement]]

MAX_ENTRIES = 25
# Of HTML. They contain the summary, unless the text begins with folded text.
OPENING_LENGTH = 4_000


def _chapters_of_site(now: datetime, published: datetime, pk: int, viewer: Viewer) -> Rows:
    return _of_listing(Listing(viewer.is_authenticated), now, published, pk, viewer)


def _chapters_of_story(
    story: int, now: datetime, published: datetime, pk: int, viewer: Viewer
) -> Rows:
    return _latest(_released(now, viewer).filter(story=story), published, pk)


def _chapters_of_author(
    pen_name: int, now: datetime, published: datetime, pk: int, viewer: Viewer
) -> Rows:
    listing = Listing(viewer.is_authenticated, "author", pen_name)
    return _of_listing(listing, now, published, pk, viewer)


def _chapters_of_tag(tag: int, now: datetime, published: datetime, pk: int, viewer: Viewer) -> Rows:
    """tag: a main tag. Also the chapters of the stories with one of its synonyms."""
    listing = Listing(viewer.is_authenticated, "tag", tag)
    return _of_listing(listing, now, published, pk, viewer)


def _of_listing(
    listing: Listing, now: datetime, published: datetime, pk: int, viewer: Viewer
) -> Rows:
    return _latest(_released(now, viewer).filter(story__in=listing.stories()), published, pk)


def _latest(chapters: ChapterQuerySet, published: datetime, pk: int) -> Rows:
    """Returns the columns of FeedEntry of the chapters that come after this entry."""
    # Not one condition of two with "or": databases then read the index from its beginning.
    until = chapters.filter(release_at__lte=published)
    after = until.filter(Q(release_at__lt=published) | Q(pk__lt=pk))
    columns = after.annotate(opening=Left("body_html", OPENING_LENGTH)).values_list(
        *("story", "pk", "story__slug", "story__title"),
        *("story__rating", "story__language", "story__smart_punctuation"),
        *("story__opts_out_of_search", "story__opts_out_of_ai_training", "story__feed_text"),
        *("slug", "title", "number", "words", "uid", "release_at", "text_changed_at", "opening"),
    )
    # One more than is shown: whether there is another page.
    return columns.order_by(F("release_at").desc(), F("pk").desc())[: MAX_ENTRIES + 1]


def _released(now: datetime, viewer: Viewer) -> ChapterQuerySet:
    """Also of their own stories, of which authors see drafts elsewhere."""
    return Chapter.objects.visible_to(viewer, now).released(now)


def _announcements_of_story(
    story: int, since: datetime, until: datetime, viewer: Viewer
) -> AnnouncementQuerySet:
    return _newest(Announcement.objects.visible_to(viewer).filter(story=story), since, until)


def _announcements_of_author(
    pen_name: int, since: datetime, until: datetime, viewer: Viewer
) -> AnnouncementQuerySet:
    listed = Announcement.objects.visible_to(viewer).listed_for(viewer)
    stories = Listing(viewer.is_authenticated, "author", pen_name).stories()
    return _newest(listed.filter(story__in=stories), since, until)


def _newest(
    announcements: AnnouncementQuerySet, since: datetime, until: datetime
) -> AnnouncementQuerySet:
    found = announcements.filter(published_at__gte=since, published_at__lt=until)
    return found.select_related("story").newest_first()[: MAX_ENTRIES + 1]


_OF_CHAPTERS = ("now", "published", "before_pk")
CHAPTERS_OF_SITE = CompiledTuples.for_guests_and_members(_chapters_of_site, *_OF_CHAPTERS)
CHAPTERS_OF_STORY = CompiledTuples.for_guests_and_members(
    _chapters_of_story, "story_id", *_OF_CHAPTERS
)
CHAPTERS_OF_AUTHOR = CompiledTuples.for_guests_and_members(
    _chapters_of_author, "pen_name_id", *_OF_CHAPTERS
)
CHAPTERS_OF_TAG = CompiledTuples.for_guests_and_members(_chapters_of_tag, "tag_id", *_OF_CHAPTERS)
ANNOUNCEMENTS_OF_STORY = CompiledRelatedQuery.for_guests_and_members(
    _announcements_of_story, "story_id", "since", "until"
)
ANNOUNCEMENTS_OF_AUTHOR = CompiledRelatedQuery.for_guests_and_members(
    _announcements_of_author, "pen_name_id", "since", "until"
)

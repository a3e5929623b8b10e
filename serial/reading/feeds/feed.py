"""What a feed is of: the site, a story, an author or a tag, as one viewer may read it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from accounts.models import PenName, Visitor
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import EARLIEST_RELEASE, ChapterQuerySet
from serial.chapters.totals import refresh_due_totals, refresh_if_due
from serial.reading.templatetags.typographic_marks import typographic
from serial.stories.models import Announcement, Credit, Story, Tag
from serial.stories.models.announcement import AnnouncementQuerySet
from serial.stories.models.story import StoryQuerySet


@dataclass(frozen=True)
class Feed:
    """path: of the page that it belongs to. since: its date as long as it has no entries.

    story: if all entries are of one.
    """

    title: str
    path: str
    uid: UUID
    since: datetime
    chapters: ChapterQuerySet
    story: Story | None = None
    # None: the feed has only chapters.
    announcements: AnnouncementQuerySet | None = None

    def with_uid(self, uid: UUID) -> "Feed":
        return replace(self, uid=uid)


def site_feed(viewer: Visitor) -> Feed:
    uid = uuid5(NAMESPACE_URL, settings.SITE_URL)
    chapters = _of_stories(viewer, _listed(viewer))
    return Feed(settings.SITE_NAME, "/", uid, EARLIEST_RELEASE, chapters)


def story_feed(viewer: Visitor, story: Story) -> Feed:
    refresh_if_due(story.next_release_at)
    chapters = _released(viewer).filter(story=story)
    title = typographic(story.title, story)
    announcements = Announcement.objects.visible_to(viewer).filter(story=story)
    path, since = story.get_absolute_url(), story.created_at
    return Feed(title, path, story.uid, since, chapters, story, announcements)


def author_feed(viewer: Visitor, author: PenName) -> Feed:
    credits = Credit.objects.accepted().filter(pen_name=author)
    stories = _listed(viewer).filter(pk__in=credits.values("story"))
    chapters = _of_stories(viewer, stories)
    announcements = Announcement.objects.listed_for(viewer).filter(story__in=stories)
    path, since = author.get_absolute_url(), author.created_at
    return Feed(author.name, path, author.uid, since, chapters, None, announcements)


def tag_feed(viewer: Visitor, tag: Tag) -> Feed:
    """tag: a main tag. The feed has the stories of its synonyms too."""
    stories = _listed(viewer).filter(pk__in=tag.stories().order_by().values("pk"))
    # Not the URL: the slug of a tag can change.
    uid = uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/tags/{tag.pk}/")
    chapters = _of_stories(viewer, stories)
    return Feed(typographic(tag.name), tag.get_absolute_url(), uid, EARLIEST_RELEASE, chapters)


def _listed(viewer: Visitor) -> StoryQuerySet:
    refresh_due_totals()
    return Story.objects.listed_for(viewer)


def _of_stories(viewer: Visitor, stories: StoryQuerySet) -> ChapterQuerySet:
    return _released(viewer).filter(story__in=stories)


def _released(viewer: Visitor) -> ChapterQuerySet:
    """Also of their own stories, of which authors see drafts elsewhere."""
    return Chapter.objects.visible_to(viewer).released()

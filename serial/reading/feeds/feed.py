"""What a feed is of: the site, a story, an author or a tag, with the queries of its entries."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from accounts.models import PenName
from serial.chapters.models.chapter import EARLIEST_RELEASE
from serial.chapters.totals import refresh_due_totals, refresh_if_due
from serial.reading.feeds.queries import (
    ANNOUNCEMENTS_OF_AUTHOR,
    ANNOUNCEMENTS_OF_STORY,
    CHAPTERS_OF_AUTHOR,
    CHAPTERS_OF_SITE,
    CHAPTERS_OF_STORY,
    CHAPTERS_OF_TAG,
    AnnouncementQuery,
    ChapterQuery,
)
from serial.reading.templatetags.typographic_marks import typographic
from serial.stories.models import Story, Tag


@dataclass(frozen=True)
class Feed:
    """path: of the page that it belongs to. since: its date as long as it has no entries.

    of: the values that name to its queries what it is of. story: if all entries are of one.
    """

    title: str
    path: str
    uid: UUID
    since: datetime
    chapters: ChapterQuery
    of: tuple[int, ...] = ()
    story: Story | None = None
    # None: the feed has only chapters.
    announcements: AnnouncementQuery | None = None

    def with_uid(self, uid: UUID) -> "Feed":
        return replace(self, uid=uid)


def site_feed() -> Feed:
    refresh_due_totals()
    uid = uuid5(NAMESPACE_URL, settings.SITE_URL)
    return Feed(settings.SITE_NAME, "/", uid, EARLIEST_RELEASE, CHAPTERS_OF_SITE)


def story_feed(story: Story) -> Feed:
    refresh_if_due(story.next_release_at)
    return Feed(
        typographic(story.title, story),
        story.get_absolute_url(),
        story.uid,
        since=story.created_at,
        chapters=CHAPTERS_OF_STORY,
        of=(story.pk,),
        story=story,
        announcements=ANNOUNCEMENTS_OF_STORY,
    )


def author_feed(author: PenName) -> Feed:
    refresh_due_totals()
    return Feed(
        author.name,
        author.get_absolute_url(),
        author.uid,
        since=author.created_at,
        chapters=CHAPTERS_OF_AUTHOR,
        of=(author.pk,),
        announcements=ANNOUNCEMENTS_OF_AUTHOR,
    )


def tag_feed(tag: Tag) -> Feed:
    """tag: a main tag. The feed has the stories of its synonyms too."""
    refresh_due_totals()
    # Not the URL: the slug of a tag can change.
    uid = uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/tags/{tag.pk}/")
    name, path = typographic(tag.name), tag.get_absolute_url()
    return Feed(name, path, uid, EARLIEST_RELEASE, CHAPTERS_OF_TAG, (tag.pk,))

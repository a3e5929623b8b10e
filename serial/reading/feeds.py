"""Atom feeds of the latest chapters: of the site, of a story, and of an author.

Members get the same feed as guests, because feed readers do not sign in.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import PenName
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import EARLIEST_RELEASE, ChapterQuerySet
from serial.chapters.totals import refresh_due_totals
from serial.reading.atom import AtomFeed, absolute_url, add_entry, xml_safe
from serial.reading.lookup import SlugChanged, find_author, find_story
from serial.reading.meta_description import OPENING_LENGTH
from serial.stories.models import Credit, Story
from serial.stories.models.credit import with_visible_credits
from serial.web.page_cache import fingerprint, get_or_make_page, shared_response

MAX_ENTRIES = 25
GUEST = AnonymousUser()


def show_site_feed(request: HttpRequest) -> HttpResponse:
    def make_feed() -> AtomFeed:
        urn = uuid5(NAMESPACE_URL, settings.SITE_URL).urn
        return _make_feed(request, settings.SITE_NAME, "/", urn, EARLIEST_RELEASE)

    return _feed_response(request, _listed_chapters(), make_feed, with_story_title=True)


def show_story_feed(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(GUEST, story_slug)
    except SlugChanged as change:
        return redirect("story_feed", change.slug, permanent=True)

    def make_feed() -> AtomFeed:
        path = story.get_absolute_url()
        return _make_feed(request, story.title, path, story.uid.urn, story.created_at)

    chapters = Chapter.objects.visible_to(GUEST).filter(story=story)
    return _feed_response(request, chapters, make_feed, story, with_story_title=False)


def show_author_feed(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(slug)
    except SlugChanged as change:
        return redirect("author_feed", change.slug, permanent=True)

    def make_feed() -> AtomFeed:
        path = author.get_absolute_url()
        return _make_feed(request, author.name, path, author.uid.urn, author.created_at)

    story_ids = Credit.objects.accepted().filter(pen_name=author).values("story")
    chapters = _listed_chapters().filter(story__in=story_ids)
    return _feed_response(request, chapters, make_feed, author, with_story_title=True)


def _listed_chapters() -> ChapterQuerySet:
    """Returns the released chapters of the stories that are listed for guests."""
    refresh_due_totals()
    stories = Story.objects.listed_for(GUEST)
    return Chapter.objects.visible_to(GUEST).filter(story__in=stories)


def _latest_chapters(chapters: ChapterQuerySet) -> list[Chapter]:
    stories = Story.objects.prefetch_related(with_visible_credits())
    latest = (
        chapters.only("title", "number", "slug", "uid", "release_at", "text_changed_at", "story")
        .annotate(opening=Left("body_html", OPENING_LENGTH))
        .prefetch_related(Prefetch("story", stories))
        .order_by("-release_at", "-pk")
    )
    return list(latest[:MAX_ENTRIES])


def _make_feed(request: HttpRequest, title: str, path: str, urn: str, since: datetime) -> AtomFeed:
    """Makes a feed without entries. `since` is its date as long as it has none."""
    return AtomFeed(
        title=xml_safe(title),
        link=absolute_url(path),
        description=None,
        feed_url=absolute_url(request.path),
        feed_guid=urn,
        since=since,
    )


def _feed_response(
    request: HttpRequest,
    chapters: ChapterQuerySet,
    make_feed: Callable[[], AtomFeed],
    owner: Story | PenName | None = None,
    *,
    with_story_title: bool,
) -> HttpResponse:
    latest = _latest_chapters(chapters)

    def write() -> bytes:
        feed = make_feed()
        for chapter in latest:
            add_entry(feed, chapter, with_story_title=with_story_title)
        return feed.writeString("utf-8").encode()

    feed_fingerprint = fingerprint(owner, *latest, *(chapter.story for chapter in latest))
    page = get_or_make_page(f"{request.path}:{feed_fingerprint}", write)
    return shared_response(request, page, AtomFeed.content_type)

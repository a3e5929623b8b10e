"""The newest chapters, for programs that follow them: of the site, a story, an author.

A feed is the same for everyone, members too: a program that reads feeds signs in nowhere.
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
from serial.reading.atom import Feed, absolute_url, add_chapter, xml_safe
from serial.reading.lookup import SlugChanged, find_author, find_story
from serial.reading.meta_description import OPENING_LENGTH
from serial.stories.models import Credit, Story
from serial.stories.models.credit import with_visible_credits
from serial.web.page_cache import fingerprint, get_or_make_page, shared_response

ENTRIES = 25
ANYONE = AnonymousUser()


def show_site_feed(request: HttpRequest) -> HttpResponse:
    def make() -> Feed:
        urn = uuid5(NAMESPACE_URL, settings.SITE_URL).urn
        return _feed(request, settings.SITE_NAME, "/", urn, EARLIEST_RELEASE)

    return _answer(request, _listed(), make, names_story=True)


def show_story_feed(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(ANYONE, story_slug)
    except SlugChanged as moved:
        return redirect("story_feed", moved.slug, permanent=True)

    def make() -> Feed:
        address = story.get_absolute_url()
        return _feed(request, story.title, address, story.uid.urn, story.created_at)

    chapters = Chapter.objects.visible_to(ANYONE).filter(story=story)
    return _answer(request, chapters, make, story, names_story=False)


def show_author_feed(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(slug)
    except SlugChanged as moved:
        return redirect("author_feed", moved.slug, permanent=True)

    def make() -> Feed:
        address = author.get_absolute_url()
        return _feed(request, author.name, address, author.uid.urn, author.created_at)

    signed = Credit.objects.accepted().filter(pen_name=author).values("story")
    chapters = _listed().filter(story__in=signed)
    return _answer(request, chapters, make, author, names_story=True)


def _listed() -> ChapterQuerySet:
    """What anyone finds in lists."""
    refresh_due_totals()
    stories = Story.objects.listed_for(ANYONE)
    return Chapter.objects.visible_to(ANYONE).filter(story__in=stories)


def _newest(chapters: ChapterQuerySet) -> list[Chapter]:
    stories = Story.objects.prefetch_related(with_visible_credits())
    entries = (
        chapters.only("title", "number", "slug", "uid", "release_at", "text_changed_at", "story")
        .annotate(opening=Left("body_html", OPENING_LENGTH))
        .prefetch_related(Prefetch("story", stories))
        .order_by("-release_at", "-pk")
    )
    return list(entries[:ENTRIES])


def _feed(request: HttpRequest, title: str, address: str, urn: str, since: datetime) -> Feed:
    return Feed(
        title=xml_safe(title),
        link=absolute_url(address),
        description=None,
        feed_url=absolute_url(request.path),
        feed_guid=urn,
        since=since,
    )


def _answer(
    request: HttpRequest,
    chapters: ChapterQuerySet,
    make: Callable[[], Feed],
    whose: Story | PenName | None = None,
    *,
    names_story: bool,
) -> HttpResponse:
    entries = _newest(chapters)

    def write() -> bytes:
        feed = make()
        for chapter in entries:
            add_chapter(feed, chapter, names_story=names_story)
        return feed.writeString("utf-8").encode()

    shown = fingerprint(whose, *entries, *(entry.story for entry in entries))
    page = get_or_make_page(f"{request.path}:{shown}", write)
    return shared_response(request, page, Feed.content_type)

"""Atom feeds of the latest chapters: of the site, of a story, and of an author.

Members get the same feed as guests, because feed readers do not sign in.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import EARLIEST_RELEASE, ChapterQuerySet
from serial.chapters.totals import refresh_due_totals, refresh_if_due
from serial.reading.atom import AtomFeed, FeedEntry, absolute_url, add_entry, xml_safe
from serial.reading.lookup import SlugChanged, find_author, find_story
from serial.reading.meta_description import OPENING_LENGTH, is_enough
from serial.reading.responses import story_crawler_headers
from serial.reading.templatetags.typographic_marks import typographic
from serial.stories.credit_lines import load_credit_lines_by_story
from serial.stories.models import Credit, Story
from serial.web.crawlers import crawler_headers
from serial.web.page_cache import get_or_make_page, shared_response

MAX_ENTRIES = 25
GUEST = AnonymousUser()


class Feed(NamedTuple):
    """What a feed says about itself. `since` is its date as long as it has no entries."""

    title: str
    path: str
    urn: str
    since: datetime


def show_site_feed(request: HttpRequest) -> HttpResponse:
    urn = uuid5(NAMESPACE_URL, settings.SITE_URL).urn
    feed = Feed(settings.SITE_NAME, "/", urn, EARLIEST_RELEASE)
    return _feed_response(request, _listed_chapters(), feed)


def show_story_feed(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(GUEST, story_slug)
    except SlugChanged as change:
        return redirect("story_feed", change.slug, permanent=True)
    refresh_if_due(story.next_release_at)
    feed = Feed(
        typographic(story.title, story), story.get_absolute_url(), story.uid.urn, story.created_at
    )
    chapters = Chapter.objects.visible_to(GUEST).filter(story=story)
    return _feed_response(request, chapters, feed, story)


def show_author_feed(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(GUEST, slug)
    except SlugChanged as change:
        return redirect("author_feed", change.slug, permanent=True)
    feed = Feed(author.name, author.get_absolute_url(), author.uid.urn, author.created_at)
    story_ids = Credit.objects.accepted().filter(pen_name=author).values("story")
    chapters = _listed_chapters().filter(story__in=story_ids)
    return _feed_response(request, chapters, feed)


def _listed_chapters() -> ChapterQuerySet:
    """Returns the released chapters of the stories that are listed for guests."""
    refresh_due_totals()
    stories = Story.objects.listed_for(GUEST)
    return Chapter.objects.visible_to(GUEST).filter(story__in=stories)


def _latest_entries(chapters: ChapterQuerySet) -> list[FeedEntry]:
    latest = chapters.annotate(opening=Left("body_html", OPENING_LENGTH)).values_list(
        *("story", "pk", "story__slug", "story__title"),
        *("story__rating", "story__language", "story__smart_punctuation"),
        *("story__opts_out_of_search", "story__opts_out_of_ai_training"),
        *("slug", "title", "number", "uid", "release_at", "text_changed_at", "opening"),
    )
    # Any: the types of the columns are those of the fields of FeedEntry.
    rows: list[tuple[Any, ...]] = list(latest.order_by("-release_at", "-pk")[:MAX_ENTRIES])
    credits = load_credit_lines_by_story(row[0] for row in rows)
    return [FeedEntry(credits[row[0]], *row[1:]) for row in rows]


def _with_enough_text(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    """Replaces each opening that is not enough, such as a long spoiler, with the whole text."""
    too_short = [entry.chapter_id for entry in entries if not is_enough(entry.opening)]
    if not too_short:
        return list(entries)
    chapters = Chapter.objects.filter(pk__in=too_short)
    texts = dict(chapters.values_list("pk", "body_html"))
    return [replace(entry, opening=texts.get(entry.chapter_id, entry.opening)) for entry in entries]


def _feed_response(
    request: HttpRequest,
    chapters: ChapterQuerySet,
    feed: Feed,
    story: Story | None = None,
) -> HttpResponse:
    """story: if all chapters are of one."""
    entries = _latest_entries(chapters)

    def write() -> bytes:
        atom = AtomFeed(
            title=xml_safe(feed.title),
            link=absolute_url(feed.path),
            description=None,
            feed_url=absolute_url(request.path),
            feed_guid=feed.urn,
            since=feed.since,
        )
        for entry in _with_enough_text(entries):
            add_entry(atom, entry, with_story_title=story is None)
        return atom.writeString("utf-8").encode()

    page = get_or_make_page("feed", (request.path, feed, entries), write)
    headers = story_crawler_headers(story) if story else _crawler_headers(entries)
    return shared_response(request, page, AtomFeed.content_type, headers)


def _crawler_headers(entries: list[FeedEntry]) -> dict[str, str]:
    """Returns what the authors of all entries agree to."""
    return crawler_headers(
        opts_out_of_search=any(entry.opts_out_of_search for entry in entries),
        opts_out_of_ai=not entries or any(entry.opts_out_of_ai_training for entry in entries),
    )

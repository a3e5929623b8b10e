"""Feeds of the latest chapters that everyone can open: of the site, a story, an author or a tag.

Members get the same feed as guests, because feed readers do not sign in. For members there are
private feeds.
"""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from serial.reading.feeds.atom import AtomFeed, Paths, write_feed
from serial.reading.feeds.entries import FeedEntry, load_page, with_announcements
from serial.reading.feeds.feed import Feed, author_feed, site_feed, story_feed, tag_feed
from serial.reading.feeds.paging import Cursor
from serial.reading.lookup import SlugChanged, find_author, find_story
from serial.reading.responses import story_crawler_headers
from serial.stories.models import Tag
from serial.web.crawlers import crawler_headers
from serial.web.page_cache import CachedPage, get_or_make_page, shared_response

GUEST = AnonymousUser()


def show_site_feed(request: HttpRequest) -> HttpResponse:
    return _feed_response(request, site_feed())


def show_story_feed(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(GUEST, story_slug)
    except SlugChanged as change:
        return redirect("story_feed", change.slug, permanent=True)
    return _feed_response(request, story_feed(story))


def show_author_feed(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(GUEST, slug)
    except SlugChanged as change:
        return redirect("author_feed", change.slug, permanent=True)
    return _feed_response(request, author_feed(author))


def show_tag_feed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("synonym_of"), kind=kind, slug=slug)
    if tag.synonym_of:
        return redirect("tag_feed", kind, tag.synonym_of.slug, permanent=True)
    return _feed_response(request, tag_feed(tag))


def read_cursor(request: HttpRequest) -> Cursor | None:
    """Raises Http404 for a page that no feed has linked to."""
    return Cursor.parse(request.GET["before"]) if "before" in request.GET else None


def _feed_response(request: HttpRequest, feed: Feed) -> HttpResponse:
    before = read_cursor(request)
    page = with_announcements(load_page(feed, GUEST, before), feed, GUEST, before)
    paths = Paths(request.path, f"?before={before}" if before else "")

    def write() -> bytes:
        return write_feed(feed, page, paths)

    if before:
        # Anyone can name any moment: older pages are made for each request.
        cached = CachedPage.from_content(write())
    else:
        shown = (request.path, feed.title, feed.path, feed.uid, feed.since)
        cached = get_or_make_page("feed", (*shown, page.entries, page.older), write)
    headers = story_crawler_headers(feed.story) if feed.story else crawler_wishes(page.entries)
    return shared_response(request, cached, AtomFeed.content_type, headers)


def crawler_wishes(entries: list[FeedEntry]) -> dict[str, str]:
    """Returns what the authors of all entries agree to."""
    return crawler_headers(
        opts_out_of_search=any(entry.opts_out_of_search for entry in entries),
        opts_out_of_ai=not entries or any(entry.opts_out_of_ai_training for entry in entries),
    )

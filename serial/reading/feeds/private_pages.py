"""The private feeds of members, fetched with a token and without a session."""

from uuid import uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from serial.library.models import PrivateFeed
from serial.library.private_feeds import FeedTarget
from serial.reading.feeds.atom import AtomFeed, Paths, write_feed
from serial.reading.feeds.entries import load_page, with_announcements
from serial.reading.feeds.feed import Feed, author_feed, site_feed, story_feed, tag_feed
from serial.reading.feeds.public_pages import read_cursor
from serial.web.cache_headers import PRIVATE
from serial.web.page_cache import CachedPage, shared_response


@require_safe
def show_private_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What its owner can read is asked each time. A wrong token is 404: it tells nothing."""
    feeds = PrivateFeed.objects.with_token(token)
    private = feeds.select_related("user__preferences", "story", "pen_name", "tag").first()
    if private is None:
        raise Http404
    target = FeedTarget(private.story, private.pen_name, private.tag)
    if not target.is_visible_to(private.user):
        raise Http404
    # A feed reader that has the public feed too must not take them for one.
    feed = _feed_of(target)
    uid = uuid5(feed.uid, f"private:{private.pk}")
    before = read_cursor(request)
    page = with_announcements(load_page(feed, private.user, before), feed, private.user, before)
    paths = Paths(request.path, f"?before={before}" if before else "")
    content = CachedPage.from_content(write_feed(feed.with_uid(uid), page, paths))
    headers = {"X-Robots-Tag": "noindex, nofollow, noarchive"}
    response = shared_response(request, content, AtomFeed.content_type, headers)
    response.headers["Cache-Control"] = PRIVATE
    return response


def _feed_of(target: FeedTarget) -> Feed:
    if target.story:
        return story_feed(target.story)
    if target.pen_name:
        return author_feed(target.pen_name)
    if target.tag:
        return tag_feed(target.tag)
    return site_feed()

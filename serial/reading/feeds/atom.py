"""Writes Atom feeds (RFC 4287)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from serial.reading.feeds.entries import FeedEntry, FeedPage, with_enough_text
from serial.reading.feeds.feed import Feed
from serial.stories.choices import Rating

# Control characters that XML 1.0 does not allow; a title or a name may contain them.
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
# Links and pictures of this site in HTML that was sanitised. Feed readers know neither the site
# nor the page.
LOCAL_URL = re.compile(r'(<(?:a|img)\b[^>]*? (?:href|src)=")(?=(//|/|#))')


class AtomFeed(Atom1Feed):
    """An Atom feed with every author of an entry, and links to its other pages (RFC 5005).

    The feed's date is that of its latest entry, or its `since` when it has none: Django would
    use the current time, and the feed would change with every request.
    """

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return cast(datetime, max(dates, default=self.feed["since"]))

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, url in self.feed["pages"].items():
            handler.addQuickElement("link", None, {"rel": rel, "href": url})

    # Any: Django keeps what `add_entry` gives it.
    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name, url in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


@dataclass(frozen=True)
class Paths:
    """url: of the first page. query: of this page, "" for the first."""

    url: str
    query: str


def write_feed(feed: Feed, page: FeedPage, paths: Paths) -> bytes:
    pages = {"first": absolute_url(paths.url)} if paths.query or page.older else {}
    if page.older:
        pages["next"] = absolute_url(f"{paths.url}?before={page.older}")
    atom = AtomFeed(
        title=xml_safe(feed.title),
        link=absolute_url(feed.path),
        description=None,
        feed_url=absolute_url(paths.url + paths.query),
        feed_guid=feed.uid.urn,
        since=feed.since,
        pages=pages,
    )
    for entry in with_enough_text(page.entries):
        _add_entry(atom, entry, with_story_title=feed.story is None)
    return atom.writeString("utf-8").encode()


def _add_entry(feed: AtomFeed, entry: FeedEntry, *, with_story_title: bool) -> None:
    # An entry without a text, such as a picture without a description, has no summary.
    summary = "" if entry.text else escape(xml_safe(entry.summary()))
    feed.add_item(
        title=xml_safe(entry.label(with_story_title=with_story_title)),
        link=absolute_url(entry.url()),
        description=summary or None,  # type: ignore[arg-type]
        unique_id=entry.uid.urn,
        pubdate=entry.published,
        updateddate=entry.updated(),
        categories=[str(Rating(entry.rating).label)],
        authors=[(xml_safe(credit.name), absolute_url(credit.url())) for credit in entry.credits],
        content=_write_content(entry),
    )


def _write_content(entry: FeedEntry) -> str:
    if entry.text is None:
        return ""
    html = render_to_string("reading/feeds/_chapter.html", {"text": entry.text, "entry": entry})
    page = absolute_url(entry.url())
    starts = {"#": page, "/": settings.SITE_URL, "//": urlsplit(settings.SITE_URL).scheme + ":"}

    def make_absolute(match: re.Match[str]) -> str:
        return match[1] + starts[match[2]]

    return xml_safe(LOCAL_URL.sub(make_absolute, html).strip())


def absolute_url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def xml_safe(text: str) -> str:
    return text.translate(NOT_IN_XML)

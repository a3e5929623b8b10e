"""Reads feeds as a feed reader does."""

from typing import Any

import feedparser
from django.test import Client

# With the stories and chapters of the fixtures.
FEEDS = ["/feed/", "/stories/the-lamp/feed/", "/by/anna/feed/", "/tags/genre/horror/feed/"]


def read_feed(url: str) -> Any:
    response = Client().get(url.removeprefix("http://testserver"))
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8", response
    # Without sanitising, which would change the texts.
    feed = feedparser.parse(response.content, sanitize_html=False)
    assert not feed.bozo, feed.bozo_exception
    return feed


def entry_titles(url: str) -> list[str]:
    return [entry.title for entry in read_feed(url).entries]


def links_of(feed: Any) -> dict[str, str]:
    return {link.rel: link.href for link in feed.feed.links}


def content_of(entry: Any) -> str:
    return str(entry.content[0].value) if "content" in entry else ""

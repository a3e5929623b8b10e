"""Sitemaps for search engines, in pages of at most 50,000 URLs (sitemaps.org, version 0.9).

A page has the rows of a range of primary keys, so that the last page of a million chapters takes
no longer than the first, and a URL stays on its page. Pages are seldom full; the protocol allows
that.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import PenName
from serial.chapters.models import Chapter
from serial.chapters.totals import refresh_due_totals
from serial.policies.documents import DOCUMENTS
from serial.policies.models import PolicyVersion
from serial.reading.feeds.atom import absolute_url
from serial.stories.models import Credit, Story
from serial.web.crawlers import is_closed_to_search
from serial.web.page_cache import CachedPage, shared_response

# The protocol's limit.
MAX_SITEMAP_URLS = 50_000
GUEST = AnonymousUser()
CONTENT_TYPE = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    path: str
    changed_at: datetime | None


class SitemapKind(NamedTuple):
    get_rows: Callable[[], "QuerySet[Model]"]
    make_entries: Callable[["QuerySet[Model]"], Iterable[Entry]]


def show_sitemap_index(request: HttpRequest) -> HttpResponse:
    _refuse_if_closed()
    refresh_due_totals()
    entries = (
        Entry(reverse("sitemap", args=[name, page]), None)
        for name, kind in KINDS.items()
        for page in range(_page_count(kind.get_rows()))
    )
    return _sitemap_response(request, "sitemapindex", "sitemap", entries)


def show_sitemap(request: HttpRequest, kind: str, page: int) -> HttpResponse:
    _refuse_if_closed()
    if kind not in KINDS:
        raise Http404
    refresh_due_totals()
    rows = KINDS[kind].get_rows()
    if page >= _page_count(rows):
        raise Http404
    start = page * MAX_SITEMAP_URLS
    page_rows = rows.filter(pk__gt=start, pk__lte=start + MAX_SITEMAP_URLS).order_by("pk")
    return _sitemap_response(request, "urlset", "url", KINDS[kind].make_entries(page_rows))


def _refuse_if_closed() -> None:
    """Raises Http404 on a site that no search engine should list: a sitemap must not be empty."""
    if is_closed_to_search(opts_out=False):
        raise Http404


def _page_count(rows: "QuerySet[Model]") -> int:
    """Returns at least 1, because the protocol does not allow an empty index."""
    highest = rows.model._default_manager.aggregate(highest=Max("pk"))["highest"] or 1
    return (int(highest) - 1) // MAX_SITEMAP_URLS + 1


def _story_entries(rows: "QuerySet[Model]") -> Iterator[Entry]:
    for slug, released_at in rows.values_list("slug", "last_release_at").iterator():
        yield Entry(reverse("story", args=[slug]), released_at)


def _chapter_entries(rows: "QuerySet[Model]") -> Iterator[Entry]:
    fields = ("story__slug", "slug", "release_at", "text_changed_at")
    for story, slug, released_at, changed_at in rows.values_list(*fields).iterator():
        # Not reverse(): it would take most of the time for 50,000 URLs.
        path = f"/read/{quote(story)}/{quote(slug)}/"
        yield Entry(path, max(released_at, changed_at or released_at))


def _author_entries(rows: "QuerySet[Model]") -> Iterator[Entry]:
    for slug in rows.values_list("slug", flat=True).iterator():
        yield Entry(reverse("author", args=[slug]), None)


def _policy_entries(rows: "QuerySet[Model]") -> Iterator[Entry]:
    """All documents: one without a published version has the text of the software."""
    published = dict(rows.order_by("number").values_list("document", "published_at"))
    for key in DOCUMENTS:
        yield Entry(reverse("policy", args=[key]), published.get(key))


def _listed_stories() -> "QuerySet[Story]":
    return Story.objects.listed_for(GUEST).open_to_search()


def _listed_chapters() -> "QuerySet[Chapter]":
    return Chapter.objects.visible_to(GUEST).filter(story__in=_listed_stories())


def _listed_authors() -> "QuerySet[PenName]":
    credits = Credit.objects.accepted().filter(story__in=_listed_stories())
    return PenName.objects.owned().visible_to(GUEST).filter(pk__in=credits.values("pen_name"))


KINDS: dict[str, SitemapKind] = {
    "stories": SitemapKind(_listed_stories, _story_entries),
    "chapters": SitemapKind(_listed_chapters, _chapter_entries),
    "authors": SitemapKind(_listed_authors, _author_entries),
    "policies": SitemapKind(PolicyVersion.objects.published, _policy_entries),
}


def _sitemap_response(
    request: HttpRequest, root: str, element: str, entries: Iterable[Entry]
) -> HttpResponse:
    lines = "".join(
        f"<{element}><loc>{escape(absolute_url(entry.path))}</loc>"
        f"{_lastmod(entry.changed_at)}</{element}>\n"
        for entry in entries
    )
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    page = CachedPage.from_content(f"{start}{lines}</{root}>\n".encode())
    return shared_response(request, page, CONTENT_TYPE)


def _lastmod(changed_at: datetime | None) -> str:
    if changed_at is None:
        return ""
    return f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>"

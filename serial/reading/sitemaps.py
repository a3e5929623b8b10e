"""What search engines may find, in parts of at most 50,000 addresses (sitemaps.org, 0.9).

A part holds the rows of a range of primary keys, so that one of a million chapters costs what one
of ten costs, and an address stays in its part. Parts are then seldom full, which is allowed.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import PenName
from serial.chapters.models import Chapter
from serial.chapters.totals import refresh_due_totals
from serial.reading.atom import absolute_url
from serial.stories.models import Credit, Story
from serial.web.page_cache import CachedPage, shared_response

# The most that a sitemap may hold.
SITEMAP_SIZE = 50_000
ANYONE = AnonymousUser()
CONTENT_TYPE = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
Entry = tuple[str, datetime | None]


def show_sitemap_index(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    addresses = (
        reverse("sitemap", args=[kind, part])
        for kind, (rows, _write) in KINDS.items()
        for part in range(_parts(rows()))
    )
    return _answer(request, "sitemapindex", "sitemap", ((address, None) for address in addresses))


def show_sitemap(request: HttpRequest, kind: str, part: int) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    refresh_due_totals()
    rows, write = KINDS[kind]
    every = rows()
    if part >= _parts(every):
        raise Http404
    start = part * SITEMAP_SIZE
    within = every.filter(pk__gt=start, pk__lte=start + SITEMAP_SIZE).order_by("pk")
    return _answer(request, "urlset", "url", write(within))


def _parts(rows: "QuerySet[Any]") -> int:
    """One at least: an index may not be empty."""
    highest = rows.model.objects.aggregate(highest=Max("pk"))["highest"] or 1
    return (int(highest) - 1) // SITEMAP_SIZE + 1


def _stories(rows: "QuerySet[Any]") -> Iterator[Entry]:
    for slug, moment in rows.values_list("slug", "last_release_at").iterator():
        yield reverse("story", args=[slug]), moment


def _chapters(rows: "QuerySet[Any]") -> Iterator[Entry]:
    fields = ("story__slug", "slug", "release_at", "text_changed_at")
    for story, slug, released, changed in rows.values_list(*fields).iterator():
        # Django's own reverse() would be most of what fifty thousand of them cost.
        yield f"/read/{quote(story)}/{quote(slug)}/", max(released, changed or released)


def _authors(rows: "QuerySet[Any]") -> Iterator[Entry]:
    for slug in rows.values_list("slug", flat=True).iterator():
        yield reverse("author", args=[slug]), None


def _listed() -> "QuerySet[Story]":
    return Story.objects.listed_for(ANYONE)


def _readable() -> "QuerySet[Chapter]":
    return Chapter.objects.visible_to(ANYONE).filter(story__in=_listed())


def _writing() -> "QuerySet[PenName]":
    signed = Credit.objects.accepted().filter(story__in=_listed())
    return PenName.objects.filter(pk__in=signed.values("pen_name"))


Kind = tuple[Callable[[], "QuerySet[Any]"], Callable[["QuerySet[Any]"], Iterable[Entry]]]
KINDS: dict[str, Kind] = {
    "stories": (_listed, _stories),
    "chapters": (_readable, _chapters),
    "authors": (_writing, _authors),
}


def _answer(
    request: HttpRequest, root: str, element: str, entries: Iterable[Entry]
) -> HttpResponse:
    lines = "".join(
        f"<{element}><loc>{escape(absolute_url(address))}</loc>{_lastmod(moment)}</{element}>\n"
        for address, moment in entries
    )
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    page = CachedPage.from_content(f"{opening}{lines}</{root}>\n".encode())
    return shared_response(request, page, CONTENT_TYPE)


def _lastmod(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""

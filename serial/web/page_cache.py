"""Caches rendered pages in memory, and sends them with headers for browsers and proxies.

All guests get the same bytes, so a page for guests is rendered and compressed once. Its cache key
contains a fingerprint of the values that it shows: when one of them changes, the key changes, and
the page is rendered again. tests/reading/test_page_cache.py changes every column of the database
and checks that no page stays as it was.
"""

import gzip
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.template.autoreload import reset_loaders
from django.utils.cache import get_conditional_response
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from serial.web.cache_headers import set_cache_control
from serial.web.crawlers import set_headers

T = TypeVar("T")
HTML = "text/html; charset=utf-8"
# Of pages that are kept. Level 9 takes 1.5 times as long for a chapter, and 3 times for a story of
# 1,000 chapters, to save 1 % and 6 % of their bytes.
COMPRESSION_LEVEL = 6
# A story of 1,000 chapters without parts has 260 KB, with long titles 400 KB. Larger pages are
# rare, and each would take the memory of ten others.
MAX_CACHED_BYTES = 512 * 1024
# Texts above this length are hashed on their own: writing them as JSON first takes twice as long.
LONG_TEXT_LENGTH = 1_000


@dataclass(frozen=True)
class CachedPage:
    """A page's bytes, plain and gzipped, and a hash of them for the ETag."""

    content: bytes
    gzipped: bytes
    content_hash: str

    @classmethod
    def from_content(cls, content: bytes) -> "CachedPage":
        # mtime=0 leaves the time out, so that every process produces the same bytes.
        gzipped = gzip.compress(content, COMPRESSION_LEVEL, mtime=0)
        return cls(content, gzipped, _hash(content))


def get_or_make_page(
    name: str, values: tuple[object, ...], make_content: Callable[[], bytes]
) -> CachedPage:
    """Like `get_or_make`, for a whole page."""
    return get_or_make(
        name,
        values,
        lambda: CachedPage.from_content(make_content()),
        lambda page: len(page.content),
    )


def get_or_make(
    name: str, values: tuple[object, ...], make: Callable[[], T], get_size: Callable[[T], int]
) -> T:
    """Returns the cached result of `make` for these values, or calls it.

    Caches the result if its size is at most MAX_CACHED_BYTES.

    name: what is made, such as the name of its template.
    values: everything that `make` reads, as the values themselves: see `fingerprint`. The names
        and URLs of the site, the language and the time zone are added here.
    """
    return get_or_make_all(name, [(values, make)], get_size)[0]


def get_or_make_all(
    name: str,
    items: Iterable[tuple[tuple[object, ...], Callable[[], T]]],
    get_size: Callable[[T], int],
) -> list[T]:
    """Like `get_or_make`, for several items: their values, and what makes them.

    What is added to their values is read once: for the entries of a list, it takes as long as
    their own values.
    """
    environment = _environment()
    return [
        _get_or_make(f"{name}:{fingerprint(*values, *environment)}", make, get_size)
        for values, make in items
    ]


def _get_or_make(key: str, make: Callable[[], T], get_size: Callable[[T], int]) -> T:
    cached = cast("T | None", caches["pages"].get(key))
    if cached is not None:
        return cached
    if settings.DEBUG:
        # Django notices an edited template only about a second later.
        reset_loaders()
    value = make()
    if get_size(value) <= MAX_CACHED_BYTES:
        caches["pages"].set(key, value)
    return value


def fingerprint(*values: object) -> str:
    """Returns a hash of the values. Changes when any of them changes.

    Accepts str, int, float, bool, None, dates and times, UUID, Decimal and enums, and these in
    tuples, lists, dicts, frozensets, NamedTuples and frozen dataclasses. Raises TypeError for
    anything else, above all for model instances and querysets: a hash of one would depend on what
    happens to be loaded, and not on what the page shows.
    """
    shortened = [
        _hash(value.encode()) if isinstance(value, str) and len(value) > LONG_TEXT_LENGTH else value
        for value in values
    ]
    return _hash(ENCODER.encode(shortened).encode())


# Any: each value that json does not know.
def _to_json(value: Any) -> object:
    """Returns what json can write of a value that it does not know."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, frozenset):
        return sorted(map(ENCODER.encode, value))
    return [getattr(value, name) for name in _names_of_fields(type(value))]  # type: ignore[arg-type]


@lru_cache
def _names_of_fields(of: type[Any]) -> list[str]:
    if not is_dataclass(of):
        raise TypeError(f"Not in a fingerprint: {of.__name__}. Pass the values it shows.")
    if not of.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        raise TypeError(f"Not in a fingerprint: {of.__name__}, which can change.")
    return [field.name for field in fields(of)]


# json calls `_to_json` only for what it does not know, so most values never leave its C code.
ENCODER = json.JSONEncoder(default=_to_json, check_circular=False, separators=(",", ":"))


def _environment() -> tuple[object, ...]:
    """Returns the values that any page may show: of the settings, the language, the time zone."""
    return (
        settings.SITE_NAME,
        settings.SITE_URL,
        str(settings.SITE_TAGLINE),
        settings.SITE_LOGO,
        settings.SITE_ICON,
        settings.SITE_ACCENT,
        settings.MEDIA_URL,
        settings.STATIC_URL,
        get_language(),
        get_current_timezone_name(),
        _newest_template() if settings.DEBUG else 0,
    )


def _newest_template() -> float:
    """Returns when a file of the template folders last changed, as a Unix timestamp.

    Folders count as well: theirs is the time at which a file was added or removed.
    """
    folders = [folder for engine in settings.TEMPLATES for folder in engine["DIRS"]]
    paths = [
        Path(parent, name)
        for folder in folders
        for parent, _folders, names in os.walk(folder)
        for name in (".", *names)
    ]
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0)


def shared_response(
    request: HttpRequest,
    page: CachedPage,
    content_type: str = HTML,
    headers: Mapping[str, str] | None = None,
    until: datetime | None = None,
) -> HttpResponse:
    """Returns a response that any cache may store: the page, or 304 Not Modified.

    The page is gzipped if the client accepts it.

    headers: sent with it. They and what the site asks of crawlers are part of the ETag, because a
        cache keeps the headers that it has when it is told that a page is not modified.
    until: the moment at which the page changes by itself, if there is one.
    """
    gzipped = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
    response = HttpResponse(page.gzipped if gzipped else page.content, content_type=content_type)
    # A strong ETag identifies exact bytes, so each encoding needs its own.
    asked = (settings.SEARCH_ENGINES, settings.AI_CRAWLERS)
    version = _hash(f"{page.content_hash} {asked} {headers or {}}".encode())
    etag = f'"{version}-gzip"' if gzipped else f'"{version}"'
    response.headers["ETag"] = etag
    set_cache_control(request, response, until)
    # The page has no form, so the CSRF middleware need not replace an invalid token cookie.
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    if request.method in {"GET", "HEAD"}:
        response = cast(
            HttpResponse, get_conditional_response(request, etag=etag, response=response)
        )
    set_headers(response, headers or {})
    return response


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()

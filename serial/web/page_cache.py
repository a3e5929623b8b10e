"""Caches rendered pages in memory, and sends them with headers for browsers and proxies.

All guests get the same bytes, so a page for guests is rendered and compressed once. Its cache key
contains a fingerprint of the rows that it shows: when a row changes, the key changes, and the
page is rendered again.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar, cast

from django.conf import settings
from django.core.cache import caches
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import get_conditional_response, patch_vary_headers

# Together the longest time that a shared cache may show an old page (RFC 9111, RFC 5861): after
# the first it must revalidate, and during the second it may send the old page meanwhile.
SHARED_MAX_AGE_SECONDS, STALE_WHILE_REVALIDATE_SECONDS = 30, 30
# Browsers revalidate every time, so that a visitor who signs in sees the member's page at once.
CACHE_CONTROL = (
    f"public, max-age=0, s-maxage={SHARED_MAX_AGE_SECONDS},"
    f" stale-while-revalidate={STALE_WHILE_REVALIDATE_SECONDS}"
)
T = TypeVar("T")
HTML = "text/html; charset=utf-8"
FAST_COMPRESSION_LEVEL = 2
# Larger pages are rare, and each would take the memory of about a hundred others.
MAX_CACHED_BYTES = 256 * 1024


@dataclass(frozen=True)
class CachedPage:
    """A page's bytes, plain and gzipped, and a hash of them for the ETag."""

    content: bytes
    gzipped: bytes
    content_hash: str

    @classmethod
    def from_content(cls, content: bytes) -> "CachedPage":
        # mtime=0 leaves the time out, so that every process produces the same bytes.
        return cls(content, gzip.compress(content, mtime=0), _hash(content))


def get_or_make_page(key: str, make_content: Callable[[], bytes]) -> CachedPage:
    """Returns the cached page of this key, or makes and caches it.

    The key must contain a fingerprint: cached pages do not expire.
    """
    return get_or_make(
        key, lambda: CachedPage.from_content(make_content()), lambda page: len(page.content)
    )


def get_or_make(key: str, make: Callable[[], T], get_size: Callable[[T], int]) -> T:
    """Returns the cached value of this key, or calls `make`.

    Caches the new value if its size is at most MAX_CACHED_BYTES.
    """
    cached = cast("T | None", caches["pages"].get(key))
    if cached is not None:
        return cached
    value = make()
    if get_size(value) <= MAX_CACHED_BYTES:
        caches["pages"].set(key, value)
    return value


def fingerprint(*values: object) -> str:
    """Returns a hash of the values. Changes when any of them changes.

    Of a model instance, hashes the fields that were loaded.
    """
    return _hash(repr([_loaded_fields(value) for value in values]).encode())


def _loaded_fields(value: object) -> object:
    if not isinstance(value, models.Model):
        return value
    return {name: _shorten(field) for name, field in vars(value).items() if name[0] != "_"}


def _shorten(value: object) -> object:
    # Hashing a chapter's text is four times as fast as writing it with repr() first.
    if isinstance(value, str) and len(value) > 1_000:
        return _hash(value.encode())
    return value


def shared_response(
    request: HttpRequest, page: CachedPage, content_type: str = HTML
) -> HttpResponse:
    """Returns a response that any cache may store: the page, or 304 Not Modified.

    The page is gzipped if the client accepts it.
    """
    gzipped = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
    response = HttpResponse(page.gzipped if gzipped else page.content, content_type=content_type)
    # A strong ETag identifies exact bytes, so each encoding needs its own.
    etag = f'"{page.content_hash}-gzip"' if gzipped else f'"{page.content_hash}"'
    response.headers["ETag"] = etag
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    # This response deletes the cookie of an expired session, so it must not be shared.
    response.headers["Cache-Control"] = "private, no-cache" if has_session else CACHE_CONTROL
    # The page has no form, so the CSRF middleware need not replace an invalid token cookie.
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    if request.method in {"GET", "HEAD"}:
        return cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))
    return response


def member_response(request: HttpRequest, content: bytes) -> HttpResponse:
    """Returns a response with a member's own page. Shared caches must not store it."""
    response = HttpResponse(content, content_type=HTML)
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        # Compressed for every request, so at the fast level: 10 % larger in half the time.
        response.content = gzip.compress(content, FAST_COMPRESSION_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return response


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()

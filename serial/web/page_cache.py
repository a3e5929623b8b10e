"""One page for all guests: the same bytes for each, which any cache on the way may keep a while.

What it costs is paid once: a page is rendered and compressed when the rows that it shows have
changed, and sent as it is until they change again.
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

# Together the longest that a change may take to show everywhere (RFC 9111, RFC 5861): a cache
# asks again after the first, and may answer with what it has meanwhile for the second.
SHARED_SECONDS, STALE_SECONDS = 30, 30
# Browsers ask every time, and hear that nothing changed: whoever signs in sees it at once.
CACHE_CONTROL = (
    f"public, max-age=0, s-maxage={SHARED_SECONDS}, stale-while-revalidate={STALE_SECONDS}"
)
T = TypeVar("T")
HTML = "text/html; charset=utf-8"
FAST_COMPRESSION = 2
# Of larger pages there are few, and each would push a hundred others out of memory.
MAX_CACHED_BYTES = 256 * 1024


@dataclass(frozen=True)
class CachedPage:
    content: bytes
    gzipped: bytes
    tag: str

    @classmethod
    def from_content(cls, content: bytes) -> "CachedPage":
        # Without the time of compression: every process makes the same bytes.
        return cls(content, gzip.compress(content, mtime=0), _digest(content))


def get_or_make_page(key: str, make: Callable[[], bytes]) -> CachedPage:
    """The page of that key, made where it is not in memory; a key never stands for two pages."""
    return get_or_make(key, lambda: CachedPage.from_content(make()), lambda page: len(page.content))


def get_or_make(key: str, make: Callable[[], T], size: Callable[[T], int]) -> T:
    kept = cast("T | None", caches["pages"].get(key))
    if kept is not None:
        return kept
    made = make()
    if size(made) <= MAX_CACHED_BYTES:
        caches["pages"].set(key, made)
    return made


def fingerprint(*things: object) -> str:
    """Another one whenever any is another, or a row's fields that were loaded are."""
    return _digest(repr([_loaded_fields(thing) for thing in things]).encode())


def _loaded_fields(thing: object) -> object:
    if not isinstance(thing, models.Model):
        return thing
    return {name: _shorten(value) for name, value in vars(thing).items() if name[0] != "_"}


def _shorten(value: object) -> object:
    # A chapter's text is hashed as it is: writing it as a literal first takes four times as long.
    if isinstance(value, str) and len(value) > 1_000:
        return _digest(value.encode())
    return value


def shared_response(
    request: HttpRequest, page: CachedPage, content_type: str = HTML
) -> HttpResponse:
    """Sends the page, or says that the visitor has it; compressed for whoever can read that."""
    gzipped = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
    response = HttpResponse(page.gzipped if gzipped else page.content, content_type=content_type)
    # A strong tag stands for these very bytes, so each encoding has one of its own.
    etag = f'"{page.tag}-gzip"' if gzipped else f'"{page.tag}"'
    response.headers["ETag"] = etag
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    # An expired one is taken away by this very answer, which nobody else may then be given.
    response.headers["Cache-Control"] = "private, no-cache" if has_session else CACHE_CONTROL
    # The page has no form, so nobody needs a new token in the place of a broken one.
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    if request.method in {"GET", "HEAD"}:
        return cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))
    return response


def member_response(request: HttpRequest, content: bytes) -> HttpResponse:
    """Sends a page of one member's own, for nobody else to keep."""
    response = HttpResponse(content, content_type=HTML)
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        # Compressed for every hit: quickly, which is a tenth larger and takes half the time.
        response.content = gzip.compress(content, FAST_COMPRESSION, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return response


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()

"""What browsers and shared caches, such as nginx, may keep of a response, and how long.

Sources: RFC 9111 (Cache-Control), RFC 5861 (stale-while-revalidate, stale-if-error).
"""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers

PRIVATE = "private, no-cache"
NO_STORE = "no-store"
# While the site is down, the longest time that a shared cache may show what it has.
STALE_IF_ERROR_SECONDS = 600


def shared_cache_control(browsers: str = "max-age=0", until: datetime | None = None) -> str:
    """For what all guests see alike.

    A shared cache must revalidate after the first half of SHARED_CACHE_SECONDS; in the second half
    it may send the old response meanwhile. Browsers revalidate every time, so that a visitor who
    signs in sees the member's page at once, unless `browsers` allows them more.

    until: the moment at which the page changes by itself. No cache may show it any longer.
    """
    half = settings.SHARED_CACHE_SECONDS // 2
    left = _seconds_until(until)
    fresh = min(half, left)
    stale = min(half, left - fresh)
    if_error = min(STALE_IF_ERROR_SECONDS, left - fresh)
    return (
        f"public, {browsers}, s-maxage={fresh},"
        f" stale-while-revalidate={stale}, stale-if-error={if_error}"
    )


def _seconds_until(moment: datetime | None) -> int:
    if moment is None:
        return settings.SHARED_CACHE_SECONDS + STALE_IF_ERROR_SECONDS
    return max(0, int((moment - timezone.now()).total_seconds()))


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def set_cache_control(
    request: HttpRequest, response: HttpResponseBase, until: datetime | None = None
) -> None:
    """Sets the headers of a response that all visitors without a session share.

    For a session it is private: the response to an expired one also deletes its cookie.
    """
    response.headers["Cache-Control"] = (
        PRIVATE if has_session(request) else shared_cache_control(until=until)
    )
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])

"""What browsers and shared caches, such as nginx, may keep of a response, and how long.

Sources: RFC 9111 (Cache-Control), RFC 5861 (stale-while-revalidate, stale-if-error).
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

PRIVATE = "private, no-cache"
NO_STORE = "no-store"
# While the site is down, the longest time that a shared cache may show what it has.
STALE_IF_ERROR_SECONDS = 600


def shared_cache_control(browsers: str = "max-age=0") -> str:
    """For what all guests see alike.

    A shared cache must revalidate after the first half of SHARED_CACHE_SECONDS; in the second half
    it may send the old response meanwhile. Browsers revalidate every time, so that a visitor who
    signs in sees the member's page at once, unless `browsers` allows them more.
    """
    half = settings.SHARED_CACHE_SECONDS // 2
    return (
        f"public, {browsers}, s-maxage={half},"
        f" stale-while-revalidate={half}, stale-if-error={STALE_IF_ERROR_SECONDS}"
    )


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def set_cache_control(request: HttpRequest, response: HttpResponseBase) -> None:
    """Sets the headers of a response that all visitors without a session share.

    For a session it is private: the response to an expired one also deletes its cookie.
    """
    response.headers["Cache-Control"] = PRIVATE if has_session(request) else shared_cache_control()
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])

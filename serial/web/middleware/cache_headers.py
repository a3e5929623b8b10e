"""Sets Cache-Control where a view does not.

Without it a shared cache keeps the last page that it has: a chapter that was deleted would stay
for as long as anyone requests it.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from serial.web.cache_headers import NO_STORE, PRIVATE, set_cache_control

# They replace a public page, so a shared cache must store them in its place.
_REPLACING = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class CacheHeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            response.headers["Cache-Control"] = NO_STORE
        elif response.has_header("Cache-Control"):
            pass
        elif _replaces_a_page(request, response):
            set_cache_control(request, response)
        else:
            response.headers["Cache-Control"] = PRIVATE
        return response


def _replaces_a_page(request: HttpRequest, response: HttpResponse) -> bool:
    is_read = request.method in {"GET", "HEAD"}
    return is_read and response.status_code in _REPLACING and not response.cookies

"""Redirects from the URLs that imported stories and chapters had on other sites."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)

from serial.manuscripts.former_urls import find_target
from serial.manuscripts.old_paths import QUERY_NAMES, keys_of


class FormerUrlMiddleware:
    """Looks for an old URL only if no page of this site has the path.

    WordPress's short links, /?p=123, have the path of the home page, so they are looked for first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if request.path == "/" and not request.GET.keys().isdisjoint(QUERY_NAMES):
            return _redirect(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and request.resolver_match is None:
            return _redirect(request) or response
        return response


def _redirect(request: HttpRequest) -> HttpResponse | None:
    """A permanent redirect if everybody may see the page. Shared caches keep it as long as pages.

    Others are told nothing: they get the response for a path that no page has.
    """
    keys = keys_of(request.path, request.GET)
    target = find_target(keys, request.user) if keys else None
    if target is None:
        return None
    if target.is_public:
        return HttpResponsePermanentRedirect(target.url)
    return HttpResponseRedirect(target.url)

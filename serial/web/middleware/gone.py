"""Responds with 410 or 451, not 404, for a public page that was deleted, or is blocked by law."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


class Gone(Exception):
    """Raised by a view when the page at this URL was public until its author deleted it."""


class LegallyBlocked(Http404):
    """Raised by a view when the page at this URL was taken down by a legal order."""


class GoneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Gone):
            return render(request, "410.html", status=HTTPStatus.GONE)
        if isinstance(exception, LegallyBlocked):
            status = HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS
            return render(request, "451.html", status=status)
        return None

"""Gives a page to the empty response of a URL that only takes forms."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from serial.web.submitted_fields import wants_json


class MethodNotAllowedMiddleware:
    """People come there by reloading a page that a form opened, from its URL."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_empty = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        if not is_empty or request.method not in {"GET", "HEAD"} or wants_json(request):
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

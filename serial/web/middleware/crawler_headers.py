from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from serial.web.crawlers import set_default_headers


class CrawlerHeadersMiddleware:
    """Says to crawlers what the site asks of them on every page that does not say so itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        set_default_headers(response)
        return response

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

UTF_8 = {"utf-8", "utf8"}


class CharsetMiddleware:
    """Refuses a form in another encoding than its page, which no browser sends.

    Some decode to what is no text (halves of surrogate pairs, in UTF-7), some not at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stated = (request.content_params or {}).get("charset", "utf-8")
        if stated.lower() not in UTF_8:
            raise BadRequest("Send forms in UTF-8.")
        return self.get_response(request)

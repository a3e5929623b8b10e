from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

UTF_8 = {"utf-8", "utf8"}


class CharsetMiddleware:
    """Raises BadRequest if a form is not encoded in UTF-8. Browsers always use UTF-8 here.

    Other encodings can fail to decode, or decode to invalid text (lone surrogates in UTF-7).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in UTF_8:
            raise BadRequest("Send forms in UTF-8.")
        return self.get_response(request)

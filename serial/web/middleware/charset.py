from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

UTF_8 = {"utf-8", "utf8"}


class CharsetMiddleware:
    """Responds with 400 to a form that is not encoded in UTF-8. Browsers always use UTF-8 here.

    Other encodings can fail to decode, or decode to invalid text (lone surrogates in UTF-7).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in UTF_8:
            # Not raised: the debug page for an exception would read the form, and fail again.
            return bad_request(request, BadRequest("Send forms in UTF-8."))
        return self.get_response(request)

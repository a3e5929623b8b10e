from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from serial.web.error_views import signed_out
from serial.web.submitted_fields import submitted_fields


class SignedOutFormsMiddleware:
    """Returns the fields of a form that was sent after the session ended.

    Of /admin/ and the account: their views redirect to the sign-in page, which would lose them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or request.user.is_authenticated:
            return response
        is_lost = _leads_back_without_form(request, response) and submitted_fields(request)
        return signed_out(request) if is_lost else response


def _leads_back_without_form(request: HttpRequest, response: HttpResponse) -> bool:
    url = urlsplit(response.headers.get("Location", ""))
    if url.path not in {reverse("account_login"), reverse("admin:login")}:
        return False
    return parse_qs(url.query).get(REDIRECT_FIELD_NAME) == [request.get_full_path()]

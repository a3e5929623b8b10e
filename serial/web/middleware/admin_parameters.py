from collections.abc import Callable, Iterator

from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from serial.params import MAX_DIGITS


class AdminParametersMiddleware:
    """Raises BadRequest for a parameter that Django's admin reads without checking it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], *_arguments: object
    ) -> None:
        is_admin_page = hasattr(view, "model_admin")
        # Django checks any name but the empty one, then looks the field up.
        if is_admin_page and "" in {request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)}:
            raise BadRequest(f"{TO_FIELD_VAR} is empty.")
        if is_admin_page and any(map(_is_overlong_number, _filter_values(request))):
            raise BadRequest("A number is too long for the database.")


def _filter_values(request: HttpRequest) -> Iterator[str]:
    """Yields the values by which lists are filtered. People may search for any number."""
    for name, values in request.GET.lists():
        if name != SEARCH_VAR:
            yield from values


def _is_overlong_number(value: str) -> bool:
    digits = value.strip().removeprefix("-")
    return len(digits) > MAX_DIGITS and digits.isdecimal()

from collections.abc import Callable

from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


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

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from serial.web.error_views import request_too_large


class RequestSizeMiddleware:
    """Refuses a request that is larger than its sender has any use for, before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or ""
        size = int(stated) if stated.isdecimal() else 0
        if size > settings.READER_REQUEST_MAX_BYTES and size > _allowance(request):
            return request_too_large(request)
        return self.get_response(request)


def _allowance(request: HttpRequest) -> int:
    user = request.user
    if isinstance(user, User) and (user.is_superuser or user.is_author()):
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return settings.READER_REQUEST_MAX_BYTES

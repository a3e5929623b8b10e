import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import User
from serial.web.error_views import file_too_large, request_too_large

# Far above what a person types, and little enough for a guest to make the site read.
RETURNED_MAX_BYTES = 4 * 1024 * 1024
# The pages to which authors upload manuscripts, at the desk and in the site's admin: into a story,
# or for a new one.
IMPORT_PATH = re.compile(r"/(?:desk|admin)/stories/story/(?:[0-9]+/)?import/")


class RequestSizeMiddleware:
    """Responds with 413 to a request that is too large for its sender.

    Only up to RETURNED_MAX_BYTES is it read, to give the text back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        content_length = request.META.get("CONTENT_LENGTH") or ""
        size = int(content_length) if content_length.isdecimal() else 0
        if size > settings.READER_REQUEST_MAX_BYTES and size > _max_bytes(request):
            if IMPORT_PATH.fullmatch(request.path):
                return file_too_large(request)
            return request_too_large(request, is_read=size <= RETURNED_MAX_BYTES)
        return self.get_response(request)


def _max_bytes(request: HttpRequest) -> int:
    user = request.user
    # Moderators save word lists of 20,000 lines.
    if isinstance(user, User) and (user.may_edit_stories() or user.is_moderator()):
        if IMPORT_PATH.fullmatch(request.path):
            return settings.MANUSCRIPT_REQUEST_MAX_BYTES
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if isinstance(user, User) and request.path == reverse("profile"):
        # Every member may upload a picture there.
        return settings.READER_REQUEST_MAX_BYTES + settings.IMAGE_MAX_BYTES
    return settings.READER_REQUEST_MAX_BYTES

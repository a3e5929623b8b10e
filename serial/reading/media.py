import re
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from serial.stories.cover_links import DRAWING, DRAWING_THUMB, DRAWN_FOLDER, NAME_PATTERN
from serial.web.cache_headers import shared_cache_control

# The formats in which the site saves pictures. Files with any other suffix are never served.
CONTENT_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
# SVG can contain scripts, so only the site's own drawings are served.
DRAWN_COVER = re.compile(
    rf"{DRAWN_FOLDER}/{NAME_PATTERN}(?:{re.escape(DRAWING)}|{re.escape(DRAWING_THUMB)})"
)


@require_safe
def serve_media(request: HttpRequest, path: str) -> FileResponse:
    content_type = _content_type(path)
    if content_type is None or "\0" in path:
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    headers = {
        # File names are random and never reused. But a picture that was deleted has to be gone.
        "Cache-Control": shared_cache_control("max-age=31536000, immutable"),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(file, content_type=content_type, headers=headers)


def _content_type(path: str) -> str | None:
    if DRAWN_COVER.fullmatch(path):
        return "image/svg+xml"
    return CONTENT_TYPES.get(PurePosixPath(path).suffix)

import re
from contextlib import ExitStack
from pathlib import PurePosixPath
from posixpath import normpath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from accounts.models.member_profile import PICTURE_FOLDER
from serial.moderation.hidden_pictures import find_picture
from serial.stories.cover_links import DRAWING, DRAWING_THUMB, DRAWN_FOLDER, NAME_PATTERN
from serial.stories.models import Story
from serial.web.cache_headers import PRIVATE, shared_cache_control
from serial.web.crawlers import crawler_headers
from serial.web.middleware.gone import LegallyBlocked

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
_DRAWN_NAME = re.compile(rf"{DRAWN_FOLDER}/({NAME_PATTERN})[-.]")


@require_safe
def serve_media(request: HttpRequest, path: str) -> FileResponse:
    content_type = _content_type(path)
    if content_type is None or "\0" in path:
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    with ExitStack() as stack:
        stack.push(file)
        cache_control = _cache_control(request, normpath(path))
        # It may be shown: Django closes it after the response.
        stack.pop_all()
    headers = {
        "Cache-Control": cache_control,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        **_crawler_headers(path),
    }
    return FileResponse(file, content_type=content_type, headers=headers)


def _cache_control(request: HttpRequest, path: str) -> str:
    """Raises Http404 or LegallyBlocked for a picture that this visitor may not see."""
    picture = find_picture(path)
    if not picture.is_online:
        if not picture.is_visible_to(request.user):
            raise LegallyBlocked if picture.is_legally_blocked else Http404
        return PRIVATE
    if path.startswith(PICTURE_FOLDER):
        return shared_cache_control()
    # File names are random and never reused. But a picture that was deleted has to be gone.
    return shared_cache_control("max-age=31536000, immutable")


def _content_type(path: str) -> str | None:
    if DRAWN_COVER.fullmatch(path):
        return "image/svg+xml"
    return CONTENT_TYPES.get(PurePosixPath(path).suffix)


def _crawler_headers(path: str) -> dict[str, str]:
    """Returns what the authors of the stories with this cover ask of crawlers.

    No row says in which story another picture is shown: these are treated as the author's whose
    story is closed to all crawlers.
    """
    drawn = _DRAWN_NAME.match(path)
    stories = (
        Story.objects.filter(drawn_cover=drawn[1]) if drawn else Story.objects.filter(cover=path)
    )
    choices = list(stories.values_list("opts_out_of_search", "opts_out_of_ai_training"))
    return crawler_headers(
        opts_out_of_search=not choices or any(search for search, _ai in choices),
        opts_out_of_ai=not choices or any(ai for _search, ai in choices),
    )

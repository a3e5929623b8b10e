from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from serial.reading.lookup import SlugChanged, find_story
from serial.reading.responses import story_crawler_headers
from serial.stories.covers import preview_file
from serial.web.cache_headers import shared_cache_control


@require_safe
def show_preview_picture(request: HttpRequest, story_slug: str) -> HttpResponse | FileResponse:
    """The cover as link previews show it, of a story that everyone can read."""
    try:
        story = find_story(AnonymousUser(), story_slug)
    except SlugChanged as change:
        return redirect("story_preview_picture", change.slug, permanent=True)
    if not story.has_preview():
        raise Http404
    try:
        file = default_storage.open(preview_file(story))
    except OSError as error:
        # The disk is full, or the author's picture is lost. Those who link do without a picture.
        raise Http404 from error
    headers = {"Cache-Control": shared_cache_control(), **story_crawler_headers(story)}
    return FileResponse(file, content_type="image/png", headers=headers)

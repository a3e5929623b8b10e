"""The editor's two endpoints, in place of django-markdownx's own.

Those ask nobody for permission, keep whatever is declared to be an image, shrink pictures
silently and answer bad input with an error of the server.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from serial.chapters.texts import BODY_MAX_LENGTH
from serial.desk.uploading import TooManyUploads, keep_upload, refuse_beyond_allowance
from serial.images.fields import PictureField
from serial.markup.options import Options
from serial.markup.rendering import render
from serial.stories.models import Story


def for_authors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers anybody else with words: a script that follows a redirect would hide them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not (user.is_author() or user.is_superuser):
            return _refusal(_("Sign in as an author; your text is still here."), 403)
        return view(request, *args)

    return guarded


@require_POST
@for_authors
def preview_text(request: Any) -> HttpResponse:
    source = request.POST.get("content")
    if source is None:
        return _refusal(_("There is no text to preview."), 400)
    if len(source) > BODY_MAX_LENGTH:
        return _refusal(_("This text is too long to preview; split it into chapters."), 413)
    return HttpResponse(render(source, _options(request)).html)


@require_POST
@for_authors
def upload_picture(request: Any) -> HttpResponse:
    try:
        refuse_beyond_allowance(request.user)
        picture = PictureField().clean(request.FILES.get("image"))
        upload = keep_upload(picture, by=request.user)
    except ValidationError as error:
        return JsonResponse({"image": error.messages}, status=400)
    except TooManyUploads:
        message = _("You have put up many pictures in an hour; the next one can go up later.")
        return JsonResponse({"image": [message]}, status=429, headers={"Retry-After": "600"})
    return JsonResponse({"image_code": f"![]({upload.file.url})", "image_path": upload.file.url})


def _options(request: Any) -> Options:
    story_pk = request.GET.get("story", "")
    if not story_pk:
        return Options(media_url=settings.MEDIA_URL, anchor="preview")
    # Python refuses to read thousands of digits as a number; no key has more than nineteen.
    is_key = story_pk.isdecimal() and len(story_pk) < 20
    stories = Story.objects.of(request.user)
    story = get_object_or_404(stories, pk=int(story_pk) if is_key else 0)
    return story.rendering("preview")


def _refusal(message: str, status: int) -> HttpResponse:
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")

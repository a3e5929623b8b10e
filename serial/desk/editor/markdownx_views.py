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
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import User
from serial.chapters.texts import BODY_MAX_LENGTH
from serial.desk.editor.uploads import TooManyUploads, check_upload_allowance, store_upload
from serial.images.fields import PictureField
from serial.markup.options import Options
from serial.markup.rendering import render
from serial.stories.models import Story

View = Callable[[Any], HttpResponse]


def _text_response(message: str, status: int) -> HttpResponse:
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


def _json_error(message: str, status: int) -> HttpResponse:
    """The script reads every answer to an upload as JSON, and breaks off with the editor faded."""
    return JsonResponse({"image": [message]}, status=status)


def for_authors(refuse: Callable[[str, int], HttpResponse]) -> Callable[[View], View]:
    """Answers anybody else with words: a script that follows a redirect would hide them."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) or not (user.is_author() or user.is_superuser):
                return refuse(_("Sign in as an author; your text is still here."), 403)
            return view(request)

        return guarded

    return decorate


@require_POST
@for_authors(_text_response)
def preview_text(request: Any) -> HttpResponse:
    source = request.POST.get("content")
    if source is None:
        return _text_response(_("There is no text to preview."), 400)
    if len(source) > BODY_MAX_LENGTH:
        return _text_response(_("This text is too long to preview; split it into chapters."), 413)
    options = _options(request)
    if options is None:
        return _text_response(_("This story is none of yours."), 404)
    return HttpResponse(render(source, options).html)


@require_POST
@for_authors(_json_error)
def upload_picture(request: Any) -> HttpResponse:
    try:
        check_upload_allowance(request.user)
        picture = PictureField().clean(request.FILES.get("image"))
        upload = store_upload(picture, by=request.user)
    except ValidationError as error:
        return JsonResponse({"image": error.messages}, status=400)
    except TooManyUploads as refusal:
        return _too_many_uploads(refusal.seconds_left())
    return JsonResponse({"image_code": f"![]({upload.file.url})", "image_path": upload.file.url})


def _too_many_uploads(seconds: int) -> HttpResponse:
    minutes = -(-seconds // 60)
    message = ngettext(
        "You have put up as many pictures as an hour allows. Try again in %(count)d minute.",
        "You have put up as many pictures as an hour allows. Try again in %(count)d minutes.",
        minutes,
    )
    answer = _json_error(message % {"count": minutes}, 429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _options(request: Any) -> Options | None:
    """How to render for the story that is named, if any; None where it is not theirs."""
    story_pk = request.GET.get("story", "")
    if not story_pk:
        return Options(media_url=settings.MEDIA_URL, id_prefix="preview")
    # Python refuses to read thousands of digits as a number; no key has more than nineteen.
    is_key = story_pk.isdecimal() and len(story_pk) < 20
    everyone = request.user.is_superuser
    stories = Story.objects.all() if everyone else Story.objects.credited_to(request.user)
    story = stories.filter(pk=int(story_pk) if is_key else 0).first()
    return story.render_options("preview") if story else None

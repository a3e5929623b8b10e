"""The editor's endpoints; two of them replace those of django-markdownx.

Its own views check no permission, store any file declared as an image, shrink pictures
without telling the author, and answer bad input with status 500.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from accounts.models import User
from serial.chapters.texts import BODY_MAX_LENGTH
from serial.desk.editor.ignored_checks import IgnoredChecks, change_ignored
from serial.desk.editor.preview_limits import PREVIEWS, count_text
from serial.desk.editor.text_checks import render_checks
from serial.desk.editor.uploads import TooManyUploads, check_upload_allowance, store_upload
from serial.images.fields import ImageUploadField
from serial.markup.options import Options
from serial.markup.rendering import render
from serial.params import parse_id
from serial.stories.models import Story
from serial.web.rate_limits import TooManyRequests
from serial.web.submitted_fields import wants_json

View = Callable[[AuthenticatedRequest], HttpResponse]


def _text_response(message: str, status: int) -> HttpResponse:
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


def _json_error(message: str, status: int) -> HttpResponse:
    """The script parses every upload response as JSON; anything else would stop it."""
    return JsonResponse({"image": [message]}, status=status)


def for_authors(refuse: Callable[[str, int], HttpResponse]) -> Callable[[View], View]:
    """Refuses everybody else with a message: the script would follow a redirect unseen."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: AuthenticatedRequest) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) or not user.may_edit_stories():
                return refuse(_("Sign in as an author. Your text is still here."), 403)
            try:
                return view(request)
            except Http404 as error:
                return refuse(str(error), 404)

        return wrapper

    return decorate


@require_POST
@for_authors(_text_response)
def preview_text(request: AuthenticatedRequest) -> HttpResponse:
    """Responds with the HTML; as JSON with "html" and "checks", the list for the field "field"."""
    source = request.POST.get("content")
    if source is None:
        return _text_response(_("There is no text to preview."), 400)
    if len(source) > BODY_MAX_LENGTH:
        return _text_response(_("This text is too long to preview. Split it into chapters."), 413)
    story = _get_story(request)
    options = _rendering_options(story)
    try:
        count_text(PREVIEWS, request.user, len(source))
    except TooManyRequests as error:
        return error.refuse(_text_response(error.message_for_preview(), 429))
    html = render(source, options).html
    if wants_json(request):
        field = request.POST.get("field", "")
        checks = render_checks(source, options, field, IgnoredChecks(story))
        return JsonResponse({"html": html, "checks": checks})
    return HttpResponse(html)


@require_POST
@for_authors(_text_response)
def change_ignored_checks(request: AuthenticatedRequest) -> HttpResponse:
    """Ignores a finding of "Check these" in the story, or no longer so. Responds without content.

    The script asks for the preview again, which brings the list.
    """
    story = _get_story(request)
    if story is None:
        raise Http404(_("You cannot edit this story."))
    change_ignored(request.POST, story, by=request.user)
    return HttpResponse(status=204)


@require_POST
@for_authors(_json_error)
def upload_picture(request: AuthenticatedRequest) -> HttpResponse:
    try:
        check_upload_allowance(request.user)
        picture = ImageUploadField().clean(request.FILES.get("image"))
        upload = store_upload(picture, by=request.user)
    except ValidationError as error:
        return JsonResponse({"image": error.messages}, status=400)
    except TooManyUploads as error:
        return _too_many_uploads(error.seconds_left())
    return JsonResponse({"image_code": f"![]({upload.file.url})", "image_path": upload.file.url})


def _too_many_uploads(seconds: int) -> HttpResponse:
    minutes = -(-seconds // 60)
    message = ngettext(
        "You have reached the limit of uploads per hour. Try again in %(count)d minute.",
        "You have reached the limit of uploads per hour. Try again in %(count)d minutes.",
        minutes,
    )
    response = _json_error(message % {"count": minutes}, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _get_story(request: AuthenticatedRequest) -> Story | None:
    """Returns the story in the query, None if there is none. Raises Http404 if it is not theirs."""
    story_pk = request.GET.get("story", "")
    if not story_pk:
        return None
    stories = Story.objects.managed_by(request.user)
    story = stories.filter(pk=parse_id(story_pk) or 0).first()
    if story is None:
        raise Http404(_("You cannot edit this story."))
    return story


def _rendering_options(story: Story | None) -> Options:
    if story is None:
        return Options(media_url=settings.MEDIA_URL, id_prefix="preview")
    return story.render_options("preview")

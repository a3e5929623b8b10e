from http import HTTPStatus

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from serial.comments.editing import TooLate, save_edit
from serial.comments.rendering import preview_comment_html
from serial.reading.age_gate import consent_query
from serial.reading.comments.action_page import get_readable_comment, url_for_viewer
from serial.reading.comments.comment_form import BodyField
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import is_own
from serial.web.error_views import signed_out
from serial.web.middleware.gone import Gone
from serial.web.submitted_fields import submitted_fields


class EditForm(forms.Form):
    text = BodyField()


def _give_back(request: HttpRequest, refused: Exception) -> HttpResponse:
    """What was typed is not lost with what it was typed for."""
    if not request.user.is_authenticated:
        return signed_out(request)
    is_theirs = not isinstance(refused, PermissionDenied)
    status = HTTPStatus.GONE if is_theirs else HTTPStatus.FORBIDDEN
    context = {"sent": submitted_fields(request)}
    return render(request, "reading/comments/comment_gone.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@redirect_changed_slug
def edit_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    try:
        place, comment = get_readable_comment(request, story_slug, chapter_slug, number)
        if not is_own(request, comment):
            raise PermissionDenied
    except (Gone, Http404, PermissionDenied) as refused:
        if request.method != "POST":
            raise
        return _give_back(request, refused)
    form = EditForm(request.POST or None, initial={"text": comment.body})
    said, shown = "", ""
    status = HTTPStatus.OK
    if not comment.is_editable():
        said = gettext("Somebody has answered, or the half hour is over: it stays as it is.")
        status = HTTPStatus.CONFLICT
    elif form.is_valid() and "preview" in request.POST:
        shown = preview_comment_html(form.cleaned_data["text"])
    elif form.is_valid():
        try:
            save_edit(comment.pk, form.cleaned_data["text"])
            return redirect(f"{url_for_viewer(request, place, comment)}#c{number}")
        except TooLate:
            said = gettext("Somebody answered meanwhile: it stays as it is.")
            status = HTTPStatus.CONFLICT
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = place.context(consent_query(request)) | {
        "comment": comment,
        "form": form,
        "message": said,
        "preview": SafeString(shown),
        "owner_token": request.POST.get("owner") or request.GET.get("owner") or "",
    }
    response = render(request, "reading/comments/edit.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response

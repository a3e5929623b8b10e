from http import HTTPStatus

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from serial.comments.editing import TooLate, edit
from serial.comments.rendering import preview
from serial.reading.gone import Gone
from serial.reading.mature import answered
from serial.reading.talk.act_page import find_for_acting, page_of
from serial.reading.talk.comment_form import BodyField
from serial.reading.talk.moving import leads_on
from serial.reading.talk.tokens import is_mine
from serial.web.failures import signed_out
from serial.web.giving_back import what_was_sent


class EditForm(forms.Form):
    text = BodyField()


def _give_back(request: HttpRequest, refused: Exception) -> HttpResponse:
    """What was typed is not lost with what it was typed for."""
    if not request.user.is_authenticated:
        return signed_out(request)
    is_theirs = not isinstance(refused, PermissionDenied)
    status = HTTPStatus.GONE if is_theirs else HTTPStatus.FORBIDDEN
    context = {"sent": what_was_sent(request)}
    return render(request, "reading/talk/comment_gone.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def edit_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    try:
        place, comment = find_for_acting(request, story_slug, chapter_slug, number)
        if not is_mine(request, comment):
            raise PermissionDenied
    except (Gone, Http404, PermissionDenied) as refused:
        if request.method != "POST":
            raise
        return _give_back(request, refused)
    form = EditForm(request.POST or None, initial={"text": comment.body})
    said, shown = "", ""
    status = HTTPStatus.OK
    if not comment.is_open_to_edits():
        said = gettext("Somebody has answered, or the half hour is over: it stays as it is.")
        status = HTTPStatus.CONFLICT
    elif form.is_valid() and "preview" in request.POST:
        shown = preview(form.cleaned_data["text"])
    elif form.is_valid():
        try:
            edit(comment.pk, form.cleaned_data["text"])
            return redirect(f"{page_of(request, place, comment)}#c{number}")
        except TooLate:
            said = gettext("Somebody answered meanwhile: it stays as it is.")
            status = HTTPStatus.CONFLICT
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = place.context(answered(request)) | {
        "comment": comment,
        "form": form,
        "said": said,
        "preview": SafeString(shown),
        "mine": request.POST.get("mine") or request.GET.get("mine") or "",
    }
    response = render(request, "reading/talk/edit.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response

from http import HTTPStatus

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from serial.comments.editing import TooLate, save_edit
from serial.comments.form_fields import BodyField
from serial.comments.models import Comment
from serial.comments.time_limits import EDIT_MINUTES
from serial.reading.age_gate import consent_query
from serial.reading.comments.action_page import get_readable_comment, url_for_viewer
from serial.reading.comments.context import CommentsContext
from serial.reading.comments.preview import comment_preview
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import read_owner_token
from serial.web.error_views import signed_out
from serial.web.middleware.gone import Gone
from serial.web.policy_acceptance import acceptance_required
from serial.web.rate_limits import TooManyRequests
from serial.web.submitted_fields import submitted_fields


class EditForm(forms.Form):
    text = BodyField()


@require_http_methods(["GET", "HEAD", "POST"])
@acceptance_required
@redirect_changed_slug
def edit_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    try:
        comments, comment = get_readable_comment(request, story_slug, chapter_slug, number)
        owner_token = read_owner_token(request, comments.chapter, number)
        if not comment.is_by(request.user, owner_token):
            raise PermissionDenied
    except (Gone, Http404, PermissionDenied) as error:
        if request.method != "POST":
            raise
        return _return_text(request, error)
    form = EditForm(request.POST or None, initial={"text": comment.body})
    message, preview = "", ""
    status = HTTPStatus.OK
    if not comment.is_editable():
        message = _too_late_message()
        status = HTTPStatus.CONFLICT
    elif form.is_valid() and "preview" in request.POST:
        try:
            preview = comment_preview(request, form.cleaned_data["text"])
        except TooManyRequests as error:
            return _render(request, comments, comment, form, limited=error)
    elif form.is_valid():
        try:
            save_edit(comment.pk, form.cleaned_data["text"], request.user, owner_token)
            return redirect(f"{url_for_viewer(request, comments, comment)}#c{number}")
        except TooLate:
            message = gettext(
                "Somebody has replied in the meantime. This comment can no longer be edited."
            )
            status = HTTPStatus.CONFLICT
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _render(request, comments, comment, form, message, preview, status)


def _render(
    request: HttpRequest,
    comments: CommentsContext,
    comment: Comment,
    form: EditForm,
    message: str = "",
    preview: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    limited: TooManyRequests | None = None,
) -> HttpResponse:
    context = comments.template_context(consent_query(request)) | {
        "comment": comment,
        "form": form,
        "message": limited.message_for_preview() if limited else message,
        "preview": preview,
    }
    response = render(request, "reading/comments/edit.html", context, status=status)
    # As the form for a new comment.
    patch_cache_control(response, private=True, no_cache=True)
    return limited.refuse(response) if limited else response


def _return_text(request: HttpRequest, error: Exception) -> HttpResponse:
    """Shows the submitted text again, because it cannot be saved."""
    if not request.user.is_authenticated:
        return signed_out(request)
    is_denied = isinstance(error, PermissionDenied)
    status = HTTPStatus.FORBIDDEN if is_denied else HTTPStatus.GONE
    context = {"submitted": submitted_fields(request)}
    return render(request, "reading/comments/comment_gone.html", context, status=status)


def _too_late_message() -> str:
    message = ngettext(
        "This comment can no longer be edited. Comments can be edited for %(minutes)d minute,"
        " until somebody replies.",
        "This comment can no longer be edited. Comments can be edited for %(minutes)d minutes,"
        " until somebody replies.",
        EDIT_MINUTES,
    )
    return message % {"minutes": EDIT_MINUTES}

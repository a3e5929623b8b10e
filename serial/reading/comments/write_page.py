"""Writing a comment. Every response to a rejected comment has its text and says what to do."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.adapter import client_ip
from accounts.models import User
from serial.comments.models import Comment
from serial.comments.permissions import PostingRefused
from serial.comments.posting import post_comment
from serial.comments.rate_limits import RateLimited
from serial.comments.rendering import preview_comment_html
from serial.comments.submission import CommentSubmission
from serial.params import parse_id
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.comment_form import CommentForm
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.paragraphs import get_paragraph
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import comment_url, new_form_key
from serial.web.middleware.gone import Gone
from serial.web.submitted_fields import submitted_fields

# The form cuts a quote to its real limit; this keeps a URL from filling the page.
MAX_QUOTE_IN_URL = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
@redirect_changed_slug
def write_comment(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    try:
        comments = get_comments_context(request, story_slug, chapter_slug)
    except (Gone, Http404):
        if request.method != "POST":
            raise
        return _return_text(request)
    if request.method == "POST":
        response = _submit(request, comments)
    elif needs_consent(request, comments.story):
        # The form would show a paragraph of the story, or the comment it replies to.
        return show_age_gate(request, comments.story)
    else:
        response = _render_form(request, comments, _new_form(request))
    patch_cache_control(response, private=True, no_store=True)
    return response


def _return_text(request: HttpRequest) -> HttpResponse:
    """Shows the submitted text again: the chapter was removed while it was written."""
    context = {"submitted": submitted_fields(request)}
    return render(request, "reading/comments/chapter_gone.html", context, status=HTTPStatus.GONE)


def _new_form(request: HttpRequest) -> CommentForm:
    is_member = request.user.is_authenticated
    initial = {
        "form_key": new_form_key(),
        "reply_to": request.GET.get("reply_to"),
        "paragraph": request.GET.get("paragraph"),
        "quote": request.GET.get("quote", "")[:MAX_QUOTE_IN_URL],
        "member": "1" if is_member else "",
    }
    return CommentForm(initial=initial, is_member=is_member)


def _submit(request: HttpRequest, comments: CommentsContext) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    form = CommentForm(request.POST.dict(), is_member=user is not None)
    if form.data.get("member") and user is None:
        form.errors.clear()
        # The next submission may come from a guest, or from the member signed in again.
        form.clear_member()
        return _reject(request, comments, form, _signed_out_message(), HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        message = _incomplete_message() if form.clear_invalid_hidden_fields() else ""
        return _reject(request, comments, form, message, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "preview" in request.POST:
        preview = preview_comment_html(form.cleaned_data["text"])
        return _render_form(request, comments, form, preview=preview)
    if form.read_form_key() is None:
        form.replace_form_key()
        message = _incomplete_message()
        return _reject(request, comments, form, message, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _post(request, comments, form, user)


def _post(
    request: HttpRequest, comments: CommentsContext, form: CommentForm, user: User | None
) -> HttpResponse:
    try:
        comment = post_comment(_submission(request, comments, form, user))
    except PostingRefused as error:
        if error.code == "parent-unavailable":
            form.clear_reply_to()
        if error.code == "already-sent":
            form.replace_form_key()
        status = HTTPStatus.GONE if error.code == "parent-unavailable" else HTTPStatus.FORBIDDEN
        return _reject(request, comments, form, error.message, status)
    except RateLimited as error:
        message = _rate_limited_message(error)
        response = _reject(request, comments, form, message, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(
            max(1, int((error.until - timezone.now()).total_seconds()))
        )
        return response
    url = comment_url(comment, comments.url, consent_query(request), with_owner_token=user is None)
    return redirect(f"{url}#c{comment.number}")


def _submission(
    request: HttpRequest, comments: CommentsContext, form: CommentForm, user: User | None
) -> CommentSubmission:
    form_key = form.read_form_key()
    assert form_key is not None  # noqa: S101 - _submit has checked it
    data = form.cleaned_data
    paragraph = get_paragraph(comments, data["paragraph"])
    return CommentSubmission(
        chapter=comments.chapter,
        form_key=form_key.key,
        body=data["text"],
        user=user,
        guest_name=data.get("name") or "",
        guest_email=data.get("email") or "",
        ip=client_ip(request),
        parent=_parent(comments, data["reply_to"]),
        paragraph=paragraph.number if paragraph else None,
        quote=data["quote"],
        seconds=form_key.seconds_open(),
        honeypot=data["website"],
    )


def _parent(comments: CommentsContext, number: int | None) -> Comment | None:
    if number is None:
        return None
    parent = Comment.objects.filter(chapter=comments.chapter, number=number).first()
    if parent is None:
        message = gettext(
            "The comment you reply to does not exist. You can post yours as a new comment."
        )
        raise PostingRefused("parent-unavailable", message)
    return parent


def _incomplete_message() -> str:
    return gettext("The form was incomplete. Check your comment and send it again.")


def _signed_out_message() -> str:
    return gettext(
        "You are signed out. Open another tab, sign in there, then send your comment again. To send"
        " it as a guest, enter a name."
    )


def _rate_limited_message(error: RateLimited) -> str:
    until = date_format(timezone.localtime(error.until), "DATETIME_FORMAT")
    message = gettext(
        "You have posted too many comments in a short time. Send this again after %(time)s."
    )
    return message % {"time": until}


def _reject(
    request: HttpRequest, comments: CommentsContext, form: CommentForm, message: str, status: int
) -> HttpResponse:
    return _render_form(request, comments, form, status, message=message)


def _render_form(
    request: HttpRequest,
    comments: CommentsContext,
    form: CommentForm,
    status: int = HTTPStatus.OK,
    *,
    message: str = "",
    preview: str = "",
) -> HttpResponse:
    context: dict[str, Any] = comments.template_context(consent_query(request)) | {
        "form": form,
        "message": message,
        "preview": SafeString(preview),
        "parent": _readable_parent(request, comments, form["reply_to"].value()),
        "paragraph": get_paragraph(comments, form["paragraph"].value()),
        "quote": form["quote"].value() or "",
    }
    return render(request, "reading/comments/write.html", context, status=status)


def _readable_parent(
    request: HttpRequest, comments: CommentsContext, number: Any
) -> Comment | None:
    """The comment to show above a reply's form; None if this visitor may not read it."""
    readable = Comment.objects.readable_by(request.user).with_names()
    number = parse_id(str(number or "")) or 0
    return readable.filter(chapter=comments.chapter, number=number).first()

"""Writing a comment. Whatever comes of it, the answer has the text, and says what to do."""

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
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.comment_form import CommentForm
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.passages import get_passage
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import comment_url, new_form_key
from serial.web.middleware.gone import Gone
from serial.web.submitted_fields import submitted_fields


@require_http_methods(["GET", "HEAD", "POST"])
@redirect_changed_slug
def write_comment(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    try:
        place = get_comments_context(request, story_slug, chapter_slug)
    except (Gone, Http404):
        if request.method != "POST":
            raise
        return _gone(request)
    if request.method == "POST":
        response = _receive(request, place)
    elif needs_consent(request, place.story):
        # The passage and what is answered are of the story, too.
        return show_age_gate(request, place.story)
    else:
        response = _show(request, place, _new_form(request, place))
    patch_cache_control(response, private=True, no_store=True)
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    """The chapter was taken away while somebody wrote: their words are not."""
    context = {"sent": submitted_fields(request)}
    return render(request, "reading/comments/chapter_gone.html", context, status=HTTPStatus.GONE)


def _new_form(request: HttpRequest, place: CommentsContext) -> CommentForm:
    is_member = request.user.is_authenticated
    initial = {
        "form_key": new_form_key(),
        "reply_to": request.GET.get("reply_to"),
        "paragraph": request.GET.get("paragraph"),
        "quote": request.GET.get("quote", "")[:1_000],
        "member": "1" if is_member else "",
    }
    return CommentForm(initial=initial, is_member=is_member)


def _receive(request: HttpRequest, place: CommentsContext) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    form = CommentForm(request.POST.dict(), is_member=user is not None)
    if form.data.get("member") and user is None:
        form.errors.clear()
        # Sent once more it is a guest's, or a member's again: either is meant.
        form.as_guest()
        return _say(request, place, form, _signed_out(), HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        said = _incomplete() if form.mend() else ""
        return _say(request, place, form, said, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "preview" in request.POST:
        return _show(request, place, form, shown=preview_comment_html(form.cleaned_data["text"]))
    key = form.key()
    if key is None:
        form.renew()
        return _say(request, place, form, _incomplete(), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _post(request, place, form, user)


def _post(
    request: HttpRequest, place: CommentsContext, form: CommentForm, user: User | None
) -> HttpResponse:
    try:
        comment = post_comment(_posting(request, place, form, user))
    except PostingRefused as refused:
        if refused.code == "parent-unavailable":
            form.by_itself()
        if refused.code == "already-sent":
            form.renew()
        status = HTTPStatus.GONE if refused.code == "parent-unavailable" else HTTPStatus.FORBIDDEN
        return _say(request, place, form, refused.message, status)
    except RateLimited as often:
        response = _say(request, place, form, _too_often(often), HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(
            max(1, int((often.until - timezone.now()).total_seconds()))
        )
        return response
    address = comment_url(comment, place.address, consent_query(request), is_guests=user is None)
    return redirect(f"{address}#c{comment.number}")


def _posting(
    request: HttpRequest, place: CommentsContext, form: CommentForm, user: User | None
) -> CommentSubmission:
    key = form.key()
    assert key is not None  # noqa: S101 - looked at before
    typed = form.cleaned_data
    passage = get_passage(place, typed["paragraph"])
    return CommentSubmission(
        chapter=place.chapter,
        form_key=key.key,
        body=typed["text"],
        user=user,
        guest_name=typed.get("name") or "",
        guest_email=typed.get("email") or "",
        ip=client_ip(request),
        parent=_parent(place, typed["reply_to"]),
        paragraph=passage.number if passage else None,
        quote=typed["quote"],
        seconds=key.seconds_open(),
        honeypot=typed["website"],
    )


def _parent(place: CommentsContext, number: int | None) -> Comment | None:
    if number is None:
        return None
    comments = Comment.objects.filter(chapter=place.chapter)
    parent = comments.filter(number=number).first()
    if parent is None:
        said = gettext("The comment that you answer is not here. You can send yours by itself.")
        raise PostingRefused("parent-unavailable", said)
    return parent


def _incomplete() -> str:
    return gettext("This form was not complete. Look it over, and send it once more.")


def _signed_out() -> str:
    return gettext(
        "You are signed out. Sign in, in another tab if you like, and send this again;"
        " or add a name and send it as a guest."
    )


def _too_often(often: RateLimited) -> str:
    moment = date_format(timezone.localtime(often.until), "DATETIME_FORMAT")
    said = gettext("You have written a lot in a short time. Send this again after %(moment)s.")
    return said % {"moment": moment}


def _say(
    request: HttpRequest, place: CommentsContext, form: CommentForm, said: str, status: int
) -> HttpResponse:
    return _show(request, place, form, status, message=said)


def _show(
    request: HttpRequest,
    place: CommentsContext,
    form: CommentForm,
    status: int = HTTPStatus.OK,
    *,
    message: str = "",
    shown: str = "",
) -> HttpResponse:
    context: dict[str, Any] = place.context(consent_query(request)) | {
        "form": form,
        "message": message,
        "preview": SafeString(shown),
        "parent": _shown_parent(request, place, form["reply_to"].value()),
        "passage": get_passage(place, form["paragraph"].value()),
        "quote": form["quote"].value() or "",
    }
    return render(request, "reading/comments/write.html", context, status=status)


def _shown_parent(request: HttpRequest, place: CommentsContext, number: Any) -> Comment | None:
    """What is answered, above the form, where this person may read it."""
    if not str(number or "").isdecimal() or len(str(number)) > 9:
        return None
    readable = Comment.objects.readable_by(request.user).with_names()
    return readable.filter(chapter=place.chapter, number=int(number)).first()

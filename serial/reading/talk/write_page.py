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

from accounts.adapter import ip_of
from accounts.models import User
from serial.comments.limits import TooOften
from serial.comments.models import Comment
from serial.comments.posting import Posting, post
from serial.comments.refusals import Refused
from serial.comments.rendering import preview
from serial.reading.gone import Gone
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.talk.comment_form import CommentForm
from serial.reading.talk.finding import Place, find_place
from serial.reading.talk.moving import leads_on
from serial.reading.talk.passages import passage_of
from serial.reading.talk.tokens import address_of, new_form_key
from serial.web.giving_back import what_was_sent


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def write_comment(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    try:
        place = find_place(request, story_slug, chapter_slug)
    except (Gone, Http404):
        if request.method != "POST":
            raise
        return _gone(request)
    if request.method == "POST":
        response = _receive(request, place)
    elif must_ask(request, place.story):
        # The passage and what is answered are of the story, too.
        return show_question(request, place.story)
    else:
        response = _show(request, place, _new_form(request, place))
    patch_cache_control(response, private=True, no_store=True)
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    """The chapter was taken away while somebody wrote: their words are not."""
    context = {"sent": what_was_sent(request)}
    return render(request, "reading/talk/chapter_gone.html", context, status=HTTPStatus.GONE)


def _new_form(request: HttpRequest, place: Place) -> CommentForm:
    is_member = request.user.is_authenticated
    initial = {
        "form": new_form_key(),
        "to": request.GET.get("to"),
        "on": request.GET.get("on"),
        "quote": request.GET.get("quote", "")[:1_000],
        "member": "1" if is_member else "",
    }
    return CommentForm(initial=initial, is_member=is_member)


def _receive(request: HttpRequest, place: Place) -> HttpResponse:
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
        return _show(request, place, form, shown=preview(form.cleaned_data["text"]))
    key = form.key()
    if key is None:
        form.renew()
        return _say(request, place, form, _incomplete(), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _post(request, place, form, user)


def _post(request: HttpRequest, place: Place, form: CommentForm, user: User | None) -> HttpResponse:
    try:
        comment = post(_posting(request, place, form, user))
    except Refused as refused:
        if refused.code == "parent-gone":
            form.by_itself()
        if refused.code == "sent-before":
            form.renew()
        status = HTTPStatus.GONE if refused.code == "parent-gone" else HTTPStatus.FORBIDDEN
        return _say(request, place, form, refused.said, status)
    except TooOften as often:
        response = _say(request, place, form, _too_often(often), HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(
            max(1, int((often.until - timezone.now()).total_seconds()))
        )
        return response
    address = address_of(comment, place.address, answered(request), is_guests=user is None)
    return redirect(f"{address}#c{comment.number}")


def _posting(request: HttpRequest, place: Place, form: CommentForm, user: User | None) -> Posting:
    key = form.key()
    assert key is not None  # noqa: S101 - looked at before
    typed = form.cleaned_data
    passage = passage_of(place, typed["on"])
    return Posting(
        chapter=place.chapter,
        form_key=key.key,
        body=typed["text"],
        writer=user,
        guest_name=typed.get("name") or "",
        guest_email=typed.get("email") or "",
        ip=ip_of(request),
        parent=_parent(place, typed["to"]),
        block=passage.number if passage else None,
        quote=typed["quote"],
        seconds=key.seconds_open(),
        trap=typed["website"],
    )


def _parent(place: Place, number: int | None) -> Comment | None:
    if number is None:
        return None
    comments = Comment.objects.filter(chapter=place.chapter)
    parent = comments.filter(number=number).first()
    if parent is None:
        said = gettext("The comment that you answer is not here. You can send yours by itself.")
        raise Refused("parent-gone", said)
    return parent


def _incomplete() -> str:
    return gettext("This form was not complete. Look it over, and send it once more.")


def _signed_out() -> str:
    return gettext(
        "You are signed out. Sign in, in another tab if you like, and send this again;"
        " or add a name and send it as a guest."
    )


def _too_often(often: TooOften) -> str:
    moment = date_format(timezone.localtime(often.until), "DATETIME_FORMAT")
    said = gettext("You have written a lot in a short time. Send this again after %(moment)s.")
    return said % {"moment": moment}


def _say(
    request: HttpRequest, place: Place, form: CommentForm, said: str, status: int
) -> HttpResponse:
    return _show(request, place, form, status, said=said)


def _show(
    request: HttpRequest,
    place: Place,
    form: CommentForm,
    status: int = HTTPStatus.OK,
    *,
    said: str = "",
    shown: str = "",
) -> HttpResponse:
    context: dict[str, Any] = place.context(answered(request)) | {
        "form": form,
        "said": said,
        "preview": SafeString(shown),
        "parent": _shown_parent(request, place, form["to"].value()),
        "passage": passage_of(place, form["on"].value()),
        "quote": form["quote"].value() or "",
    }
    return render(request, "reading/talk/write.html", context, status=status)


def _shown_parent(request: HttpRequest, place: Place, number: Any) -> Comment | None:
    """What is answered, above the form, where this person may read it."""
    if not str(number or "").isdecimal() or len(str(number)) > 9:
        return None
    readable = Comment.objects.readable_by(request.user).with_names()
    return readable.filter(chapter=place.chapter, number=int(number)).first()

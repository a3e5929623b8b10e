"""Carries out what a button under a comment says."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.models import User
from serial.comments.acting import CannotAct
from serial.comments.choices import State
from serial.comments.editing import TooLate
from serial.comments.models import Act, Comment
from serial.comments.undoing import undo
from serial.reading.mature import answered
from serial.reading.talk.acts import BY_NAME, Asker
from serial.reading.talk.comment_page import find_comment, may_read
from serial.reading.talk.finding import Place, find_place
from serial.reading.talk.moving import leads_on
from serial.reading.talk.tokens import address_of, has_token, is_mine


@require_POST
@leads_on
def act_on_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    """The field `act` names what to do; `undo` the act that is undone."""
    place, comment = find_for_acting(request, story_slug, chapter_slug, number)
    name = request.POST.get("act", "")
    try:
        if name == "undo":
            _undo(request, comment)
        else:
            _do(request, comment, name)
    except (CannotAct, TooLate) as refused:
        _tell(request, str(refused) or gettext("It is too late for that."))
    if request.headers.get("Sec-Fetch-Mode") == "cors":
        # A script sent it, and shows the comment anew by itself.
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return redirect(page_of(request, place, comment))


def find_for_acting(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> tuple[Place, Comment]:
    """Raises what `find_place` does, and Http404 for whoever could not read the comment."""
    place = find_place(request, story_slug, chapter_slug)
    comment = find_comment(place, number)
    mine = is_mine(request, comment)
    if not may_read(request, comment, mine=mine):
        raise Http404
    return place, comment


def page_of(request: HttpRequest, place: Place, comment: Comment) -> str:
    """The comment's page; for a guest whose it is, as theirs."""
    is_guests = has_token(request, comment)
    return address_of(comment, place.address, answered(request), is_guests=is_guests)


def _do(request: HttpRequest, comment: Comment, name: str) -> None:
    choice = BY_NAME.get(name)
    if choice is None:
        raise Http404
    asker = Asker.of(request, comment, mine=is_mine(request, comment))
    if not choice.may(comment, asker):
        raise PermissionDenied
    if not choice.is_due(comment, asker):
        # A button pressed twice, or on a page that was open for long, is no offence.
        raise CannotAct(gettext("Nothing was changed: it is so already, or it is too late."))
    choice.do(comment, asker.user)
    if comment.state != State.ERASED:
        _tell(request, gettext("Done: %(what)s.") % {"what": choice.label})


def _undo(request: HttpRequest, comment: Comment) -> None:
    if not isinstance(request.user, User) or not comment.is_moderated_by(request.user):
        raise PermissionDenied
    number = request.POST.get("undo", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Http404
    undo(get_object_or_404(Act, pk=int(number), comment=comment), request.user)
    _tell(request, gettext("Undone."))


def _tell(request: HttpRequest, said: str) -> None:
    # A guest has no session, and sees on the page what became of the comment.
    if request.user.is_authenticated:
        messages.info(request, said)

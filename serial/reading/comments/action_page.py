"""Carries out what a button under a comment says."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.models import User
from serial.comments.action_log import ActionRefused
from serial.comments.choices import State
from serial.comments.editing import TooLate
from serial.comments.models import Comment, CommentAction
from serial.comments.undoing import undo_action
from serial.reading.age_gate import consent_query
from serial.reading.comments.actions import ACTIONS_BY_NAME, Viewer
from serial.reading.comments.comment_page import find_comment, may_read
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import comment_url, has_owner_token, is_own


@require_POST
@redirect_changed_slug
def apply_action(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    """The field `action` names what to do; `undo` the act that is undone."""
    place, comment = get_readable_comment(request, story_slug, chapter_slug, number)
    name = request.POST.get("action", "")
    try:
        if name == "undo":
            _undo(request, comment)
        else:
            _apply(request, comment, name)
    except (ActionRefused, TooLate) as refused:
        _notify(request, str(refused) or gettext("It is too late for that."))
    if request.headers.get("Sec-Fetch-Mode") == "cors":
        # A script sent it, and shows the comment anew by itself.
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return redirect(url_for_viewer(request, place, comment))


def get_readable_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> tuple[CommentsContext, Comment]:
    """Raises what `find_place` does, and Http404 for whoever could not read the comment."""
    place = get_comments_context(request, story_slug, chapter_slug)
    comment = find_comment(place, number)
    mine = is_own(request, comment)
    if not may_read(request, comment, mine=mine):
        raise Http404
    return place, comment


def url_for_viewer(request: HttpRequest, place: CommentsContext, comment: Comment) -> str:
    """The comment's page; for a guest whose it is, as theirs."""
    is_guests = has_owner_token(request, comment)
    return comment_url(comment, place.address, consent_query(request), is_guests=is_guests)


def _apply(request: HttpRequest, comment: Comment, name: str) -> None:
    choice = ACTIONS_BY_NAME.get(name)
    if choice is None:
        raise Http404
    asker = Viewer.of(request, comment, mine=is_own(request, comment))
    if not choice.may(comment, asker):
        raise PermissionDenied
    if not choice.is_due(comment, asker):
        # A button pressed twice, or on a page that was open for long, is no offence.
        raise ActionRefused(gettext("Nothing was changed: it is so already, or it is too late."))
    choice.do(comment, asker.user)
    if comment.state != State.ERASED:
        _notify(request, gettext("Done: %(what)s.") % {"what": choice.label})


def _undo(request: HttpRequest, comment: Comment) -> None:
    if not isinstance(request.user, User) or not comment.is_moderated_by(request.user):
        raise PermissionDenied
    number = request.POST.get("undo", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Http404
    undo_action(get_object_or_404(CommentAction, pk=int(number), comment=comment), request.user)
    _notify(request, gettext("Undone."))


def _notify(request: HttpRequest, said: str) -> None:
    # A guest has no session, and sees on the page what became of the comment.
    if request.user.is_authenticated:
        messages.info(request, said)

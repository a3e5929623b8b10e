"""Applies the action of a button on a comment's page."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from serial.comments.actions import ACTIONS
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.comments.viewers import load_viewer
from serial.moderation.acting import (
    apply_action,
    find_rule,
    needs_ground,
    undo_logged,
    url_to_decide,
)
from serial.params import parse_id
from serial.reading.age_gate import consent_query
from serial.reading.comments.comment_page import find_comment
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import comment_url, read_owner_token


@require_POST
@redirect_changed_slug
def press_button(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    """`action` is the name of an action, or "undo" with the CommentAction's pk in `undo`."""
    comments, comment = get_readable_comment(request, story_slug, chapter_slug, number)
    name = request.POST.get("action", "")
    rule_url = _url_of_rules(request, comment, name)
    if rule_url:
        return redirect(rule_url)
    try:
        if name == "undo":
            _undo(request, comment)
        else:
            _apply(request, comments, comment, name)
    except ActionRefused as error:
        _notify(request, str(error) or gettext("It is too late for this action."))
    if request.headers.get("Sec-Fetch-Mode") == "cors":
        # A script sent the request and reloads the comment itself.
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return redirect(url_for_viewer(request, comments, comment))


def get_readable_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> tuple[CommentsContext, Comment]:
    """Raises what `get_comments_context` does, and Http404 if the visitor may not read it."""
    comments = get_comments_context(request, story_slug, chapter_slug)
    comment = find_comment(comments, number)
    if not comment.is_readable_by(
        request.user, read_owner_token(request, comments.chapter, number)
    ):
        raise Http404
    return comments, comment


def url_for_viewer(request: HttpRequest, comments: CommentsContext, comment: Comment) -> str:
    """The URL of the comment's page: of the own page if the visitor is the guest who wrote it."""
    owner_token = read_owner_token(request, comments.chapter, comment.number)
    is_own = comment.user_id is None and comment.is_by(request.user, owner_token)
    return comment_url(comments, comment.number, consent_query(request), is_own=is_own)


def _apply(request: HttpRequest, comments: CommentsContext, comment: Comment, name: str) -> None:
    action = ACTIONS.get(name)
    if action is None:
        raise Http404
    owner_token = read_owner_token(request, comments.chapter, comment.number)
    viewer = load_viewer(comment, request.user, owner_token)
    if action.permission(viewer) and not action.is_applicable(comment, viewer):
        # The button was pressed twice, or the page was loaded long ago.
        raise ActionRefused(gettext("Nothing changed: it was already done, or it is too late."))
    rule = find_rule(request.POST.get("rule"))
    seen = parse_id(request.POST.get("revision"))
    apply_action(action, comment, request.user, owner_token, rule, seen=seen)
    if comment.state != State.ERASED:
        _notify(request, gettext("Done: %(action)s.") % {"action": action.label})


def _url_of_rules(request: HttpRequest, comment: Comment, name: str) -> str:
    """A moderator who rejects or hides a comment says why in the queue; otherwise returns ""."""
    action = ACTIONS.get(name)
    if action is None or request.POST.get("rule"):
        return ""
    if not needs_ground(action, comment, request.user):
        return ""
    return url_to_decide(comment, action)


def _undo(request: HttpRequest, comment: Comment) -> None:
    pk = parse_id(request.POST.get("undo"))
    undo_logged(get_object_or_404(CommentAction, pk=pk, comment=comment), request.user)
    _notify(request, gettext("Undone."))


def _notify(request: HttpRequest, message: str) -> None:
    # Guests have no session for messages. The comment's page shows them its new state.
    if request.user.is_authenticated:
        messages.info(request, message)

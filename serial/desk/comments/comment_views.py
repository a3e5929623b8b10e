"""The views behind the buttons of the inbox."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from serial.comments import feedback_pause
from serial.comments.actions import Action
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Comment, CommentAction
from serial.desk.comments.comment_actions import ACCEPTED_ACTIONS
from serial.desk.comments.comment_filters import CommentListQuery
from serial.moderation.acting import apply_action, undo_logged
from serial.params import parse_id
from serial.stories.models import Story

# Not logged: the query parameter that makes the inbox offer an Undo button after the action.
UNDONE_BY_NAME = {"like": "liked", "done": "done"}


def act_on_comment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The POST field `action` is the name of one of the ACCEPTED_ACTIONS."""
    comments = Comment.objects.not_deleted().on_stories_of(request.user).with_names()
    comment = get_object_or_404(comments, pk=pk)
    action = ACCEPTED_ACTIONS.get(request.POST.get("action", ""))
    if action is None or (action.is_for_threads and comment.parent_id is not None):
        raise Http404
    params = _apply_action(request, action, comment)
    return redirect(CommentListQuery.from_request(request).url(**params))


def _apply_action(
    request: AuthenticatedRequest, action: Action, comment: Comment
) -> dict[str, int]:
    """Returns the query parameters that make the inbox offer an Undo button."""
    try:
        seen = parse_id(request.POST.get("revision"))
        logged = apply_action(action, comment, request.user, seen=seen)
    except (ActionRefused, PermissionDenied) as error:
        messages.error(request, str(error))
        return {}
    if action.name in UNDONE_BY_NAME:
        return {UNDONE_BY_NAME[action.name]: comment.pk}
    if action.name in ("unlike", "not-done"):
        messages.success(request, gettext("Undone."))
    elif logged is None:
        # The button was clicked twice, or another author did the same just before.
        messages.info(request, gettext("Nothing changed. This was already done."))
    return {"action": logged.pk} if logged else {}


def undo_comment_action(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    stories = Story.objects.credited_to(request.user)
    action = get_object_or_404(CommentAction.objects.filter(story__in=stories), pk=pk)
    undo_with_message(request, action)
    return redirect(CommentListQuery.from_request(request).url())


def undo_with_message(request: HttpRequest, action: CommentAction) -> None:
    try:
        undo_logged(action, request.user)
        messages.success(request, gettext("Undone."))
    except PermissionDenied:
        message = gettext("A moderator of the site or a check decided this. You cannot undo it.")
        messages.error(request, message)
    except ActionRefused as error:
        messages.error(request, str(error))


def pause_feedback(request: AuthenticatedRequest) -> HttpResponse:
    feedback_pause.pause_feedback(request.user)
    messages.success(
        request, gettext("Feedback paused. New comments stay hidden until you resume feedback.")
    )
    return redirect("desk:comments")


def resume_feedback(request: AuthenticatedRequest) -> HttpResponse:
    feedback_pause.resume_feedback(request.user)
    messages.success(request, gettext("Feedback resumed. You see all comments again."))
    return redirect("desk:comments")

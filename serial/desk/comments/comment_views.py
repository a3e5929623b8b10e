"""What the buttons of the author's page of comments do; each says how it is undone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from serial.comments.action_log import ActionRefused
from serial.comments.feedback_pause import pause_feedback, resume_feedback
from serial.comments.models import Comment, CommentAction
from serial.comments.undoing import undo_action
from serial.desk.comments.comment_actions import ACTIONS_BY_NAME, DeskAction
from serial.desk.comments.comment_filters import CommentListQuery
from serial.stories.models import Story


def act_on_comment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The field `act` names what to do."""
    comments = Comment.objects.not_deleted().on_stories_of(request.user).with_names()
    comment = get_object_or_404(comments, pk=pk)
    deed = ACTIONS_BY_NAME.get(request.POST.get("act", ""))
    if deed is None or not deed.is_about(comment):
        raise Http404
    return redirect(CommentListQuery.of(request).address(**_apply(request, deed, comment)))


def _apply(request: AuthenticatedRequest, deed: DeskAction, comment: Comment) -> dict[str, Any]:
    """Returns what the next page says of it."""
    try:
        act = deed.do(comment, request.user)
    except ActionRefused as refused:
        messages.error(request, str(refused))
        return {}
    if deed.name == "thank":
        return {"thanked": comment.pk}
    if deed.name == "unthank":
        messages.success(request, gettext("Undone."))
    elif act is None:
        # A button pressed twice, or another author was quicker.
        messages.info(request, gettext("It is so already."))
    return {"done": act.pk} if act else {}


def undo_comment_action(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    of_mine = CommentAction.objects.filter(story__in=Story.objects.credited_to(request.user))
    undo_with_message(request, get_object_or_404(of_mine, pk=pk))
    return redirect(CommentListQuery.of(request).address())


def undo_with_message(request: HttpRequest, act: CommentAction) -> None:
    try:
        undo_action(act, request.user)  # type: ignore[arg-type]
        messages.success(request, gettext("Undone."))
    except ActionRefused as refused:
        messages.error(request, str(refused))


def begin_feedback_pause(request: AuthenticatedRequest) -> HttpResponse:
    pause_feedback(request.user)
    messages.success(request, gettext("Good writing! What readers say waits for you here."))
    return redirect("desk:comments")


def end_feedback_pause(request: AuthenticatedRequest) -> HttpResponse:
    resume_feedback(request.user)
    messages.success(request, gettext("Here is all that readers said meanwhile."))
    return redirect("desk:comments")

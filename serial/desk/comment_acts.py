"""What the buttons of the author's page of comments do; each says how it is undone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from accounts.requests import AuthenticatedRequest
from serial.comments.acting import CannotAct
from serial.comments.models import Act, Comment
from serial.comments.undoing import undo
from serial.comments.writing_days import begin_writing_days, end_writing_days
from serial.desk.comment_deeds import BY_NAME, Deed
from serial.desk.comments_asked import Asked
from serial.stories.models import Story


def act_on_comment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The field `act` names what to do."""
    comments = Comment.objects.kept().of_stories_of(request.user).with_names()
    comment = get_object_or_404(comments, pk=pk)
    deed = BY_NAME.get(request.POST.get("act", ""))
    if deed is None or not deed.is_about(comment):
        raise Http404
    return redirect(Asked.of(request).address(**_do(request, deed, comment)))


def _do(request: AuthenticatedRequest, deed: Deed, comment: Comment) -> dict[str, Any]:
    """Returns what the next page says of it."""
    try:
        act = deed.do(comment, request.user)
    except CannotAct as refused:
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


def undo_act(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    of_mine = Act.objects.filter(story__in=Story.objects.of(request.user))
    undo_and_say(request, get_object_or_404(of_mine, pk=pk))
    return redirect(Asked.of(request).address())


def undo_and_say(request: HttpRequest, act: Act) -> None:
    try:
        undo(act, request.user)  # type: ignore[arg-type]
        messages.success(request, gettext("Undone."))
    except CannotAct as refused:
        messages.error(request, str(refused))


def begin_writing(request: AuthenticatedRequest) -> HttpResponse:
    begin_writing_days(request.user)
    messages.success(request, gettext("Good writing! What readers say waits for you here."))
    return redirect("desk:comments")


def end_writing(request: AuthenticatedRequest) -> HttpResponse:
    end_writing_days(request.user)
    messages.success(request, gettext("Here is all that readers said meanwhile."))
    return redirect("desk:comments")

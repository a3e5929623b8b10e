"""What the pages for the comments of a story and of a chapter have in common."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from serial.comments.choices import State
from serial.comments.models import CommentAction
from serial.comments.undoing import load_for_undo
from serial.desk.comments.action_descriptions import DescribedAction, describe_actions
from serial.desk.comments.comment_views import undo_with_message
from serial.desk.params import parse_int
from serial.stories.models import Story

ACTIONS_SHOWN = 50


def recent_actions(story: Story, acts: "QuerySet[CommentAction]") -> list[DescribedAction]:
    """What its people and moderators did; what a writer did with their own is not among it."""
    taken_back = {"state": State.DELETED.value}
    others = acts.exclude(before=taken_back).exclude(after=taken_back)
    return describe_actions(load_for_undo(story, others[:ACTIONS_SHOWN]))


def undo_posted_action(request: HttpRequest, acts: "QuerySet[CommentAction]") -> None:
    """The act that the field `undo` names; Http404 where it is none of these."""
    number = parse_int(request.POST["undo"]) or 0
    undo_with_message(request, get_object_or_404(acts, pk=number))


def report_saved(request: HttpRequest, act: CommentAction | None) -> None:
    if act is None:
        messages.info(request, gettext("It is so already."))
    else:
        messages.success(request, gettext("Saved. Below, it can be undone."))


def posted_pk(request: Any, name: str) -> int:
    """The key that a button sends; 0, which nothing has, for what is none."""
    return parse_int(request.POST.get(name)) or 0

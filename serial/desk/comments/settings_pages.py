"""Shared by the pages with the comment settings of a story and of a chapter."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from serial.comments.models import CommentAction
from serial.comments.models.comment_action import CommentActionQuerySet
from serial.comments.undoing import load_for_undo
from serial.desk.comments.action_descriptions import DescribedAction, describe_actions
from serial.desk.comments.comment_views import undo_with_message
from serial.params import parse_id
from serial.stories.models import Story

ACTIONS_SHOWN = 50


def recent_actions(story: Story, actions: CommentActionQuerySet) -> list[DescribedAction]:
    return describe_actions(load_for_undo(story, actions.by_others()[:ACTIONS_SHOWN]))


def undo_posted_action(request: HttpRequest, actions: "QuerySet[CommentAction]") -> None:
    """The POST field `undo` is a primary key; raises Http404 if it is not among `actions`."""
    undo_with_message(request, get_object_or_404(actions, pk=parse_id(request.POST["undo"])))


def report_saved(request: HttpRequest, action: CommentAction | None) -> None:
    """`action` is None if nothing changed."""
    if action is None:
        messages.info(request, gettext("Nothing changed. This was already done."))
    else:
        messages.success(request, gettext("Saved. You can undo this below."))

"""What the pages for the comments of a story and of a chapter have in common."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from serial.comments.choices import State
from serial.comments.models import Act
from serial.comments.undoing import with_what_they_changed
from serial.desk.acts_in_words import ShownAct, shown_acts
from serial.desk.comment_acts import undo_and_say
from serial.desk.finding import whole_number
from serial.stories.models import Story

ACTS_SHOWN = 50


def newest_acts(story: Story, acts: "QuerySet[Act]") -> list[ShownAct]:
    """What its people and moderators did; what a writer did with their own is not among it."""
    taken_back = {"state": State.DELETED.value}
    others = acts.exclude(before=taken_back).exclude(after=taken_back)
    return shown_acts(with_what_they_changed(story, others[:ACTS_SHOWN]))


def undo_one_of(request: HttpRequest, acts: "QuerySet[Act]") -> None:
    """The act that the field `undo` names; Http404 where it is none of these."""
    number = whole_number(request.POST["undo"]) or 0
    undo_and_say(request, get_object_or_404(acts, pk=number))


def say_saved(request: HttpRequest, act: Act | None) -> None:
    if act is None:
        messages.info(request, gettext("It is so already."))
    else:
        messages.success(request, gettext("Saved. Below, it can be undone."))


def posted_key(request: Any, name: str) -> int:
    """The key that a button sends; 0, which nothing has, for what is none."""
    return whole_number(request.POST.get(name)) or 0

"""What will happen when a member leaves, for the page on which they confirm it."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import PenName, User
from serial.archive.leaving.choices_form import LeavingForm
from serial.comments.models import Comment
from serial.erasure import CommentsChoice, StoryChoice
from serial.stories.models import Story


@dataclass(frozen=True)
class Summary:
    """handed_over: each story with the name of who gets it.

    lost_comments: how many comments of all readers are erased with the deleted stories.
    """

    handed_over: list[tuple[Story, str]]
    kept: list[Story]
    deleted: list[Story]
    lost_comments: int
    comments: int
    erases_comments: bool
    pen_names: list[str]


def summarize(user: User, form: LeavingForm) -> Summary:
    handed_over: list[tuple[Story, str]] = []
    kept: list[Story] = []
    deleted: list[Story] = []
    for pk, decision in form.decisions().items():
        option = form.options[pk]
        if decision.choice == StoryChoice.HAND_OVER:
            names = {pen_name.pk: pen_name.name for pen_name in option.successors}
            handed_over.append((option.story, names[decision.hand_over_to or 0]))
        else:
            (kept if decision.choice == StoryChoice.KEEP else deleted).append(option.story)
    in_deleted = Q(story__in=[story.pk for story in deleted])
    return Summary(
        handed_over=handed_over,
        kept=kept,
        deleted=deleted,
        lost_comments=Comment.objects.filter(in_deleted).count(),
        comments=Comment.objects.by(user).exclude(in_deleted).count(),
        erases_comments=form.comments_choice() == CommentsChoice.ERASE,
        pen_names=list(PenName.objects.filter(user=user).values_list("name", flat=True)),
    )

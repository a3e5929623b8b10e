"""Deciding about a planned chapter that is a newer text of one that the story has."""

from django.db import transaction

from accounts.models import User
from serial.chapters.models import Chapter
from serial.manuscripts.models import Manuscript
from serial.manuscripts.planning.changing import lock_plan
from serial.manuscripts.splitting.plan import PlannedChapter


class ChangedMeanwhile(Exception):
    """Raised if the chapter has a newer revision than the one that was compared."""


@transaction.atomic
def take_update(manuscript: Manuscript, by: User, start: int, seen: int) -> None:
    """Selects the chapter that begins at this block; `seen` is the revision it was compared with.

    Raises PermissionDenied, PlanIsUsed and ChangedMeanwhile.
    """
    manuscript = lock_plan(manuscript.pk, by)
    plan = manuscript.read_plan()
    planned = plan.starting_at(start)
    if planned is None or planned.updates is None:
        return
    chapters = Chapter.objects.filter(pk=planned.updates, story=manuscript.story, deleted_at=None)
    if not chapters.filter(revision=seen).exists():
        raise ChangedMeanwhile
    planned.revision, planned.is_selected = seen, True
    manuscript.set_plan(plan)


@transaction.atomic
def keep_chapter(manuscript: Manuscript, by: User, start: int) -> None:
    """Leaves the chapter of the story as it is. Raises PermissionDenied and PlanIsUsed."""
    manuscript = lock_plan(manuscript.pk, by)
    plan = manuscript.read_plan()
    planned = plan.starting_at(start)
    if planned is not None:
        planned.is_selected = False
        manuscript.set_plan(plan)


@transaction.atomic
def make_new_chapter(manuscript: Manuscript, by: User, start: int) -> None:
    """Makes a chapter of its own of it. Raises PermissionDenied and PlanIsUsed."""
    manuscript = lock_plan(manuscript.pk, by)
    plan = manuscript.read_plan()
    planned = plan.starting_at(start)
    if planned is not None:
        _forget_chapter(planned)
        planned.is_selected = True
        manuscript.set_plan(plan)


def _forget_chapter(planned: PlannedChapter) -> None:
    planned.updates = planned.revision = None
    planned.is_unchanged = False


@transaction.atomic
def select_updates(manuscript: Manuscript, by: User, *, is_selected: bool) -> None:
    """Selects all chapters that would change one of the story, or none of them.

    Raises PermissionDenied and PlanIsUsed.
    """
    manuscript = lock_plan(manuscript.pk, by)
    plan = manuscript.read_plan()
    for planned in plan.chapters:
        if planned.updates is not None and not planned.is_unchanged:
            planned.is_selected = is_selected
    manuscript.set_plan(plan)

"""Starting a replacement, stopping it and taking it back. The worker does the rest (running.py)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from serial.chapters.models import Replacement, ReplacementChapter
from serial.chapters.replacing.running import add_replacement_job


@dataclass(frozen=True)
class ChosenChapter:
    """The chosen places of a chapter, in a revision of it; None for all."""

    chapter: int
    revision: int
    numbers: Sequence[int] | None = None


@transaction.atomic
def start_replacement(replacement: Replacement, chosen: Sequence[ChosenChapter]) -> Replacement:
    """Saves a new replacement and adds its job. Raises PermissionDenied.

    chosen: of other stories, nothing is taken.
    """
    if replacement.by is None or not replacement.story.is_managed_by(replacement.by):
        raise PermissionDenied
    replacement.save()
    of_story = replacement.story.chapters.filter(pk__in=[each.chapter for each in chosen])
    known = set(of_story.values_list("pk", flat=True))
    in_order = [each for each in chosen if each.chapter in known]
    ReplacementChapter.objects.bulk_create(
        ReplacementChapter(
            replacement=replacement,
            chapter_id=each.chapter,
            revision=each.revision,
            numbers=None if each.numbers is None else list(each.numbers),
        )
        for each in in_order
    )
    add_replacement_job(replacement)
    return replacement


@transaction.atomic
def stop_replacement(pk: int, by: User) -> None:
    """Leaves the rest as it is. What was replaced stays so. Raises PermissionDenied."""
    _lock(pk, by).stop()


@transaction.atomic
def undo_replacement(pk: int, by: User) -> None:
    """Takes back all that it has done so far, and stops it. Raises PermissionDenied."""
    replacement = _lock(pk, by)
    if replacement.ask_undo(by):
        add_replacement_job(replacement)


def _lock(pk: int, by: User) -> Replacement:
    rows = Replacement.objects.select_for_update(of=("self",)).select_related("story")
    replacement = rows.get(pk=pk)
    if not replacement.story.is_managed_by(by):
        raise PermissionDenied
    return replacement

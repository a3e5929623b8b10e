"""Starting a replacement, stopping it and taking it back. The worker does the rest (running.py)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

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
    replacement = _lock(pk, by)
    if replacement.is_running():
        replacement.stopped_at = timezone.now()
        replacement.save(update_fields=["stopped_at"])


@transaction.atomic
def undo_replacement(pk: int, by: User) -> None:
    """Takes back all that it has done so far, and stops it. Raises PermissionDenied."""
    replacement = _lock(pk, by)
    if replacement.undo_asked_at is None:
        replacement.undo_asked_at, replacement.undo_asked_by = timezone.now(), by
        replacement.save(update_fields=["undo_asked_at", "undo_asked_by"])
        add_replacement_job(replacement)


def _lock(pk: int, by: User) -> Replacement:
    rows = Replacement.objects.select_for_update(of=("self",)).select_related("story")
    replacement = rows.get(pk=pk)
    if not replacement.story.is_managed_by(by):
        raise PermissionDenied
    return replacement

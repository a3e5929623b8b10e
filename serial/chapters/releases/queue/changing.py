"""What every change of a release queue has in common: the lock, the permission, and its undo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.ordering import lock_story, renumber_if_needed
from serial.chapters.releases.queue.assigning import QUEUE_FIELDS, assign_slots, queued_chapters
from serial.chapters.totals import update_totals
from serial.stories.models import Story
from serial.stories.models.story import BREAK_FIELDS

SCHEDULE_FIELDS = (
    *("kind", "weekdays", "interval_days", "month_day", "first_day", "time", "time_zone"),
    *("chapters_per_slot", "skipped_days", "buffer_goal"),
)
NO_RHYTHM = gettext_lazy("Choose a rhythm first: the queue takes its days from it.")
# Values of JSON.
State = dict[str, Any]


class QueueRefused(Exception):
    """Raised if the change is not possible (any more). str(error) is the message for the user."""


@dataclass
class QueueChange:
    """A change that was made, as JSON, so that it can be undone. Complete after the `with`."""

    story: Story
    before: State = field(default_factory=dict)
    after: State = field(default_factory=dict)


@contextmanager
def changing_queue(story_pk: int, by: User) -> Iterator[QueueChange]:
    """Locks the story, and counts its numbers and totals anew at the end.

    Raises PermissionDenied if the story is not one of this user, or was deleted.
    """
    with transaction.atomic():
        story = lock_story(story_pk)
        if story.deleted_at or not story.is_managed_by(by):
            raise PermissionDenied
        change = QueueChange(story, _state_of(story))
        yield change
        renumber_if_needed(story_pk)
        update_totals(story_pk)
        change.after = _state_of(story)


def schedule_of(story: Story) -> ReleaseSchedule:
    """Raises QueueRefused if the story has no rhythm."""
    schedule = ReleaseSchedule.objects.filter(story=story).first()
    if schedule is None:
        raise QueueRefused(NO_RHYTHM)
    return schedule


def undo_change(story_pk: int, before: State, after: State, by: User) -> QueueChange:
    """Makes the rhythm, the break and the queue as they were before a change.

    Raises QueueRefused if anything was changed or released since.
    """
    with changing_queue(story_pk, by) as change:
        if change.before != after:
            raise QueueRefused(_changed_meanwhile())
        _write_schedule(change.story, before)
        queue = {chapter.pk: chapter for chapter in queued_chapters(story_pk)}
        for pk in queue.keys() - set(before["queue"]):
            leave_queue(queue.pop(pk))
        for pk in set(before["queue"]) - queue.keys():
            queue[pk] = _draft_of(change.story, pk)
        assign_slots(story_pk, [queue[pk] for pk in before["queue"]])
    return change


def leave_queue(chapter: Chapter) -> None:
    """Makes it a draft. The caller assigns the slots anew."""
    chapter.release_at, chapter.is_queued = None, False
    chapter.save(update_fields=QUEUE_FIELDS)


def _draft_of(story: Story, pk: int) -> Chapter:
    drafts = story.chapters.drafts().filter(is_taken_down=False).without_text()
    chapter = drafts.filter(pk=pk).first()
    if chapter is None:
        raise QueueRefused(_changed_meanwhile())
    return chapter


def _changed_meanwhile() -> str:
    return _("Not undone: the schedule was changed in the meantime, or a chapter was released.")


def _state_of(story: Story) -> State:
    schedule = ReleaseSchedule.objects.filter(story=story).first()
    return {
        "schedule": {name: _as_json(getattr(schedule, name)) for name in SCHEDULE_FIELDS}
        if schedule
        else None,
        "break": [_as_json(getattr(story, name)) for name in BREAK_FIELDS],
        "queue": [chapter.pk for chapter in queued_chapters(story.pk)],
    }


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else value


def _write_schedule(story: Story, state: Mapping[str, Any]) -> None:
    values = state["schedule"]
    if values is None:
        ReleaseSchedule.objects.filter(story=story).delete()
    else:
        ReleaseSchedule.objects.update_or_create(story=story, defaults=values)
    days = [date.fromisoformat(day) if day else None for day in state["break"]]
    story.break_from, story.break_until = days
    story.save(update_fields=BREAK_FIELDS)

"""Setting the rhythm of a story, and exceptions from it: skipped slots, a shift, a break."""

from dataclasses import asdict, dataclass
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from serial.chapters.models import ReleaseSchedule
from serial.chapters.models.chapter import RELEASE_RANGE_ERROR
from serial.chapters.releases.queue.assigning import assign_slots, queued_chapters, used_slots
from serial.chapters.releases.queue.changing import (
    QueueChange,
    QueueRefused,
    changing_queue,
    schedule_of,
)
from serial.stories.models import Story
from serial.stories.models.story import BREAK_FIELDS
from serial.times.rhythm import RhythmKind

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class RhythmChoice:
    """Fields of a ReleaseSchedule, valid as the form checks them."""

    kind: RhythmKind
    first_day: date
    time: time
    time_zone: str
    weekdays: list[int]
    interval_days: int = 7
    month_day: int = 1
    chapters_per_slot: int = 1
    buffer_goal: int | None = None


def set_rhythm(story: Story, choice: RhythmChoice, by: User) -> QueueChange:
    """Sets the rhythm; the chapters of the queue move to its slots."""
    with changing_queue(story.pk, by) as change:
        ReleaseSchedule.objects.update_or_create(story=change.story, defaults=asdict(choice))
        assign_slots(story.pk)
    return change


def end_rhythm(story: Story, by: User) -> QueueChange:
    """The chapters of the queue keep their releases, as times of their own."""
    with changing_queue(story.pk, by) as change:
        schedule_of(change.story).delete()
        change.story.chapters.scheduled().filter(is_queued=True).update(is_queued=False)
    return change


def skip_slot(story: Story, day: date, by: User) -> QueueChange:
    """Keeps the slot of that day empty; the queue moves on."""
    return _change_skipped(story, day, by, is_skipped=True)


def unskip_slot(story: Story, day: date, by: User) -> QueueChange:
    return _change_skipped(story, day, by, is_skipped=False)


def _change_skipped(story: Story, day: date, by: User, *, is_skipped: bool) -> QueueChange:
    with changing_queue(story.pk, by) as change:
        schedule = schedule_of(change.story)
        yesterday = (timezone.now().astimezone(schedule.zone()) - timedelta(days=1)).date()
        coming = {text for text in schedule.skipped_days if text > yesterday.isoformat()}
        days = coming | {day.isoformat()} if is_skipped else coming - {day.isoformat()}
        schedule.skipped_days = sorted(days)
        schedule.save(update_fields=["skipped_days"])
        assign_slots(story.pk)
    return change


def shift_by_weeks(story: Story, weeks: int, by: User) -> QueueChange:
    """Has the queue begin so many weeks later, or earlier. No slot is before its new beginning."""
    with changing_queue(story.pk, by) as change:
        schedule = schedule_of(change.story)
        try:
            schedule.first_day = _first_slot_day(schedule) + WEEK * weeks
        except OverflowError:
            raise ValidationError(RELEASE_RANGE_ERROR) from None
        schedule.save(update_fields=["first_day"])
        assign_slots(story.pk)
    return change


def _first_slot_day(schedule: ReleaseSchedule) -> date:
    queue = queued_chapters(schedule.story_id)
    if queue and queue[0].release_at:
        return queue[0].release_at.astimezone(schedule.zone()).date()
    slot = next(used_slots(schedule, timezone.now()), None)
    if slot is None:
        raise ValidationError(RELEASE_RANGE_ERROR)
    return slot.day


def take_break(story: Story, first: date, until: date, by: User) -> QueueChange:
    """Nothing of the queue is released from `first` on, and before `until`.

    Also of a story without a rhythm: readers see when it goes on.
    """
    with changing_queue(story.pk, by) as change:
        if until <= first or until <= timezone.localdate():
            raise QueueRefused(_("Choose a day of return that is later than the first day."))
        _write_break(change.story, first, until)
    return change


def end_break(story: Story, by: User) -> QueueChange:
    with changing_queue(story.pk, by) as change:
        _write_break(change.story, None, None)
    return change


def _write_break(story: Story, first: date | None, until: date | None) -> None:
    story.break_from, story.break_until = first, until
    story.save(update_fields=BREAK_FIELDS)
    assign_slots(story.pk)

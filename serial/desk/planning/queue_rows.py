"""The release queue of a story as rows: chapters, skipped slots, the break, the next free slot."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format

from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.releases.bars import earliest_release
from serial.chapters.releases.queue.assigning import free_slots
from serial.stories.models import Story
from serial.times.wording import format_time, format_time_until


@dataclass(frozen=True)
class QueueRow:
    """moment: in the active time zone. slot_day: of its slot, in the zone of the rhythm."""

    kind: Literal["queued", "own", "skipped", "break", "free"]
    moment: datetime
    chapter: Chapter | None = None
    slot_day: date | None = None
    is_first: bool = False
    is_last: bool = False
    # Of a slot that has chapters already.
    has_room_for: int = 0

    def weekday(self) -> str:
        return date_format(self.moment, "D")

    def month(self) -> str:
        return date_format(self.moment, "M")

    def time(self) -> str:
        return format_time(self.moment)

    def time_until(self) -> str:
        return format_time_until(self.moment)


def queue_rows(story: Story, schedule: ReleaseSchedule | None) -> list[QueueRow]:
    scheduled = story.chapters.scheduled().without_text().order_by("release_at", "position", "pk")
    chapters = [chapter for chapter in scheduled if chapter.release_at]
    rows = _chapter_rows(chapters, schedule)
    if story.break_from and story.break_until and story.break_until > timezone.localdate():
        first = timezone.make_aware(datetime.combine(story.break_from, time()))
        rows.append(QueueRow("break", first))
    if schedule:
        rows += _skipped_rows(schedule)
        rows += _free_row(schedule, [chapter.release_at for chapter in chapters])
    return sorted(rows, key=lambda row: row.moment)


def _free_row(schedule: ReleaseSchedule, releases: Iterable[datetime | None]) -> Iterator[QueueRow]:
    taken = Counter(release_at for release_at in releases if release_at)
    begin = earliest_release(schedule.story_id)
    slot = next(free_slots(schedule, taken.elements(), begin), None) if begin else None
    if slot:
        room = schedule.chapters_per_slot - taken[slot.moment] if taken[slot.moment] else 0
        moment = timezone.localtime(slot.moment)
        yield QueueRow("free", moment, slot_day=slot.day, has_room_for=room)


def _chapter_rows(chapters: list[Chapter], schedule: ReleaseSchedule | None) -> list[QueueRow]:
    queued = [chapter.release_at for chapter in chapters if chapter.is_queued]
    rows = []
    for chapter in chapters:
        if chapter.release_at is None:
            continue
        moment = timezone.localtime(chapter.release_at)
        if not chapter.is_queued or schedule is None:
            rows.append(QueueRow("own", moment, chapter))
            continue
        slot_day = chapter.release_at.astimezone(schedule.zone()).date()
        is_first, is_last = (chapter.release_at == queued[end] for end in (0, -1))
        rows.append(QueueRow("queued", moment, chapter, slot_day, is_first, is_last))
    return rows


def _skipped_rows(schedule: ReleaseSchedule) -> list[QueueRow]:
    rhythm, now = schedule.rhythm(), timezone.now()
    rows = []
    for day in map(date.fromisoformat, schedule.skipped_days):
        is_slot = day >= rhythm.first_day and next(rhythm.days(day)) == day
        moment = rhythm.moment(day)
        if is_slot and moment > now:
            rows.append(QueueRow("skipped", timezone.localtime(moment), slot_day=day))
    return rows

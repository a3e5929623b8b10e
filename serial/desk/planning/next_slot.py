"""The next free slot of a story, and the days that are taken."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from django.utils import timezone

from serial.chapters.models import ReleaseSchedule
from serial.chapters.models.chapter import LATEST_RELEASE, numbered_chapter_label
from serial.chapters.releases.bars import earliest_release
from serial.chapters.releases.queue.assigning import next_slot
from serial.desk.planning.usual_rhythm import usual_rhythm
from serial.desk.planning.usual_time import usual_time
from serial.stories.models import Story
from serial.times.wording import format_time

# A story that is scheduled for longer than these is planned elsewhere.
MAX_SCHEDULED: Final = 400


@dataclass(frozen=True)
class TakenSlot:
    """A scheduled chapter, at its time in the active time zone."""

    moment: datetime
    label: str

    def time(self) -> str:
        return format_time(self.moment)

    def minute(self) -> tuple[int, int]:
        return self.moment.hour, self.moment.minute


@dataclass(frozen=True)
class OtherReleases:
    """The releases of a story but one chapter, whose release is chosen. Loaded when needed."""

    story: Story
    except_chapter: int | None

    @cached_property
    def scheduled(self) -> list[TakenSlot]:
        """The coming releases, soonest first."""
        chapters = self.story.chapters.scheduled().exclude(pk=self.except_chapter or 0)
        latest = chapters.order_by("-release_at").values_list("release_at", "title", "number")
        return [
            TakenSlot(timezone.localtime(release_at), numbered_chapter_label(title, number))
            for release_at, title, number in reversed(latest[:MAX_SCHEDULED])
            if release_at
        ]

    @cached_property
    def queue_slot(self) -> datetime | None:
        """What the chapter gets if it is added to the queue now; None without a rhythm."""
        schedule = ReleaseSchedule.objects.filter(story=self.story).first()
        if schedule is None:
            return None
        schedule.story = self.story
        slot = next_slot(schedule, self.except_chapter)
        return slot.moment if slot else None

    def suggestion(self) -> datetime:
        """Returns the slot of the queue or, without one, how the former releases go on.

        In the active time zone, and after a ban of the authors.
        """
        if self.queue_slot:
            return timezone.localtime(self.queue_slot)
        begin = timezone.localtime(earliest_release(self.story.pk))
        rhythm = usual_rhythm(self.story, self.except_chapter)
        slot = next(rhythm.slots(begin, LATEST_RELEASE), None) if rhythm else None
        if slot:
            return timezone.localtime(slot.moment)
        day_after = begin.date() + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day_after, usual_time(self.story)))

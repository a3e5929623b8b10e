"""Gives the chapters of a release queue the slots of the story's rhythm."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import repeat

from django.core.exceptions import ValidationError

from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.models.chapter import LATEST_RELEASE, RELEASE_RANGE_ERROR
from serial.chapters.releases.bars import earliest_release
from serial.times.rhythm import Slot

QUEUE_FIELDS = ("release_at", "is_queued")


def queued_chapters(story_pk: int) -> list[Chapter]:
    """Returns the release queue of a story in its order."""
    queue = Chapter.objects.filter(story=story_pk).in_queue().select_related("story")
    return list(queue.without_text())


def assign_slots(story_pk: int, queue: Sequence[Chapter] | None = None) -> None:
    """Gives each chapter the next free slot.

    queue: in its new order; chapters that were not in it are added. The caller's transaction must
    hold the story's lock, and counts the numbers and totals anew.
    While the authors may not write, the slots begin later; if they never may, these chapters
    become drafts. Raises ValidationError if the slots end before the queue.
    """
    schedule = ReleaseSchedule.objects.select_related("story").filter(story=story_pk).first()
    if schedule is None:
        return
    chapters = queued_chapters(story_pk) if queue is None else queue
    begin = earliest_release(story_pk)
    if begin is None:
        _make_drafts(chapters)
        return
    slots = free_slots(schedule, own_moments(story_pk, chapters), begin)
    changed = []
    for chapter in chapters:
        slot = next(slots, None)
        if slot is None:
            raise ValidationError(RELEASE_RANGE_ERROR)
        if not chapter.is_queued or chapter.release_at != slot.moment:
            chapter.release_at, chapter.is_queued = slot.moment, True
            changed.append(chapter)
    Chapter.objects.bulk_update(changed, QUEUE_FIELDS, batch_size=200)


def _make_drafts(chapters: Sequence[Chapter]) -> None:
    for chapter in chapters:
        chapter.release_at, chapter.is_queued = None, False
    Chapter.objects.bulk_update(chapters, QUEUE_FIELDS, batch_size=200)


def own_moments(story_pk: int, queue: Sequence[Chapter]) -> list[datetime]:
    """Returns the coming releases of the chapters that have a time of their own."""
    others = Chapter.objects.filter(story=story_pk).scheduled()
    others = others.exclude(pk__in=[chapter.pk for chapter in queue])
    return [at for at in others.values_list("release_at", flat=True) if at]


def used_slots(schedule: ReleaseSchedule, after: datetime) -> Iterator[Slot]:
    """Yields the slots that are neither skipped nor in the break. Reads the story."""
    for slot in schedule.rhythm().slots(after, LATEST_RELEASE):
        if not schedule.is_skipped(slot.day) and not schedule.story.is_in_break(slot.day):
            yield slot


def free_slots(
    schedule: ReleaseSchedule, taken: Iterable[datetime], after: datetime
) -> Iterator[Slot]:
    """Yields each slot as often as it has room for one more chapter. Reads the story.

    taken: the release of each chapter that is scheduled.
    """
    counts = Counter(taken)
    for slot in used_slots(schedule, after):
        yield from repeat(slot, schedule.chapters_per_slot - counts[slot.moment])


def empty_slots(
    schedule: ReleaseSchedule, taken: Collection[datetime], after: datetime
) -> Iterator[Slot]:
    """Yields the slots without any chapter. Reads the story."""
    return (slot for slot in used_slots(schedule, after) if slot.moment not in taken)


def next_slot(schedule: ReleaseSchedule, except_chapter: int | None = None) -> Slot | None:
    """Returns the slot of the next chapter that is added to the queue. Reads the story.

    except_chapter: its own release takes no slot. None if the calendar ends before, or if the
    authors may never write again.
    """
    begin = earliest_release(schedule.story_id)
    if begin is None:
        return None
    scheduled = Chapter.objects.filter(story=schedule.story_id).scheduled()
    moments = scheduled.exclude(pk=except_chapter or 0).values_list("release_at", flat=True)
    return next(free_slots(schedule, [at for at in moments if at], begin), None)


def return_to_queue(chapter: Chapter, release_at: datetime) -> None:
    """Puts a chapter back to the place in the queue at which it was released at that time.

    Without a rhythm it has this release for itself. The caller's transaction must hold the story's
    lock, and counts the numbers and totals anew.
    """
    has_rhythm = ReleaseSchedule.objects.filter(story=chapter.story_id).exists()
    if not has_rhythm:
        chapter.release_at, chapter.is_queued = release_at, False
        chapter.save(update_fields=QUEUE_FIELDS)
        return
    others = [other for other in queued_chapters(chapter.story_id) if other.pk != chapter.pk]
    index = sum(other.release_at < release_at for other in others if other.release_at)
    assign_slots(chapter.story_id, [*others[:index], chapter, *others[index:]])

"""Adding chapters to a release queue, moving them in it, and removing them."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.bars import BARRED_ERROR, release_bar
from serial.chapters.releases.queue.assigning import assign_slots, queued_chapters
from serial.chapters.releases.queue.changing import (
    QueueChange,
    QueueRefused,
    changing_queue,
    leave_queue,
    schedule_of,
)
from serial.stories.models import Story
from serial.stories.models.story import TAKEN_DOWN_ERROR


def add_to_queue(story: Story, chapters: Sequence[Chapter], by: User) -> QueueChange:
    """Appends chapters of the story to its queue, in the story's order.

    Those that are in it already keep their place, and released ones stay released. Raises
    QueueRefused without a rhythm, and ValidationError if moderators have taken one down, or if the
    authors may never write again.
    """
    with changing_queue(story.pk, by) as change:
        schedule_of(change.story)
        rows = change.story.chapters.not_deleted().filter(pk__in=[row.pk for row in chapters])
        queue = queued_chapters(story.pk)
        queued = {chapter.pk for chapter in queue}
        added = [
            chapter
            for chapter in rows.without_text().in_order()
            if chapter.pk not in queued and not chapter.is_released()
        ]
        if any(chapter.is_taken_down for chapter in added):
            raise ValidationError(TAKEN_DOWN_ERROR)
        bar = release_bar(story.pk)
        if bar is not None and bar.until is None:
            raise ValidationError(BARRED_ERROR)
        assign_slots(story.pk, [*queue, *added])
    return change


def remove_from_queue(chapter: Chapter, by: User) -> QueueChange:
    """Makes the chapter a draft; those behind it move up."""
    with changing_queue(chapter.story_id, by) as change:
        queue = queued_chapters(chapter.story_id)
        leave_queue(queue.pop(_index_of(chapter, queue)))
        assign_slots(chapter.story_id, queue)
    return change


def move_in_queue(chapter: Chapter, steps: int, by: User) -> QueueChange:
    """Moves the chapter by so many slots, later if positive; the slots keep their times.

    It takes the nearest place of the slot: [A, B] [C, D] become [B, C] [A, D] if A moves later.
    """
    with changing_queue(chapter.story_id, by) as change:
        queue = queued_chapters(chapter.story_id)
        moved = queue[_index_of(chapter, queue)]
        slots = list(dict.fromkeys(other.release_at for other in queue))
        former = slots.index(moved.release_at)
        chosen = min(max(former + steps, 0), len(slots) - 1)
        in_slot = [index for index, other in enumerate(queue) if other.release_at == slots[chosen]]
        if chosen != former:
            queue.remove(moved)
            queue.insert(in_slot[0 if chosen > former else -1], moved)
            assign_slots(chapter.story_id, queue)
    return change


def place_in_queue(chapter: Chapter, after: int | None, by: User) -> QueueChange:
    """Moves the chapter behind the one with the key `after`, or to the front (None).

    It names a neighbour, not a number, so that the changes of two tabs do not shift each other.
    Raises QueueRefused if one of the two is no longer in the queue.
    """
    with changing_queue(chapter.story_id, by) as change:
        queue = queued_chapters(chapter.story_id)
        moved = queue.pop(_index_of(chapter, queue))
        neighbours = [other.pk for other in queue]
        if after is not None and after not in neighbours:
            raise QueueRefused(_("Not moved: the queue was changed in the meantime."))
        queue.insert(neighbours.index(after) + 1 if after is not None else 0, moved)
        assign_slots(chapter.story_id, queue)
    return change


def _index_of(chapter: Chapter, queue: Sequence[Chapter]) -> int:
    for index, other in enumerate(queue):
        if other.pk == chapter.pk:
            return index
    raise QueueRefused(_("This chapter is no longer in the queue."))

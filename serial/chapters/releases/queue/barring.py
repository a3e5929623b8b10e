"""What becomes of the releases of a story when its authors may not write, or may again."""

from django.db import transaction

from serial.chapters.models import Chapter
from serial.chapters.ordering import lock_story, renumber_if_needed
from serial.chapters.releases.bars import release_bar
from serial.chapters.releases.queue.assigning import QUEUE_FIELDS, assign_slots
from serial.chapters.totals import update_totals


@transaction.atomic
def apply_release_bar(story_pk: int) -> None:
    """Moves the queue behind the bar, or forward again after it ended.

    Chapters with a time of their own that it covers become drafts; so does the queue, if the bar
    is for good.
    """
    lock_story(story_pk)
    bar = release_bar(story_pk)
    if bar is not None:
        chapters = Chapter.objects.filter(story=story_pk, is_queued=False).scheduled()
        covered = [
            one for one in chapters.without_text() if one.release_at and bar.covers(one.release_at)
        ]
        for chapter in covered:
            chapter.release_at = None
        Chapter.objects.bulk_update(covered, QUEUE_FIELDS, batch_size=200)
    assign_slots(story_pk)
    renumber_if_needed(story_pk)
    update_totals(story_pk)

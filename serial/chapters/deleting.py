"""Deleting and undeleting a chapter."""

from django.db import transaction
from django.utils import timezone

from accounts.admin_log import log_of
from serial.chapters.models import Chapter, ChapterSlug
from serial.chapters.ordering import lock_story, renumber
from serial.chapters.releases.queue.assigning import assign_slots, return_to_queue
from serial.chapters.totals import update_totals
from serial.slugs.history import erase_slugs


@transaction.atomic
def delete_chapter(chapter: Chapter) -> None:
    """Marks a chapter as deleted: nobody can read it. It can be undeleted for UNDELETE_PERIOD."""
    lock_story(chapter.story_id)
    if chapter.deleted_at is None:
        chapter.deleted_at = timezone.now()
        chapter.save(update_fields=["deleted_at"])
    assign_slots(chapter.story_id)
    renumber(chapter.story_id)
    update_totals(chapter.story_id)


@transaction.atomic
def undelete_chapter(chapter: Chapter) -> None:
    """Restores a deleted chapter with its slug, near its former position, also in the queue."""
    lock_story(chapter.story_id)
    chapter.deleted_at = None
    chapter.save(update_fields=["deleted_at"])
    if chapter.is_queued and chapter.release_at and chapter.is_scheduled():
        return_to_queue(chapter, chapter.release_at)
    renumber(chapter.story_id)
    update_totals(chapter.story_id)


@transaction.atomic
def purge_deleted() -> int:
    """Destroys the chapters deleted more than UNDELETE_PERIOD ago; returns their number.

    Of their URLs, which have the words of the titles, only hashes stay; of the admin's log nothing.
    """
    ids = list(Chapter.objects.expired().values_list("pk", flat=True))
    log_of(Chapter, ids).delete()
    erase_chapter_slugs(ids)
    Chapter.objects.filter(pk__in=ids).delete()
    return len(ids)


def erase_chapter_slugs(ids: list[int]) -> None:
    """Slugs of released chapters stay as hashes. The URLs of the others were never public."""
    slugs = ChapterSlug.objects.filter(chapter__in=ids)
    erase_slugs(slugs.filter(chapter__release_at__lte=timezone.now()), "chapter")
    slugs.delete()

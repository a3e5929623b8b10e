"""Deleting a chapter, and taking that back."""

from django.db import transaction
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.ordering import lock_story, renumber
from serial.chapters.totals import update_totals


@transaction.atomic
def delete_chapter(chapter: Chapter) -> None:
    """Takes a chapter away from everyone's sight; it can come back for 30 days."""
    lock_story(chapter.story_id)
    if chapter.deleted_at is None:
        chapter.deleted_at = timezone.now()
        chapter.save(update_fields=["deleted_at"])
    renumber(chapter.story_id)
    update_totals(chapter.story_id)


@transaction.atomic
def undelete_chapter(chapter: Chapter) -> None:
    """Brings a chapter back to about where it stood, at the address it had."""
    lock_story(chapter.story_id)
    chapter.deleted_at = None
    chapter.save(update_fields=["deleted_at"])
    renumber(chapter.story_id)
    update_totals(chapter.story_id)


def purge_deleted() -> int:
    """Deletes for good what was deleted more than 30 days ago; returns how many chapters."""
    pks = list(Chapter.objects.expired().values_list("pk", flat=True))
    Chapter.objects.filter(pk__in=pks).delete()
    return len(pks)

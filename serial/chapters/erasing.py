"""Erases, or keeps without a name, the chapters of a member whose account is erased."""

from django.db.models import F

from accounts.admin_log import log_of
from serial.chapters.deleting import erase_chapter_slugs
from serial.chapters.models import Chapter, DraftLink, ReleaseSchedule, Replacement, Revision
from serial.chapters.models.chapter import ChapterQuerySet
from serial.chapters.ordering import renumber
from serial.chapters.totals import update_totals
from serial.erasure import Erasure, StoryChoice


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS). The comments are erased before.

    Of stories that stay without an author, what no reader can read is erased: drafts, deleted
    chapters, earlier revisions, draft links and the rhythm. Scheduled chapters are still released.
    """
    _delete_chapters(Chapter.objects.filter(story__in=erasure.stories_to(StoryChoice.DELETE)))
    _delete_chapters(Chapter.objects.unreadable_without_author(erasure.without_author))
    chapters = Chapter.objects.filter(story__in=erasure.without_author)
    earlier = Revision.objects.filter(chapter__in=chapters, number__lt=F("chapter__revision"))
    earlier.delete()
    DraftLink.objects.filter(chapter__in=chapters).delete()
    DraftLink.objects.filter(created_by=erasure.user_id).delete()
    Replacement.objects.filter(by=erasure.user_id).delete()
    Revision.objects.filter(saved_by=erasure.user_id).update(saved_by=None)
    Revision.objects.filter(remark_by=erasure.user_id).update(remark="", remark_by=None)
    # It tells the time zone of its author.
    ReleaseSchedule.objects.filter(story__in=erasure.without_author).delete()
    Chapter.objects.filter(story__in=erasure.without_author).update(is_queued=False)
    for pk in erasure.without_author:
        renumber(pk)
        update_totals(pk)


def _delete_chapters(chapters: ChapterQuerySet) -> None:
    pks = list(chapters.values_list("pk", flat=True))
    log_of(Chapter, pks).delete()
    erase_chapter_slugs(pks)
    # One by one: each has its whole text.
    for pk in pks:
        Chapter.objects.filter(pk=pk).delete()

"""Carrying out a replacement in the background, and taking it back, chapter by chapter.

Each chapter is one transaction with its progress, so that a process which is killed saves none of
them twice, and another goes on where it was.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from accounts.models import User
from serial.chapters.models import Chapter, Replacement, ReplacementChapter
from serial.chapters.replacing.text import replaced_text
from serial.chapters.saving import SaveInfo, lock_chapter, save_text
from serial.jobs.adding import add_job
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue

# Between them, other jobs of the queue have their turn: each chapter takes about 25 ms.
CHAPTERS_AT_ONCE = 20
# Of the words that the note on a revision names: it has 200 characters.
WORDS_MAX_LENGTH = 60

Progress = ReplacementChapter.Progress


def run_chapters(arguments: Arguments) -> timedelta | None:
    """Saves the next chapters of a replacement, or undoes them. The job of REPLACEMENT_JOB."""
    for _turn in range(CHAPTERS_AT_ONCE):
        if not _run_next(arguments["replacement"]):
            return None
    return timedelta()


REPLACEMENT_JOB = JobKind("replacement", run_chapters, Queue.QUICK)


def add_replacement_job(replacement: Replacement) -> None:
    """Call this in the transaction that starts a replacement, or asks to undo it."""
    add_job(REPLACEMENT_JOB, str(replacement.pk), {"replacement": replacement.pk})


@transaction.atomic
def _run_next(pk: int) -> bool:
    """Returns whether there may be more to do."""
    rows = Replacement.objects.select_for_update(of=("self",))
    replacement = rows.select_related("story", "by", "undo_asked_by").filter(pk=pk).first()
    if replacement is None:
        return False
    return _undo_next(replacement) if replacement.undo_asked_at else _replace_next(replacement)


def _replace_next(replacement: Replacement) -> bool:
    if replacement.stopped_at or replacement.ended_at:
        return False
    if not _may_write(replacement, replacement.by):
        # Their account was deleted, or they are not credited any more.
        return _end(replacement, "stopped_at")
    row = replacement.chapters.filter(progress=Progress.WAITING).order_by("pk").first()
    if row is None:
        return _end(replacement, "ended_at")
    row.reason = _replace(replacement, row)
    row.progress = Progress.LEFT_OUT if row.reason else Progress.DONE
    row.save(update_fields=["progress", "reason", "places", "saved_revision"])
    return True


def _undo_next(replacement: Replacement) -> bool:
    if replacement.undone_at:
        return False
    row = replacement.chapters.filter(progress=Progress.DONE).order_by("pk").first()
    if row is None:
        return _end(replacement, "undone_at")
    if not _may_write(replacement, replacement.undo_asked_by):
        left = replacement.chapters.filter(progress=Progress.DONE)
        left.update(progress=Progress.NOT_UNDONE, reason=gettext("Who asked left the story."))
        return _end(replacement, "undone_at")
    row.reason = _undo(replacement, row)
    row.progress = Progress.NOT_UNDONE if row.reason else Progress.UNDONE
    row.save(update_fields=["progress", "reason"])
    return True


def _may_write(replacement: Replacement, user: User | None) -> bool:
    is_deleted = replacement.story.deleted_at is not None
    return not is_deleted and user is not None and replacement.story.is_managed_by(user)


def _end(replacement: Replacement, field: str) -> bool:
    setattr(replacement, field, timezone.now())
    replacement.save(update_fields=[field])
    return False


def _replace(replacement: Replacement, row: ReplacementChapter) -> str:
    """Returns why the chapter was left out; empty if it was saved."""
    chapter = lock_chapter(row.chapter_id)
    if reason := _refusal(chapter, row.revision):
        return reason
    query, words = replacement.query(), replacement.replacement
    replaced = replaced_text(chapter, query, words, replacement.fields, row.numbers)
    if reason := replaced.problem():
        return reason
    if not replaced.count:
        return gettext("Nothing was left to replace.")
    save_info = SaveInfo(
        by=replacement.by, remark=_remark(replacement, replaced.count), keeps_paragraphs=True
    )
    revision = save_text(chapter, replaced.text, save_info, based_on=row.revision)
    row.places, row.saved_revision = replaced.count, revision.number
    return ""


def _undo(replacement: Replacement, row: ReplacementChapter) -> str:
    """Returns why the chapter stays as it is; empty if its text is as before."""
    chapter = lock_chapter(row.chapter_id)
    if reason := _refusal(chapter, row.saved_revision or 0):
        return reason
    before = chapter.revisions.get(number=row.revision)
    save_info = SaveInfo(
        by=replacement.undo_asked_by,
        remark=gettext("Undone: %(what)s") % {"what": _what(replacement)},
        restored_from=before.number,
        keeps_paragraphs=True,
    )
    save_text(chapter, before.text(), save_info, based_on=chapter.revision)
    return ""


def _refusal(chapter: Chapter, revision: int) -> str:
    if chapter.deleted_at is not None:
        return gettext("It was deleted meanwhile.")
    if chapter.revision != revision:
        return gettext("Its text was changed meanwhile.")
    return ""


def _remark(replacement: Replacement, count: int) -> str:
    text = ngettext("%(what)s, %(n)d place", "%(what)s, %(n)d places", count)
    return text % {"what": _what(replacement), "n": count}


def _what(replacement: Replacement) -> str:
    """Returns "Replaced “Hanna” by “Anna”"."""
    old, new = (
        Truncator(words).chars(WORDS_MAX_LENGTH)
        for words in (replacement.searched, replacement.replacement)
    )
    if not new:
        return gettext("Removed “%(old)s”") % {"old": old}
    return gettext("Replaced “%(old)s” by “%(new)s”") % {"old": old, "new": new}

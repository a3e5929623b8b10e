"""Carrying out a replacement in the background, and taking it back, chapter by chapter.

Each chapter is one transaction with its progress, so that a process which is killed saves none of
them twice, and another goes on where it was.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from accounts.models import User
from serial.chapters.models import Chapter, Replacement, ReplacementChapter
from serial.chapters.replacing.text import replaced_text
from serial.chapters.saving import SaveInfo, lock_chapter, save_locked
from serial.jobs.adding import add_job
from serial.jobs.bulk_acts import RowProgress
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue

# Between them, other jobs of the queue have their turn: each chapter takes about 25 ms.
CHAPTERS_AT_ONCE = 20
# Of the words that the note on a revision names: it has 200 characters.
WORDS_MAX_LENGTH = 60

# What may change while it runs.
STATE = ("ended_at", "stopped_at", "undo_asked_at", "undone_at")


def run_chapters(arguments: Arguments) -> timedelta | None:
    """Saves the next chapters of a replacement, or undoes them. The job of REPLACEMENT_JOB."""
    rows = Replacement.objects.select_related("story", "by", "undo_asked_by")
    replacement = rows.filter(pk=arguments["replacement"]).first()
    if replacement is None:
        return None
    user = replacement.undo_asked_by if replacement.undo_asked_at else replacement.by
    may_write = _may_write(replacement, user)
    for _turn in range(CHAPTERS_AT_ONCE):
        if not _run_next(replacement, may_write=may_write):
            return None
    return timedelta()


REPLACEMENT_JOB = JobKind("replacement", run_chapters, Queue.QUICK)


def add_replacement_job(replacement: Replacement) -> None:
    """Call this in the transaction that starts a replacement, or asks to undo it."""
    add_job(REPLACEMENT_JOB, str(replacement.pk), {"replacement": replacement.pk})


@transaction.atomic
def _run_next(replacement: Replacement, *, may_write: bool) -> bool:
    """Returns whether there may be more to do."""
    was_undoing = replacement.undo_asked_at is not None
    # Locked, so that two workers do not take the same chapter. All else of it stays the same.
    locked = Replacement.objects.select_for_update()
    replacement.refresh_from_db(fields=STATE, from_queryset=locked)
    if (replacement.undo_asked_at is not None) != was_undoing:
        # Somebody asked for it meanwhile: add_replacement_job() has called for another run.
        return False
    if was_undoing:
        return _undo_next(replacement, may_write=may_write)
    return _replace_next(replacement, may_write=may_write)


def _replace_next(replacement: Replacement, *, may_write: bool) -> bool:
    if replacement.stopped_at or replacement.ended_at:
        return False
    if not may_write:
        # Their account was deleted, or they are not credited any more.
        return _end(replacement, "stopped_at")
    row = replacement.chapters.filter(progress=RowProgress.WAITING).order_by("pk").first()
    if row is None:
        return _end(replacement, "ended_at")
    row.reason = _replace(replacement, row)
    row.progress = RowProgress.LEFT_OUT if row.reason else RowProgress.DONE
    row.save(update_fields=["progress", "reason", "places", "saved_revision"])
    return True


def _undo_next(replacement: Replacement, *, may_write: bool) -> bool:
    if replacement.undone_at:
        return False
    done = replacement.chapters.filter(progress=RowProgress.DONE)
    if not may_write:
        done.update(
            progress=RowProgress.NOT_UNDONE,
            reason=gettext("The author who started this is no longer an author of the story."),
        )
    row = done.order_by("pk").first()
    if row is None:
        return _end(replacement, "undone_at")
    row.reason = _undo(replacement, row)
    row.progress = RowProgress.NOT_UNDONE if row.reason else RowProgress.UNDONE
    row.save(update_fields=["progress", "reason"])
    return True


def _may_write(replacement: Replacement, user: User | None) -> bool:
    is_deleted = replacement.story.deleted_at is not None
    return not is_deleted and user is not None and replacement.story.is_managed_by(user)


def _end(replacement: Replacement, field: str) -> bool:
    replacement.set_time(field)
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
    revision = save_locked(chapter, replaced.text, save_info)
    row.places, row.saved_revision = replaced.count, revision.number
    return ""


def _undo(replacement: Replacement, row: ReplacementChapter) -> str:
    """Returns why the chapter stays as it is; empty if its text is as before."""
    chapter = lock_chapter(row.chapter_id)
    if reason := _refusal(chapter, row.saved_revision or 0):
        return reason
    before = chapter.revisions.filter(number=row.revision).first()
    if before is None:
        # Erased with the account of its author.
        return gettext("Its former text was erased.")
    save_info = SaveInfo(
        by=replacement.undo_asked_by,
        remark=gettext("Undone: %(what)s") % {"what": _what(replacement)},
        restored_from=before.number,
        keeps_paragraphs=True,
    )
    save_locked(chapter, before.text(), save_info)
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

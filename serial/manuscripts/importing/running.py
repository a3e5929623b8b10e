"""Making the chapters of an import in the background, and taking them back, one by one.

Each chapter is one transaction with its progress, so that a process which is killed makes none of
them twice, and another goes on where it was.
"""

from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, create_chapter, lock_chapter, save_locked
from serial.chapters.texts import BODY_MAX_LENGTH, NOTE_MAX_LENGTH, ChapterText
from serial.comments.importing import import_comments, remove_imported
from serial.jobs.adding import add_job
from serial.jobs.bulk_acts import RowProgress
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.manuscripts.chapter_texts import ConvertedChapter, convert_chapter, picture_names
from serial.manuscripts.documents import Document
from serial.manuscripts.former_urls import claim_urls, release_urls
from serial.manuscripts.importing.pictures import store_next_pictures
from serial.manuscripts.importing.reader_comments import (
    PreparedComments,
    posts_of,
    prepare_comments,
)
from serial.manuscripts.importing.story_changes import undo_story_changes
from serial.manuscripts.models import ImportedChapter, Manuscript, ManuscriptImport
from serial.manuscripts.planning.reading_job import open_document
from serial.manuscripts.splitting.plan import PlannedChapter
from serial.stories.models import Part, Story

# Between them, other jobs of the queue have their turn: each chapter takes 0.1 to 0.5 s, and 2 ms
# more for each comment.
CHAPTERS_AT_ONCE = 10
# What may change while it runs.
STATE = ("ended_at", "stopped_at", "undo_asked_at", "undone_at")


def run_import(arguments: Arguments) -> timedelta | None:
    """Makes the next chapters of an import, or undoes them. The job of IMPORT_JOB."""
    rows = ManuscriptImport.objects.select_related("story", "by", "undo_asked_by", "manuscript")
    act = rows.filter(pk=arguments["import"]).first()
    if act is None:
        return None
    user = act.undo_asked_by if act.undo_asked_at else act.by
    may_write = _may_write(act.story, user)
    document = _document_of(act) if act.is_running() and may_write else None
    for _turn in range(CHAPTERS_AT_ONCE):
        if not _run_next(act, document, may_write=may_write):
            _forget_file(act)
            return None
    return timedelta()


IMPORT_JOB = JobKind("import-manuscript", run_import, Queue.SLOW)


def add_import_job(act: ManuscriptImport) -> None:
    """Call this in the transaction that starts an import, or asks to undo it."""
    add_job(IMPORT_JOB, str(act.pk), {"import": act.pk})


def _document_of(act: ManuscriptImport) -> Document | None:
    manuscript = act.manuscript
    if manuscript is None or not manuscript.document.name:
        return None
    return open_document(manuscript)


def _run_next(act: ManuscriptImport, document: Document | None, *, may_write: bool) -> bool:
    """Returns whether there may be more to do."""
    if act.undo_asked_at is not None:
        return _undo_next(act, may_write=may_write)
    row = act.chapters.filter(progress=RowProgress.WAITING).order_by("position").first()
    if row is None or document is None:
        return _end(act, "ended_at" if row is None else "stopped_at")
    planned = row.read_planned()
    # Outside of the transaction: it takes the time.
    pictures = store_next_pictures(act, document, picture_names(document, planned))
    if pictures is None:
        return _goes_on(act)
    made = convert_chapter(document, planned, pictures, settings.MEDIA_URL)
    comments = PreparedComments()
    if act.with_comments:
        comments = prepare_comments(document, planned, knows_author=act.knows_author)
    old_urls: list[str] = []
    if act.with_urls:
        old_urls = [url for post in posts_of(document, [planned]) for url in post.old_urls]
    return _make(act, row, planned, made, comments, old_urls)


def _goes_on(act: ManuscriptImport) -> bool:
    """Returns whether nobody stopped it while pictures were stored."""
    act.refresh_from_db(fields=STATE)
    return act.is_running()


@transaction.atomic
def _make(
    act: ManuscriptImport,
    row: ImportedChapter,
    planned: PlannedChapter,
    made: ConvertedChapter,
    comments: PreparedComments,
    old_urls: list[str],
) -> bool:
    if not _lock(act) or act.stopped_at or act.ended_at:
        return False
    if not act.chapters.filter(pk=row.pk, progress=RowProgress.WAITING).exists():
        # Another worker made it.
        return True
    row.reason = _save(act, row, planned, made)
    row.progress = RowProgress.LEFT_OUT if row.reason else RowProgress.DONE
    row.counts = asdict(made.counts) | made.changes()
    row.left_out, row.planned = made.left_out[:100], {}
    if not row.reason:
        _import_comments(act, row, comments)
        if row.chapter is not None and old_urls:
            row.old_urls = claim_urls(row.chapter, old_urls).as_json()
    row.save()
    return True


def _lock(act: ManuscriptImport) -> bool:
    """Locks the act, so that two workers do not take the same chapter.

    Returns False if somebody asked to undo it meanwhile: add_import_job() calls for another run.
    """
    was_undoing = act.undo_asked_at is not None
    act.refresh_from_db(fields=STATE, from_queryset=ManuscriptImport.objects.select_for_update())
    return (act.undo_asked_at is not None) == was_undoing


def _save(
    act: ManuscriptImport, row: ImportedChapter, planned: PlannedChapter, made: ConvertedChapter
) -> str:
    """Returns why the chapter was left out; empty if it was saved."""
    text = made.text(planned.title)
    if reason := _too_long(text):
        return reason
    info = SaveInfo(by=act.by, remark=_remark(act))
    if row.updated_revision is not None:
        return _update(row, text, info)
    chapter = create_chapter(
        *(act.story, text, info),
        part=_part(act.story, planned.part),
        is_numbered=planned.is_numbered,
    )
    row.chapter, row.saved_revision = chapter, chapter.revision
    return ""


def _import_comments(act: ManuscriptImport, row: ImportedChapter, found: PreparedComments) -> None:
    if row.chapter is None or not (found.comments or found.empty):
        return
    result = import_comments(row.chapter, found.comments, act.by)
    row.first_comment, row.last_comment = result.numbers or (None, None)
    row.comments = {
        "made": result.made,
        "known": result.known,
        "empty": found.empty,
        "shortened": found.shortened,
    }


def _update(row: ImportedChapter, text: ChapterText, info: SaveInfo) -> str:
    if row.chapter_id is None:
        return gettext("It was deleted meanwhile.")
    chapter = lock_chapter(row.chapter_id)
    if chapter.deleted_at is not None:
        return gettext("It was deleted meanwhile.")
    if chapter.revision != row.updated_revision:
        return gettext("Its text was changed meanwhile.")
    text = text.with_content_note(chapter.content_note)
    row.saved_revision = save_locked(chapter, text, info).number
    return ""


def _part(story: Story, title: str) -> Part | None:
    """Returns the part with this title, which is added if the story has none."""
    if not title:
        return None
    part = story.parts.filter(title=title).first()
    if part is None:
        position = story.parts.count() + 1
        part = Part.objects.create(story=story, title=title, position=position)
    return part


def _too_long(text: ChapterText) -> str:
    if len(text.body) > BODY_MAX_LENGTH:
        return gettext("It is too long for one chapter. Split it and import it again.")
    if max(len(text.note_before), len(text.note_after)) > NOTE_MAX_LENGTH:
        return gettext("A note is too long. Move its end into the text and import it again.")
    return ""


def _remark(act: ManuscriptImport) -> str:
    return gettext("Imported from %(file)s") % {"file": act.name[-150:]}


@transaction.atomic
def _undo_next(act: ManuscriptImport, *, may_write: bool) -> bool:
    if not _lock(act) or act.undone_at:
        return False
    done = act.chapters.filter(progress=RowProgress.DONE)
    if not may_write:
        done.update(
            progress=RowProgress.NOT_UNDONE,
            reason=gettext("The author who started this is no longer an author of the story."),
        )
    # The last first, so that the numbers of the others stay until it is their turn.
    row = done.order_by("-position").first()
    if row is None:
        if may_write:
            undo_story_changes(act)
        return _end(act, "undone_at")
    row.reason = _undo(act, row)
    row.progress = RowProgress.NOT_UNDONE if row.reason else RowProgress.UNDONE
    row.save(update_fields=["progress", "reason"])
    return True


def _undo(act: ManuscriptImport, row: ImportedChapter) -> str:
    """Returns why the chapter stays; empty if it is as before."""
    if row.chapter_id is None:
        return ""
    chapter = lock_chapter(row.chapter_id)
    if chapter.deleted_at is not None:
        return ""
    if chapter.revision != row.saved_revision:
        return gettext("Its text was changed meanwhile.")
    if row.updated_revision is None:
        if reason := _delete(chapter):
            return reason
        release_urls(chapter, row.old_urls.get("taken", []))
        return ""
    release_urls(chapter, row.old_urls.get("taken", []))
    if row.first_comment is not None and row.last_comment is not None:
        remove_imported(chapter, (row.first_comment, row.last_comment))
    if row.saved_revision == row.updated_revision:
        # Only comments came.
        return ""
    before = chapter.revisions.filter(number=row.updated_revision).first()
    if before is None:
        return gettext("Its former text was erased.")
    remark = gettext("Undone: %(what)s") % {"what": _remark(act)}
    info = SaveInfo(by=act.undo_asked_by, remark=remark[:200], restored_from=before.number)
    save_locked(chapter, before.text(), info)
    return ""


def _delete(chapter: Chapter) -> str:
    if not chapter.is_draft():
        return gettext("It is scheduled or released.")
    delete_chapter(chapter)
    return ""


def _may_write(story: Story, user: User | None) -> bool:
    return story.deleted_at is None and user is not None and story.is_managed_by(user)


def _end(act: ManuscriptImport, field: str) -> bool:
    act.set_time(field)
    return False


def _forget_file(act: ManuscriptImport) -> None:
    """Deletes the upload when it is of no more use. The files first: the row names them."""
    if act.is_running() or act.manuscript is None:
        return
    manuscript: Manuscript = act.manuscript
    for name in manuscript.file_names():
        default_storage.delete(name)
    Manuscript.objects.filter(pk=manuscript.pk).update(file="", document="")

"""The job that reads an uploaded file and plans its chapters."""

import shutil
import tempfile
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from serial.jobs.adding import add_job
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.manuscripts.documents import Document
from serial.manuscripts.isolated_reading import read_isolated
from serial.manuscripts.models import Manuscript
from serial.manuscripts.models.manuscript import State
from serial.manuscripts.planning.existing import find_existing
from serial.manuscripts.planning.story_data import story_data_of
from serial.manuscripts.problems import CannotRead
from serial.manuscripts.serializing import dump_document, load_document
from serial.manuscripts.splitting.cutting import plan_chapters

_READ_FIELDS = ["document", "facts", "plan", "story_data", "state"]


def read_manuscript(arguments: Arguments) -> timedelta | None:
    """The job of READING_JOB. If its worker is killed, another reads the file again."""
    manuscript = Manuscript.objects.filter(pk=arguments["manuscript"], state=State.WAITING).first()
    if manuscript is None:
        return None
    try:
        document = _read(manuscript)
        plan = plan_chapters(document)
    except CannotRead as error:
        _fail(manuscript, error)
        return None
    find_existing(manuscript.story, document, plan)
    content = ContentFile(dump_document(document))
    manuscript.document.save("document", content, save=False)
    manuscript.facts, manuscript.plan = facts_of(document), plan.as_json()
    is_new = manuscript.story_id is None
    manuscript.story_data = story_data_of(document, manuscript.name, is_new=is_new).as_json()
    manuscript.state = State.PLANNED
    with transaction.atomic():
        waiting = Manuscript.objects.select_for_update().filter(state=State.WAITING)
        if waiting.filter(pk=manuscript.pk).exists():
            manuscript.save(update_fields=_READ_FIELDS)
            return None
    # It was deleted meanwhile, or another worker was quicker.
    default_storage.delete(manuscript.document.name or "")
    return None


READING_JOB = JobKind("read-manuscript", read_manuscript, Queue.SLOW)


def add_reading_job(manuscript: Manuscript) -> None:
    """Call this in the transaction that stores the file."""
    add_job(READING_JOB, str(manuscript.pk), {"manuscript": manuscript.pk})


def open_document(manuscript: Manuscript) -> Document:
    with default_storage.open(manuscript.document.name or "") as file:
        return load_document(file.read())


def facts_of(document: Document) -> dict[str, object]:
    """Returns what the pages show of a document without opening it."""
    return {
        "format": document.format,
        "title": document.title,
        "counts": asdict(document.counts),
        "remarks": dict(document.remarks),
        "names": {remark: names[:20] for remark, names in document.names.items()},
        "comments": [asdict(comment) for comment in document.comments[:1_000]],
        "old_urls": _old_urls(document),
        "authors": document.authors[:10],
        "comments_by_author": sum(
            comment.is_by_author for post in document.posts.values() for comment in post.comments
        ),
    }


def _old_urls(document: Document) -> dict[str, object]:
    """Returns how many pages have old URLs, and the longest one of the first."""
    pages = [post.old_urls for post in document.posts.values()]
    with_urls = [urls for urls in (*pages, document.old_urls) if urls]
    return {"pages": len(with_urls), "example": max(with_urls[0], key=len) if with_urls else ""}


def _read(manuscript: Manuscript) -> Document:
    with tempfile.TemporaryDirectory(prefix="manuscript-") as folder:
        path = Path(folder) / "upload"
        with default_storage.open(manuscript.file.name or "") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        return read_isolated(path, manuscript.name)


def _fail(manuscript: Manuscript, error: CannotRead) -> None:
    """The file is of no more use: another has to be uploaded."""
    name = manuscript.file.name or ""
    manuscript.state, manuscript.file = State.FAILED, ""
    manuscript.problem, manuscript.problem_detail = error.problem, error.detail[:500]
    manuscript.save(update_fields=["state", "file", "problem", "problem_detail"])
    default_storage.delete(name)

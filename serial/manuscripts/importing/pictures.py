"""Taking the pictures of a manuscript along into its chapters, and removing them after an undo.

Each is one transaction, so that a process which is killed stores none of them twice.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from serial.images.reencoding import reencode
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.manuscripts.documents import Document
from serial.manuscripts.formats.picture_files import PictureFiles
from serial.manuscripts.importing.picture_store import picture_store
from serial.manuscripts.models import ImportedPicture, ManuscriptImport
from serial.manuscripts.models.imported_picture import urls_of
from serial.manuscripts.problems import CannotRead
from serial.stories.time_limits import UNDELETE_PERIOD

# A photo takes up to 2 s. Between turns, the worker sees whether the import was stopped.
SECONDS_AT_ONCE = 5


def store_next_pictures(
    act: ManuscriptImport, document: Document, names: Sequence[str]
) -> dict[str, str] | None:
    """Returns the URLs of the pictures with these names that could be stored.

    None if there are more to store: call it again.
    """
    rows = ImportedPicture.objects.filter(act=act, name__in=names)
    done = dict(rows.values_list("name", "file"))
    waiting = [name for name in names if name not in done]
    if waiting:
        until = time.monotonic() + SECONDS_AT_ONCE
        digests = {name: document.digests[name] for name in waiting if name in document.digests}
        known = ImportedPicture.objects.known_in(act.story, digests)
        urls = urls_of(known)
        with _open_files(act) as files:
            for name in waiting:
                if name in urls:
                    _add(act, document, name, file=known[name])
                else:
                    _store(act, document, name, files)
                if time.monotonic() > until:
                    break
        return None
    return urls_of({name: file for name, file in done.items() if file})


@contextmanager
def _open_files(act: ManuscriptImport) -> "Iterator[PictureFiles]":
    name = act.manuscript.file.name if act.manuscript else ""
    with default_storage.open(name or "") as file, PictureFiles(file) as files:
        yield files


def _store(act: ManuscriptImport, document: Document, name: str, files: PictureFiles) -> None:
    try:
        picture = _read(files, document.pictures.get(name, ""))
    except (CannotRead, ValidationError) as error:
        _add(act, document, name, reason=_reason(error))
        return
    stored = ""
    try:
        with transaction.atomic():
            ManuscriptImport.objects.select_for_update().get(pk=act.pk)
            if act.by is None or ImportedPicture.objects.filter(act=act, name=name).exists():
                # Another worker stored it, or the author left meanwhile.
                return
            stored = picture_store().store(picture, act.by)
            _add(act, document, name, file=stored)
    except BaseException:
        if stored:
            default_storage.delete(stored)
        raise


def _read(files: PictureFiles, location: str) -> "ContentFile[bytes]":
    return reencode(
        BytesIO(files.read(location)),
        max_bytes=settings.IMAGE_MAX_BYTES,
        max_pixels=settings.IMAGE_MAX_PIXELS,
        max_frames=settings.IMAGE_MAX_FRAMES,
    )


def _reason(error: CannotRead | ValidationError) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)[:300]
    return gettext("This picture is damaged, or larger than the limit.")


def _add(
    act: ManuscriptImport, document: Document, name: str, *, file: str = "", reason: str = ""
) -> None:
    ImportedPicture.objects.get_or_create(
        act=act,
        name=name,
        defaults={"digest": document.digests.get(name, ""), "file": file, "reason": reason},
    )


def remove_pictures(arguments: Arguments) -> None:
    """Deletes the pictures of undone imports whose chapters cannot be undeleted any more.

    The job of REMOVING_JOB. Those that a text still shows stay: an author may have pasted them.
    """
    latest = timezone.now() - UNDELETE_PERIOD - timedelta(days=1)
    for act in ManuscriptImport.objects.filter(
        undone_at__lt=latest, pictures__isnull=False
    ).distinct():
        rows = ImportedPicture.objects.filter(act=act)
        names = set(rows.exclude(file="").values_list("file", flat=True))
        picture_store().delete_unshown(names)
        rows.delete()


REMOVING_JOB = JobKind(
    "remove-imported-pictures", remove_pictures, Queue.SLOW, every=timedelta(days=1)
)

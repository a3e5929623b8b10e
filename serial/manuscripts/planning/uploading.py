"""Storing the files that an author uploads, to be read by the worker."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.manuscripts.limits import MAX_BYTES, MAX_FILES
from serial.manuscripts.models import Manuscript
from serial.manuscripts.models.manuscript import NAME_MAX_LENGTH, UPLOADS_PERIOD
from serial.manuscripts.planning.reading_job import add_reading_job
from serial.manuscripts.problems import CannotRead, Problem
from serial.stories.models import Story


class TooManyManuscripts(Exception):
    """Raised above MANUSCRIPTS_PER_HOUR; `seconds`: until the next is allowed."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def store_manuscript(
    story: Story | None,
    by: User,
    files: "Sequence[UploadedFile[bytes]]",
    form_key: UUID,
    paths: Sequence[str] = (),
) -> Manuscript:
    """Stores one file, or several as one zip, and adds the job that reads it.

    Without a story, importing it makes a new one. paths: of the files in their folder; without
    them, they are in the order given.

    Raises PermissionDenied, CannotRead if there is too much, and TooManyManuscripts. With the same
    `form_key`, returns what was stored before.
    """
    if story is not None and (not story.is_managed_by(by) or story.deleted_at is not None):
        raise PermissionDenied
    existing = Manuscript.objects.filter(form_key=form_key, by=by, story=story).first()
    if existing is not None:
        return existing
    size = sum(file.size or 0 for file in files)
    if size > MAX_BYTES:
        raise CannotRead(Problem.TOO_LARGE)
    if len(files) > MAX_FILES:
        raise CannotRead(Problem.TOO_MANY_FILES)
    with _as_one(files, paths) as (name, content):
        manuscript = Manuscript(story=story, by=by, form_key=form_key, name=name, size=size)
        try:
            with transaction.atomic():
                User.objects.select_for_update().get(pk=by.pk)
                _check_allowance(by)
                manuscript.file.save(name, content, save=False)
                manuscript.save()
                add_reading_job(manuscript)
        except BaseException:
            manuscript.delete_files()
            raise
    return manuscript


def _check_allowance(by: User) -> None:
    limit = settings.MANUSCRIPTS_PER_HOUR
    recent = Manuscript.objects.in_the_last_hour(by).order_by("created_at")
    times = list(recent.values_list("created_at", flat=True))
    if len(times) >= limit:
        first = times[-limit] if limit else timezone.now()
        left = first + UPLOADS_PERIOD - timezone.now()
        raise TooManyManuscripts(max(1, round(left.total_seconds())))


@contextmanager
def _as_one(
    files: "Sequence[UploadedFile[bytes]]", paths: Sequence[str]
) -> "Iterator[tuple[str, File[bytes]]]":
    """Yields the name and the content of a file: the only one, or a zip of all."""
    if len(files) == 1:
        yield _name(files[0]), files[0]
        return
    names = [_path(path) for path in paths]
    name = names[0].partition("/")[0] if names else ""
    if len(names) != len(files) or len(set(names)) != len(names) or not all(names):
        # Two files of other folders may have the same name.
        names = [f"{number:05}/{_name(file)}" for number, file in enumerate(files)]
        name = _name(files[0])
    with tempfile.TemporaryFile() as packed:
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for path, file in zip(names, files, strict=True):
                with archive.open(path, "w") as entry:
                    for chunk in file.chunks():
                        entry.write(chunk)
        packed.seek(0)
        yield name, File(packed, name=name)


def _path(path: str) -> str:
    """Returns the path without what leads out of the folder. It is only ever a name in a zip."""
    parts = path.replace("\\", "/").replace("\0", "").split("/")
    return "/".join(part[-NAME_MAX_LENGTH:] for part in parts if part not in ("", ".", ".."))


def _name(file: "UploadedFile[bytes]") -> str:
    """Returns the last part of the name. It is only ever shown."""
    name = PurePosixPath((file.name or "").replace("\\", "/")).name
    return name[-NAME_MAX_LENGTH:] or "manuscript"

"""What a member's archive has of what they typed and uploaded at the desk."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from accounts.exports import media_path
from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import TEXT_FIELDS
from serial.desk.models import IgnoredCheck, SavedReply, Upload, WorkingCopy
from serial.export_rows import LONG_ROWS, SHORT_ROWS, rows_of
from serial.personal_data import ArchiveFile, Row
from serial.stories.models.story import credited_story_ids


def working_copy_rows(user: User) -> Iterator[Row]:
    columns = {
        "story": "chapter__story__slug",
        "chapter": "chapter__slug",
        "based_on": "based_on",
        **{name: name for name in ("typed_at", "saved_at", "discarded_at", *TEXT_FIELDS)},
    }
    is_own = Exists(Chapter.objects.credited_to(user).filter(pk=OuterRef("chapter")))
    return rows_of(
        WorkingCopy.objects.by(user).annotate(is_own=is_own).order_by("pk"),
        columns,
        hidden_unless={"is_own": ("story", "chapter")},
        chunk_size=LONG_ROWS,
    )


def ignored_check_rows(user: User) -> Iterator[Row]:
    columns = {"story": "story__slug", "kind": "kind", "text": "text", "ignored_at": "ignored_at"}
    rows = IgnoredCheck.objects.filter(story__in=credited_story_ids(user)).order_by("pk")
    return rows_of(rows, columns)


def saved_reply_rows(user: User) -> Iterator[Row]:
    rows = SavedReply.objects.by(user).order_by("pk")
    return rows_of(rows, {"text": "text", "saved_at": "saved_at"})


def upload_rows(user: User) -> Iterator[Row]:
    columns = {"file": "file", "size": "size", "uploaded_at": "uploaded_at"}
    for row in rows_of(Upload.objects.filter(uploaded_by=user).order_by("pk"), columns):
        yield row | {"file": media_path(str(row["file"]))}


def uploaded_files(user: User) -> Iterator[ArchiveFile]:
    uploads = Upload.objects.filter(uploaded_by=user).order_by("pk")
    for upload in uploads.iterator(chunk_size=SHORT_ROWS):
        yield ArchiveFile(media_path(upload.file.name), upload.file)

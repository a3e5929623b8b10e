"""Stores pictures that authors upload. IMAGE_MAX_* and UPLOADS_PER_HOUR limit them (settings)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.desk.models import Upload
from serial.desk.models.upload import UPLOADS_PERIOD


class TooManyUploads(Exception):
    """Raised above UPLOADS_PER_HOUR; `until` is when the next upload is allowed."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until

    def seconds_left(self) -> int:
        return max(1, round((self.until - timezone.now()).total_seconds()))


def check_upload_allowance(user: User) -> None:
    """Raises TooManyUploads. Also called before a picture is decoded, the most costly step."""
    limit = settings.UPLOADS_PER_HOUR
    recent = Upload.objects.in_the_last_hour(user).order_by("uploaded_at")
    times = list(recent.values_list("uploaded_at", flat=True))
    if len(times) >= limit:
        blocking_upload = times[-limit] if limit else timezone.now()
        raise TooManyUploads(blocking_upload + UPLOADS_PERIOD)


def store_upload(picture: "ContentFile[bytes]", by: User) -> Upload:
    """Stores a re-encoded picture with its uploader.

    Raises TooManyUploads above UPLOADS_PER_HOUR. Rows are counted under a lock on the user, so
    the limit is exact with any number of concurrent requests.
    """
    upload = Upload(uploaded_by=by, size=picture.size)
    with _delete_file_on_error(upload), transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        check_upload_allowance(by)
        upload.file.save(picture.name or "", picture, save=False)
        upload.save()
    return upload


@contextmanager
def _delete_file_on_error(upload: Upload) -> Iterator[None]:
    # Wraps the transaction, because the commit can fail too.
    try:
        yield
    except BaseException:
        if upload.file.name:
            upload.file.storage.delete(upload.file.name)
        raise

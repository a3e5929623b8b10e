"""Putting an author's picture on the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.desk.models import Upload


class TooManyUploads(Exception):
    """The person has used up this hour's uploads; `until` is when the next one may go up."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until

    def seconds_left(self) -> int:
        return max(1, round((self.until - timezone.now()).total_seconds()))


def check_upload_allowance(person: User) -> None:
    """Raises TooManyUploads; asked before a picture is decoded, too, since that costs most."""
    allowed = settings.UPLOADS_PER_HOUR
    recent = Upload.objects.in_the_last_hour(person).order_by("uploaded_at")
    times = list(recent.values_list("uploaded_at", flat=True))
    if len(times) >= allowed:
        frees_a_place = times[-allowed] if allowed else timezone.now()
        raise TooManyUploads(frees_a_place + timedelta(hours=1))


def store_upload(picture: "ContentFile[bytes]", by: User) -> Upload:
    """Stores a picture that was made anew and remembers whose it is.

    Raises TooManyUploads beyond UPLOADS_PER_HOUR. The allowance counts rows under a lock on the
    person, so that it is exact however many processes ask at once.
    """
    upload = Upload(uploaded_by=by, size=picture.size)
    with _no_file_without_its_row(upload), transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        check_upload_allowance(by)
        upload.file.save(picture.name or "", picture, save=False)
        upload.save()
    return upload


@contextmanager
def _no_file_without_its_row(upload: Upload) -> Iterator[None]:
    # Around the transaction, not in it: committing can fail as well.
    try:
        yield
    except BaseException:
        if upload.file.name:
            upload.file.storage.delete(upload.file.name)
        raise

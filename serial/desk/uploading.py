"""Putting an author's picture on the site."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from serial.desk.models import Upload


class TooManyUploads(Exception):
    """The person has used up this hour's uploads."""


def refuse_beyond_allowance(person: User) -> None:
    """Raises TooManyUploads; asked before a picture is decoded, too, since that costs most."""
    if Upload.objects.in_the_last_hour(person).count() >= settings.UPLOADS_PER_HOUR:
        raise TooManyUploads


@transaction.atomic
def keep_upload(picture: "ContentFile[bytes]", by: User) -> Upload:
    """Stores a picture that was made anew and remembers whose it is.

    Raises TooManyUploads beyond UPLOADS_PER_HOUR. The allowance counts rows under a lock on the
    person, so that it is exact however many processes ask at once.
    """
    User.objects.select_for_update().get(pk=by.pk)
    refuse_beyond_allowance(by)
    upload = Upload(uploaded_by=by, size=picture.size)
    upload.file.save(picture.name or "", picture, save=False)
    with _gone_if_it_fails(upload.file.name or ""):
        upload.save()
    return upload


@contextmanager
def _gone_if_it_fails(name: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        default_storage.delete(name)
        raise

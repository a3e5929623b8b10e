"""What becomes of the pictures that a member uploaded when their account is erased."""

import re
from collections.abc import Iterator

from django.db import models

from accounts.models import PenName
from serial.chapters.models import Chapter, Revision
from serial.desk.models import Upload, WorkingCopy
from serial.erasure import Erasure
from serial.stories.models import Story

UPLOADS_FOLDER = "pictures/"
# The name of an upload within the text of whoever shows it.
UPLOAD_NAME = re.compile(r"pictures/\d{4}/\d{2}/[\w.-]+")
# All texts in which a picture can be shown.
TEXTS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Chapter, ("note_before", "body", "note_after")),
    (Revision, ("note_before", "body", "note_after")),
    (Story, ("summary", "default_note_before", "default_note_after")),
    (PenName, ("biography",)),
    (WorkingCopy, ("note_before", "body", "note_after")),
)


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS), after the stories.

    Pictures that a text of somebody else, or of a story that stays, shows are kept.
    """
    WorkingCopy.objects.filter(typed_by=erasure.user_id).delete()
    uploads = Upload.objects.filter(uploaded_by=erasure.user_id)
    if not uploads.exists():
        return
    shown = set(_shown_pictures(erasure.user_id))
    unused = [upload for upload in uploads if upload.file.name not in shown]
    erasure.add_files(upload.file.name or "" for upload in unused)
    Upload.objects.filter(pk__in=[upload.pk for upload in unused]).delete()


def _shown_pictures(user_id: int) -> Iterator[str]:
    """Yields the names of all pictures in texts, but for biographies of the user."""
    for model, fields in TEXTS:
        has_picture = models.Q()
        for name in fields:
            has_picture |= models.Q(**{f"{name}__contains": UPLOADS_FOLDER})
        rows = model._default_manager.filter(has_picture).order_by()
        if model is PenName:
            rows = rows.exclude(user=user_id)
        for texts in rows.values_list(*fields).iterator(chunk_size=100):
            for text in texts:
                yield from UPLOAD_NAME.findall(text)

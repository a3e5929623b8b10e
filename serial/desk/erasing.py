"""Deletes what a member typed and uploaded at the desk when their account is erased."""

import re
from collections.abc import Iterator
from itertools import product

from django.db import models

from accounts.models import PenName
from serial.chapters.models import Chapter, Revision
from serial.desk.models import IgnoredCheck, Upload, WorkingCopy
from serial.erasure import Erasure
from serial.policies.models import PolicyVersion
from serial.stories.models import Announcement, Story, StoryNote

# The name of an upload within a text.
UPLOAD_NAME = re.compile(r"pictures/\d{4}/\d{2}/[\w.-]+")
# All texts in which a picture can be shown.
TEXTS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Chapter, ("note_before", "body", "note_after")),
    (Revision, ("note_before", "body", "note_after")),
    (Story, ("summary", "default_note_before", "default_note_after")),
    (Announcement, ("body",)),
    (StoryNote, ("body",)),
    (PenName, ("biography",)),
    (WorkingCopy, ("note_before", "body", "note_after")),
    (PolicyVersion, ("body",)),
)


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS), after the stories.

    Pictures that a text of somebody else, or of a story that stays, shows are kept.
    """
    WorkingCopy.objects.filter(typed_by=erasure.user_id).delete()
    # They may quote drafts.
    IgnoredCheck.objects.filter(story__in=erasure.without_author).delete()
    uploads = list(Upload.objects.filter(uploaded_by=erasure.user_id))
    folders = {(upload.file.name or "").rpartition("/")[0] for upload in uploads}
    shown = set(_shown_pictures(folders, erasure.user_id)) if folders else set()
    unused = [upload for upload in uploads if upload.file.name not in shown]
    erasure.add_files(upload.file.name or "" for upload in unused)
    Upload.objects.filter(pk__in=[upload.pk for upload in unused]).delete()


def _shown_pictures(folders: set[str], user_id: int) -> Iterator[str]:
    """Yields the names of all pictures in texts that show one of these folders, which are months.

    Not of the user's biographies. Only these texts are read: accounts are erased under locks.
    """
    for model, fields in TEXTS:
        has_picture = models.Q()
        for name, folder in product(fields, sorted(folders)):
            has_picture |= models.Q(**{f"{name}__contains": f"{folder}/"})
        rows = model._default_manager.filter(has_picture).order_by()
        if model is PenName:
            rows = rows.exclude(user=user_id)
        for texts in rows.values_list(*fields).iterator(chunk_size=100):
            for text in texts:
                yield from UPLOAD_NAME.findall(text)

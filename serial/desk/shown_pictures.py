"""Which of the uploaded pictures a text shows."""

import re
from collections.abc import Iterator
from itertools import product

from django.db import models

from accounts.models import PenName
from serial.chapters.models import Chapter, Revision
from serial.desk.models import WorkingCopy
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


def shown_pictures(
    folders: set[str], *, without_biographies_of: int | None = None
) -> Iterator[str]:
    """Yields the names of all pictures in texts that show one of these folders, which are months.

    Only these texts are read: accounts are erased under locks.
    """
    for model, fields in TEXTS:
        has_picture = models.Q()
        for name, folder in product(fields, sorted(folders)):
            has_picture |= models.Q(**{f"{name}__contains": f"{folder}/"})
        rows = model._default_manager.filter(has_picture).order_by()
        if model is PenName and without_biographies_of is not None:
            rows = rows.exclude(user=without_biographies_of)
        for texts in rows.values_list(*fields).iterator(chunk_size=100):
            for text in texts:
                yield from UPLOAD_NAME.findall(text)

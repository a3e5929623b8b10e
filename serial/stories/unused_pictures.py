"""Removes pictures that no row names: of requests that failed, or of a process that was killed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import MemberProfile, PenName
from serial.stories.models import Story

# A request stores the file before it saves the row.
UNNAMED_PERIOD = timedelta(days=1)
PICTURES: tuple[tuple[type[models.Model], str], ...] = (
    (PenName, "picture"),
    (MemberProfile, "picture"),
    (Story, "cover"),
)


def remove_unused_pictures(now: datetime | None = None) -> int:
    """Returns how many were removed. Pictures within texts are serial/desk/erasing.py's."""
    oldest_kept = (now or timezone.now()) - UNNAMED_PERIOD
    return sum(_remove(model, field, oldest_kept) for model, field in PICTURES)


def _remove(model: type[models.Model], field: str, oldest_kept: datetime) -> int:
    folder = str(model._meta.get_field(field).upload_to)  # type: ignore[union-attr]
    try:
        files = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    # Read after the files: a row that is saved meanwhile is among them.
    used = set(model._default_manager.order_by().values_list(field, flat=True)) | _kept()
    unused = [
        path
        for name in files
        if (path := f"{folder}{name}") not in used
        and default_storage.get_modified_time(path) < oldest_kept
    ]
    for path in unused:
        default_storage.delete(path)
    return len(unused)


def _kept() -> set[str]:
    """Those that the apps above have taken off their pages, and may put back."""
    return {name for path in settings.KEPT_PICTURES for name in import_string(path)()}

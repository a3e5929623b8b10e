"""The files of drawn covers. Each is written whole and once; its name is a hash of its content."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from serial.stories.cover_links import DRAWN_FOLDER, NAME_PATTERN
from serial.stories.models import Story

# Pages in caches and in open tabs still name the files that a story had before.
UNUSED_PERIOD = timedelta(days=7)
_FILE_NAME = re.compile(rf"({NAME_PATTERN})[-.]")


def write_once(name: str, make_content: Callable[[], bytes]) -> None:
    """Writes a file unless it exists. Two processes may do so at once."""
    path = f"{DRAWN_FOLDER}/{name}"
    if default_storage.exists(path):
        return
    written = default_storage.save(path, ContentFile(make_content()))
    if written != path:
        # Another process wrote the same content first, so this copy has got another name.
        default_storage.delete(written)


def remove_unused_files(now: datetime | None = None) -> int:
    """Removes files that have been of no story for UNUSED_PERIOD. Returns how many."""
    oldest_kept = (now or timezone.now()) - UNUSED_PERIOD
    try:
        names = default_storage.listdir(DRAWN_FOLDER)[1]
    except FileNotFoundError:
        return 0
    used = set(Story.objects.exclude(drawn_cover="").values_list("drawn_cover", flat=True))
    removed = 0
    for name in names:
        match = _FILE_NAME.match(name)
        path = f"{DRAWN_FOLDER}/{name}"
        if match is None or match[1] in used:
            continue
        if default_storage.get_modified_time(path) < oldest_kept:
            default_storage.delete(path)
            removed += 1
    return removed

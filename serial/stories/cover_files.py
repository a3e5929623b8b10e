"""The files of drawn covers. Each is written whole and once; its name is a hash of its content."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from serial.images.replacing import delete_after_commit, replacing_file
from serial.stories.cover_links import (
    DRAWN_FOLDER,
    NAME_PATTERN,
    PICTURE,
    PICTURE_THUMB,
    PREVIEW,
)
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


@contextmanager
def replacing_cover(story: Story) -> Iterator[None]:
    """Saves the story within. Deletes the picture that it no longer has, and its smaller copies."""
    former = Story.objects.filter(pk=story.pk).only("cover", "drawn_cover").first()
    with replacing_file(story, "cover"):
        yield
    if former and former.cover and former.drawn_cover and former.cover != story.cover:
        for ending in (PICTURE, PICTURE_THUMB, PREVIEW):
            delete_after_commit(f"{DRAWN_FOLDER}/{former.drawn_cover}{ending}")


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

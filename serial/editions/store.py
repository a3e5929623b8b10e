"""Keeps editions as files, each named by a hash of what it contains.

A file is written beside its place and renamed, so that nobody reads half of one. Only one process
at a time makes an edition of a story; others wait for a moment, and give up with EditionBusy. When
an edition is made anew, the old one is removed: text that was deleted does not stay.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

# A reader waits that long for somebody else's edition. An EPUB of 900,000 words takes 1 s.
MAX_WAIT_SECONDS = 3.0
_POLL_SECONDS = 0.05
# More than one process makes at a time, few enough to look through.
_LOCKS = 64
# Anyone can ask for any run of chapters.
MAX_PER_STORY = 20
_LOCK_FOLDER, _PARTIAL = "locks", ".partial"


class EditionBusy(Exception):
    """Raised while another process makes an edition of this story, or too many are being made."""


def open_edition(
    story: UUID, name: str, version: str, suffix: str, make: Callable[[BinaryIO], None]
) -> BinaryIO:
    """Returns the kept file, opened, or calls `make` to write it. Raises EditionBusy.

    name: which edition of the story it is. version: the hash of what it contains.
    """
    folder = settings.EDITIONS_DIR / str(story)
    path = folder / f"{name}-{version}{suffix}"
    with suppress(FileNotFoundError):
        return _opened(path)
    # Two stories may share a lock.
    with one_at_a_time(str(story.int % _LOCKS)):
        # Another process may have made it meanwhile.
        with suppress(FileNotFoundError):
            return _opened(path)
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, make)
        _remove_others(folder, path, f"{name}-{'?' * len(version)}{suffix}")
        return _opened(path)


def _remove_others(folder: Path, path: Path, old_versions: str) -> None:
    """Keeps no old version, and of the others those that were used last."""
    old = [other for other in folder.glob(old_versions) if other != path]
    others = [other for other in folder.iterdir() if other not in (path, *old)]
    others.sort(key=lambda other: other.stat().st_mtime, reverse=True)
    for other in (*old, *others[MAX_PER_STORY - 1 :]):
        other.unlink(missing_ok=True)


def _opened(path: Path) -> BinaryIO:
    file = path.open("rb")
    # When it was last used: see pruning.py.
    with suppress(OSError):
        os.utime(path)
    return file


def _write(path: Path, make: Callable[[BinaryIO], None]) -> None:
    descriptor, partial = tempfile.mkstemp(dir=path.parent, suffix=_PARTIAL)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            make(file)
        os.replace(partial, path)
    except BaseException:
        os.unlink(partial)
        raise


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Raises EditionBusy after MAX_WAIT_SECONDS. The system frees the lock of a killed process."""
    folder = settings.EDITIONS_DIR / _LOCK_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as lock:
        give_up_at = time.monotonic() + MAX_WAIT_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= give_up_at:
                    raise EditionBusy from None
                time.sleep(_POLL_SECONDS)
        yield

"""Keeps editions as files, each named by a hash of what it contains.

A file is written beside its place and renamed, so that nobody reads half of one. Only one process
at a time makes an edition of a story; others wait for a moment, and give up with EditionBusy. When
readers can see other chapters or texts of a story than before, all its editions are removed, also
one that is being made: text that was withdrawn does not stay.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

# A reader waits that long for somebody else's edition. An EPUB of 900,000 words takes 1 s.
MAX_WAIT_SECONDS = 3.0
_POLL_SECONDS = 0.05
# More than one process makes at a time, few enough to look through.
_LOCKS = 64
# Anyone can ask for any run of chapters.
MAX_PER_STORY = 20
LOCK_FOLDER, _PARTIAL = "locks", ".partial"


class EditionBusy(Exception):
    """Raised while another process makes an edition of this story, or too many are being made."""


class EditionRemoved(Exception):
    """Raised if the text was changed or withdrawn while the edition was made: make it again."""


def open_edition(
    story_pk: int, name: str, version: str, suffix: str, make: Callable[[BinaryIO], None]
) -> BinaryIO:
    """Returns the kept file, opened, or calls `make` to write it. Raises EditionBusy and
    EditionRemoved.

    name: which edition of the story it is. version: the hash of what it contains.
    """
    folder = edition_folder(story_pk)
    path = folder / f"{name}-{version}{suffix}"
    with suppress(FileNotFoundError):
        return _opened(path)
    # Two stories may share a lock.
    with one_at_a_time(str(story_pk % _LOCKS)):
        # Another process may have made it meanwhile.
        with suppress(FileNotFoundError):
            return _opened(path)
        folder.mkdir(parents=True, exist_ok=True)
        # Left by a process that was killed.
        _remove(folder.glob(f"*{_PARTIAL}"))
        _write(path, make)
        _remove_others(folder, path, f"{name}-{'?' * len(version)}{suffix}")
        with _noticing_removal():
            return _opened(path)


def edition_folder(story_pk: int) -> Path:
    return settings.EDITIONS_DIR / str(story_pk)


def remove_editions(story_pk: int) -> None:
    """Listed in the setting TOTALS_HANDLERS: removes all editions of a story after the transaction
    that changes what readers can see of it.
    """
    folder = edition_folder(story_pk)
    transaction.on_commit(lambda: _remove(folder.glob("*")), robust=True)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _remove_others(folder: Path, path: Path, old_versions: str) -> None:
    """Keeps no old version, and of the others those that were used last."""
    old = [other for other in folder.glob(old_versions) if other != path]
    others = [other for other in folder.iterdir() if other not in (path, *old)]
    others.sort(key=lambda other: other.stat().st_mtime, reverse=True)
    _remove([*old, *others[MAX_PER_STORY - 1 :]])


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
        with _noticing_removal():
            os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


@contextmanager
def _noticing_removal() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise EditionRemoved from error


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Raises EditionBusy after MAX_WAIT_SECONDS. The system frees the lock of a killed process."""
    folder = settings.EDITIONS_DIR / LOCK_FOLDER
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

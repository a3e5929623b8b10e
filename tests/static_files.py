"""Static files as an operator builds them: bundled, with hashed names.

They are not compressed, which would take 5 of 7 s of CPU time.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from whitenoise.compress import Compressor

from serial.web.icons import icon

BACKEND = "serial.web.static_files.BundledStaticFilesStorage"
TEXT_FILES = ("css", "js", "svg", "txt", "md", "json", "html")
# The setting replaces whitenoise's list of what is compressed already, such as fonts.
UNCOMPRESSED = (*TEXT_FILES, *Compressor.SKIP_COMPRESS_EXTENSIONS)


@contextmanager
def built_static_files(folder: Path, **changed: object) -> Iterator[Path]:
    """Builds them, if the folder is new. Pages link to them until the end of the block."""
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": BACKEND}}
    changed = {"WHITENOISE_SKIP_COMPRESS_EXTENSIONS": UNCOMPRESSED, **changed}
    with override_settings(STATIC_ROOT=folder, STORAGES=storages, **changed):
        with locked(folder.with_suffix(".lock")):
            if not folder.exists():
                call_command("collectstatic", "--no-input", verbosity=0)
        # It keeps the URL of the sprite.
        icon.cache_clear()
        yield folder
    icon.cache_clear()


def static_folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all processes of the tests: building the site's files takes 2 s of CPU time."""
    folder = tmp_path_factory.getbasetemp()
    return (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "static"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from accounts.models import User
from serial.jobs.models import Job
from serial.jobs.running import run_next
from serial.manuscripts.models import Manuscript
from serial.manuscripts.models.manuscript import FOLDER
from serial.manuscripts.planning import reading_job
from serial.manuscripts.planning.uploading import store_manuscript
from serial.manuscripts.reading import read
from serial.stories.models import Story

Upload = Callable[..., Manuscript]

THREE_CHAPTERS = "\n\n".join(
    f"# Chapter {n}: Title {n}\n\nA/N: Hello {n}.\n\n" + f"It *was* day {n} of the long rain. " * 40
    for n in (1, 2, 3)
)


def work() -> None:
    """As the worker does, until nothing is due."""
    while run_next("slow"):
        pass
    assert not Job.objects.exclude(error="").exists()
    assert not Job.objects.exists()


def stored_files() -> list[str]:
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []


@pytest.fixture
def reads_here(
    db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are read in this process: another takes 1 s."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(reading_job, "read_isolated", read)


@pytest.fixture
def upload(story: Story, author: User, reads_here: None) -> Upload:
    """Stores a file, and reads it unless told not to."""

    def make(
        text: str | bytes = THREE_CHAPTERS, name: str = "novel.md", *, is_read: bool = True
    ) -> Manuscript:
        content = text.encode() if isinstance(text, str) else text
        file = SimpleUploadedFile(name, content)
        manuscript = store_manuscript(story, author, [file], uuid4())
        if is_read:
            work()
            manuscript.refresh_from_db()
        return manuscript

    return make

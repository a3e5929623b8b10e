from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def editions(settings: Settings, tmp_path: Path) -> Path:
    """The folder of kept editions, empty at first."""
    folder = tmp_path / "editions"
    folder.mkdir()
    settings.EDITIONS_DIR, settings.MEDIA_ROOT = folder, tmp_path / "media"
    return folder

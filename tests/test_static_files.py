"""Static files as the server sends them, with a hash of their content in the file name."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

IMPORTED = re.compile(r'^import .*"(\./[^"]+)";$', re.MULTILINE)
HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.(js|css)$")


@pytest.fixture
def built(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "serial.web.static_files.BundledStaticFilesStorage"},
    }
    call_command("collectstatic", "--no-input", verbosity=0)
    return tmp_path


def test_scripts_import_hashed_file_names(built: Path) -> None:
    scripts = [path for path in built.glob("js/**/*.js") if HASHED_NAME.search(path.name)]
    imported = [
        script.parent / name for script in scripts for name in IMPORTED.findall(script.read_text())
    ]
    assert len(imported) > 20
    assert [path for path in imported if not HASHED_NAME.search(path.name)] == []
    assert all(path.exists() for path in imported)


def test_site_style_sheet_is_one_file(built: Path) -> None:
    (sheet,) = (path for path in built.glob("css/site.*.css") if HASHED_NAME.search(path.name))
    text = sheet.read_text()
    assert "@import" not in text and "--paper:" in text and ".comment" in text

"""The Nu HTML checker finds no errors in any page.

It takes 2 s of CPU time to start, so one run of it checks all pages.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.models import User
from serial.editions import store
from tests.editions.conftest import editions
from tests.html import find_html_errors
from tests.rolling_back import rolled_back
from tests.valid_html.desk_pages import desk_pages
from tests.valid_html.download_pages import OF_AUTHOR, download_pages
from tests.valid_html.reading_pages import reading_pages

__all__ = ["editions"]


def test_pages_are_valid(
    tmp_path: Path,
    author: User,
    other_author: User,
    reader: User,
    superuser: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "MAX_WAIT_SECONDS", 0.1)
    parts: dict[str, Callable[[], dict[str, bytes]]] = {
        "desk": lambda: desk_pages(author, other_author, superuser),
        "reading": lambda: reading_pages(author, reader, superuser),
        "downloads": lambda: download_pages(author, reader),
    }
    pages: dict[str, bytes] = {}
    for part, make in parts.items():
        with rolled_back():
            pages |= {f"{part} {name}": content for name, content in make().items()}
    errors = find_html_errors(pages, tmp_path / "pages")
    assert {error for error in errors if not OF_AUTHOR.match(error)} == set()

"""A file is read in a process of its own: its limits end that process and leave nothing behind."""

import resource
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from serial.manuscripts import isolated_reading, reader_process
from serial.manuscripts.isolated_reading import read_isolated
from serial.manuscripts.problems import CannotRead, Problem
from serial.manuscripts.reading import read
from tests.manuscripts.docx_files import write_docx
from tests.manuscripts.truth import make_novel


@pytest.mark.extended
def test_document_is_the_same(tmp_path: Path) -> None:
    path = write_docx(make_novel(2, 6), tmp_path / "a.docx")
    assert read_isolated(path, "a.docx") == read(path)


@pytest.mark.extended
def test_bomb_ends_with_a_message_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    path = tmp_path / "bomb.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as file:
            for _chunk in range(300):
                file.write(b" " * 1024 * 1024)
    with pytest.raises(CannotRead) as raised:
        read_isolated(path, "bomb.docx")
    assert raised.value.problem is Problem.TOO_LARGE_UNPACKED
    assert not list(folder.iterdir())


@pytest.mark.extended
def test_process_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated_reading, "MAX_SECONDS", 0.01)
    path = tmp_path / "a.txt"
    path.write_text("Text.")
    with pytest.raises(CannotRead) as raised:
        read_isolated(path, "a.txt")
    assert raised.value.problem is Problem.TOO_MUCH_WORK


def test_memory_that_runs_out_is_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def exhaust(*args: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reader_process, "read", exhaust)
    monkeypatch.setattr(resource, "setrlimit", lambda *args: None)
    assert reader_process.main("a", "a", str(tmp_path / "out")) == 0
    assert Problem.TOO_MUCH_WORK in capsys.readouterr().out

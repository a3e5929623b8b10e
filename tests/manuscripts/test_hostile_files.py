"""Files that were cut off or changed at random are read or refused: no crash, no file left."""

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pytest

from serial.manuscripts.problems import CannotRead
from serial.manuscripts.reading import read
from serial.manuscripts.splitting.cutting import plan_chapters
from tests.manuscripts.docx_files import write_docx
from tests.manuscripts.odt_files import write_odt
from tests.manuscripts.picture_files import WRITERS as PICTURE_WRITERS
from tests.manuscripts.rtf_files import PROGRAMS, write_rtf
from tests.manuscripts.test_downloads_of_archives import FANFICFARE_TEXT
from tests.manuscripts.test_epub_and_folders import write_epub
from tests.manuscripts.test_html_and_markdown import write_html
from tests.manuscripts.test_saved_pages import AO3_CHAPTER, AO3_END, AO3_TOP, ROYAL_ROAD
from tests.manuscripts.test_wordpress import FIRST, SECOND, STORY, write_export
from tests.manuscripts.truth import make_novel

Mutation = Callable[[bytes, random.Random], bytes]


def cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _time in range(chance.randrange(1, 40)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + 400] * chance.randrange(2, 60) + data[start:]


def change_inside(data: bytes, chance: random.Random) -> bytes:
    """Changes the XML or HTML in an archive, so that the archive itself stays whole."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.write(data)
        try:
            with ZipFile(source) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
                for entry in before.infolist():
                    content = before.read(entry)
                    if content and chance.random() < 0.5:
                        content = chance.choice([cut_off, flip, repeat])(content, chance)
                    after.writestr(entry.filename, content)
        except BadZipFile:
            return flip(data, chance)
        target.seek(0)
        return target.read()


MUTATIONS: tuple[Mutation, ...] = (cut_off, flip, repeat, change_inside, change_inside)


def _with_pictures(folder: Path) -> list[Path]:
    folder.mkdir()
    return [write(folder) for write in PICTURE_WRITERS.values()]


def _texts(folder: Path) -> Iterator[Path]:
    """A download of FanFicFare, and saved pages of AO3 and Royal Road."""
    texts = {
        "good.txt": FANFICFARE_TEXT,
        "ao3.html": AO3_TOP + AO3_CHAPTER.format(n=1) + AO3_CHAPTER.format(n=2) + AO3_END,
        "road.html": ROYAL_ROAD.format(n=1),
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
        yield folder / name


def hostile_files(folder: Path, count: int) -> list[Path]:
    novel = make_novel(2, 6)
    page = "<html><body><h1>Chapter 1</h1><p>It <i>was</i> late.</p></body></html>"
    good = [
        write_docx(novel, folder / "good.docx"),
        write_odt(novel, folder / "good.odt"),
        *(write_rtf(novel, folder / f"{name}.rtf", program) for name, program in PROGRAMS.items()),
        write_html(novel, folder / "good.html", with_classes=True),
        write_epub(folder / "good.epub", {"1.xhtml": page, "2.xhtml": page}),
        *_with_pictures(folder / "pictures"),
        write_export(folder / "good.xml", STORY, FIRST, SECOND),
        *_texts(folder),
    ]
    zipped = folder / "good.zip"
    with ZipFile(zipped, "w") as archive:
        for path in good:
            archive.write(path, path.name)
    good.append(zipped)
    chance = random.Random(20261127)  # noqa: S311 - the same files each time
    files = []
    for number in range(count):
        source = good[number % len(good)]
        path = folder / f"{number}{source.suffix}"
        path.write_bytes(chance.choice(MUTATIONS)(source.read_bytes(), chance))
        files.append(path)
    return files


def check_all(folder: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    files = hostile_files(folder, count)
    temporary = folder / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    for path in files:
        try:
            plan_chapters(read(path))
        except CannotRead:
            continue
        except Exception as error:
            raise AssertionError(path.name) from error
    assert not list(temporary.iterdir())


def test_changed_files_are_read_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_all(tmp_path, 40, monkeypatch)


@pytest.mark.long
def test_200_changed_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_all(tmp_path, 200, monkeypatch)

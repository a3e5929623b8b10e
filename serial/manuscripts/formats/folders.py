"""Reads a zip of files: several manuscripts in the order of their names, or Google Docs' HTML."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from serial.manuscripts.documents import Block, Document, Remark, Role
from serial.manuscripts.formats.archives import Archive
from serial.manuscripts.formats.encodings import decode
from serial.manuscripts.formats.html import HtmlReader, PictureFinder
from serial.manuscripts.problems import CannotRead, Problem

_HTML: Final = (".html", ".htm")
_DIGITS: Final = re.compile(r"([0-9]+)")
# Of Macs and Windows.
_HIDDEN: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^/]*$|Thumbs\.db|desktop\.ini)", re.IGNORECASE)


def read_folder(
    path: Path, read_file: Callable[[Path, str], Document], suffixes: tuple[str, ...]
) -> Document:
    """read_file: reads a file that was copied out of the archive; it takes its path and name.

    suffixes: of the files that are read.
    """
    with Archive(path) as archive:
        names = sorted(
            (n for n in archive.names() if n.lower().endswith(suffixes) and not _HIDDEN.search(n)),
            key=_natural,
        )
        if not names:
            raise CannotRead(Problem.UNKNOWN_FORMAT)
        if len(names) == 1 and names[0].lower().endswith(_HTML):
            return _read_page(archive, names[0])
        return _read_all(archive, names, read_file)


def _read_page(archive: Archive, name: str) -> Document:
    """Google Docs' "Web page": one HTML file and a folder of pictures."""
    document = Document("html")
    folder = name.rpartition("/")[0]
    finder = PictureFinder(document, archive.names(), folder)
    HtmlReader(document).read(decode(archive.read(name))[0], finder)
    return document


def _read_all(
    archive: Archive, names: list[str], read_file: Callable[[Path, str], Document]
) -> Document:
    whole = Document("files")
    first_problem: CannotRead | None = None
    for name in names:
        with tempfile.NamedTemporaryFile() as copy:
            for chunk in archive.chunks(name):
                copy.write(chunk)
            copy.flush()
            try:
                document = read_file(Path(copy.name), name.rpartition("/")[2])
            except CannotRead as error:
                first_problem = first_problem or error
                whole.remark(Remark.UNREADABLE_FILES, name=name.rpartition("/")[2])
                continue
        _add(whole, document, name.rpartition("/")[2])
    if not whole.blocks:
        raise first_problem or CannotRead(Problem.EMPTY)
    return whole


def _add(whole: Document, document: Document, name: str) -> None:
    """Adds a document. Keys of notes and classes of style sheets must not meet those of others."""
    offset = max(whole.notes, default=0)
    for key, html in document.notes.items():
        whole.notes[key + offset] = html
    for block in document.blocks:
        if block.notes:
            for key in sorted(block.notes, reverse=True):
                block.html = block.html.replace(f'fnref-{key}"', f'fnref-{key + offset}"')
                block.html = block.html.replace(f'#fn-{key}"', f'#fn-{key + offset}"')
            block.notes = tuple(key + offset for key in block.notes)
        if document.style_sheet and block.html:
            block.html = f"<style>{document.style_sheet}</style>{block.html}"
    first: Block | None = next(
        (block for block in document.blocks if block.words and block.role is not Role.LEFT_OUT),
        None,
    )
    if first is not None:
        first.file = name
    whole.blocks += document.blocks
    whole.counts += document.counts
    whole.comments += document.comments
    whole.title = whole.title or document.title
    # The archive in which they lie is gone.
    whole.remark(Remark.REMOTE_PICTURES, len(document.pictures))
    for remark, count in document.remarks.items():
        names = document.names.get(remark, [])
        whole.remark(remark, count)
        for each in names:
            whole.remark(remark, 0, each)


def _natural(name: str) -> list[object]:
    """Orders "2.txt" before "10.txt"."""
    return [
        (int(part), "") if part.isdigit() else (-1, part.lower()) for part in _DIGITS.split(name)
    ]

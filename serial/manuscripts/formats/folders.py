"""Reads a zip of files: several manuscripts in the order of their names, or Google Docs' HTML."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from serial.manuscripts.documents import (
    PICTURE_PREFIX,
    PICTURE_SOURCE,
    Block,
    Document,
    Remark,
    Role,
)
from serial.manuscripts.formats.archives import Archive
from serial.manuscripts.formats.html import read_html_data
from serial.manuscripts.formats.markdown import read_markdown_data
from serial.manuscripts.formats.picture_files import SEPARATOR
from serial.manuscripts.formats.registry import FORMATS
from serial.manuscripts.limits import MAX_PICTURES, MAX_WORDS
from serial.manuscripts.problems import CannotRead, Problem

_MARKDOWN: Final = FORMATS["markdown"].suffixes
_PAGES: Final = (*FORMATS["html"].suffixes, *_MARKDOWN)
# Of a file that has another name than its format: a zip, or RTF.
_OTHER: Final = (b"PK", b"{\\rtf")
_DIGITS: Final = re.compile(r"([0-9]+)")
# Of Macs and Windows.
_HIDDEN: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^/]*$|Thumbs\.db|desktop\.ini)", re.IGNORECASE)


def read_folder(
    path: Path,
    read_file: Callable[[Path, str], Document],
    settle: Callable[[Document], None],
    suffixes: tuple[str, ...],
) -> Document:
    """read_file: reads a file that was copied out of the archive; it takes its path and name.

    settle: decides what needs a whole document. suffixes: of the files that are read.
    """
    with Archive(path) as archive:
        names = sorted(
            (n for n in archive.names() if n.lower().endswith(suffixes) and not _HIDDEN.search(n)),
            key=_natural,
        )
        if not names:
            raise CannotRead(Problem.UNKNOWN_FORMAT)
        if len(names) == 1 and names[0].lower().endswith(_PAGES):
            return _read_page(archive, names[0])
        return _read_all(archive, names, read_file, settle)


def _read_page(archive: Archive, name: str) -> Document:
    """HTML or Markdown, with the pictures beside it, as in Google Docs' "Web page"."""
    if name.lower().endswith(_MARKDOWN):
        return read_markdown_data(archive.read(name), archive.names(), name)
    return read_html_data(archive.read(name), archive.names(), name)


def _read_all(
    archive: Archive,
    names: list[str],
    read_file: Callable[[Path, str], Document],
    settle: Callable[[Document], None],
) -> Document:
    whole = Document("files")
    first_problem: CannotRead | None = None
    for name in names:
        try:
            if name.lower().endswith(_PAGES) and not archive.read(name).startswith(_OTHER):
                document = _read_page(archive, name)
                settle(document)
            else:
                document = _read_copy(archive, name, read_file)
        except CannotRead as error:
            first_problem = first_problem or error
            whole.remark(Remark.UNREADABLE_FILES, name=name.rpartition("/")[2])
            continue
        _add(whole, document, name.rpartition("/")[2])
    if not whole.blocks:
        raise first_problem or CannotRead(Problem.EMPTY)
    return whole


def _read_copy(archive: Archive, name: str, read_file: Callable[[Path, str], Document]) -> Document:
    """Reads a file that needs no others. Its pictures are where they are in it."""
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in archive.chunks(name):
            copy.write(chunk)
        copy.flush()
        document = read_file(Path(copy.name), name.rpartition("/")[2])
    for picture, location in document.pictures.items():
        document.pictures[picture] = f"{name}{SEPARATOR}{location}"
    if document.cover:
        document.cover = f"{name}{SEPARATOR}{document.cover}"
    return document


def _add(whole: Document, document: Document, name: str) -> None:
    """Adds a document.

    Keys of notes, names of pictures and classes of style sheets must not meet those of others.
    """
    offset = max(whole.notes, default=0)
    pictures = _add_pictures(whole, document)
    for key, html in document.notes.items():
        whole.notes[key + offset] = _with_pictures(html, pictures)
    for block in document.blocks:
        block.html = _with_pictures(block.html, pictures)
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
    if whole.counts.words > MAX_WORDS:
        raise CannotRead(Problem.TOO_MANY_WORDS)
    whole.comments += document.comments
    # Of two exports of one site, the first is taken.
    whole.posts = document.posts | whole.posts
    whole.old_urls = whole.old_urls or document.old_urls
    whole.authors += (name for name in document.authors if name not in whole.authors)
    whole.title = whole.title or document.title
    whole.summary = whole.summary or document.summary
    whole.tags += (tag for tag in document.tags if tag not in whole.tags)
    whole.cover = whole.cover or document.cover
    for remark, count in document.remarks.items():
        names = document.names.get(remark, [])
        whole.remark(remark, count)
        for each in names:
            whole.remark(remark, 0, each)


def _add_pictures(whole: Document, document: Document) -> dict[str, str]:
    """Returns the name that each picture of the document has in the whole."""
    names: dict[str, str] = {}
    for name, location in document.pictures.items():
        names[name] = f"picture:{len(whole.pictures) + 1}"
        whole.pictures[names[name]] = location
    if len(whole.pictures) > MAX_PICTURES:
        raise CannotRead(Problem.TOO_MANY_PICTURES)
    return names


def _with_pictures(html: str, names: dict[str, str]) -> str:
    if not names or PICTURE_PREFIX not in html:
        return html
    return PICTURE_SOURCE.sub(lambda match: f'src="{names.get(match[1], match[1])}"', html)


def _natural(name: str) -> list[object]:
    """Orders "2.txt" before "10.txt"."""
    return [
        (int(part), "") if part.isdigit() else (-1, part.lower()) for part in _DIGITS.split(name)
    ]

"""Reads a file of any known format, which is found by what is in it, not by its name."""

from pathlib import Path
from typing import Final
from zipfile import is_zipfile

from serial.manuscripts.blank_lines import settle_blank_lines
from serial.manuscripts.documents import Document, Role
from serial.manuscripts.formats.archives import Archive
from serial.manuscripts.formats.folders import read_folder
from serial.manuscripts.formats.known_html import move_work_notes
from serial.manuscripts.formats.odt import is_odt
from serial.manuscripts.formats.picture_files import add_digests
from serial.manuscripts.formats.registry import FORMATS, INNER_SUFFIXES, Reader
from serial.manuscripts.limits import MAX_BYTES
from serial.manuscripts.problems import CannotRead, Problem

# Near the start of WordPress's export.
_WORDPRESS: Final = (b"this is a wordpress extended rss file", b"http://wordpress.org/export/")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Of an encrypted .docx, which is in an old container, in UTF-16.
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_RTF: Final = b"{\\rtf"
_HTML: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<?xml", b"<!--", b"<p")


def read(path: Path, name: str = "") -> Document:
    """Reads the file at `path`; `name` is what its author calls it. Raises CannotRead."""
    if path.stat().st_size > MAX_BYTES:
        raise CannotRead(Problem.TOO_LARGE)
    document = _reader_of(path, name or path.name)(path)
    settle(document)
    add_digests(document, path)
    if not any(block.words for block in document.blocks):
        raise CannotRead(Problem.EMPTY)
    return document


def settle(document: Document) -> None:
    """Decides what needs the whole document, in place."""
    settle_blank_lines(document)
    move_work_notes(document.blocks)
    _settle_title(document)


def _reader_of(path: Path, name: str) -> Reader:
    with path.open("rb") as file:
        start = file.read(1024)
    if not start.strip():
        raise CannotRead(Problem.EMPTY)
    if start.startswith(b"PK"):
        if not is_zipfile(path):
            raise CannotRead(Problem.DAMAGED)
        return _reader_of_zip(path)
    if start.startswith(_OLE):
        is_encrypted = _ENCRYPTED_PACKAGE in path.read_bytes()
        raise CannotRead(Problem.ENCRYPTED if is_encrypted else Problem.OLD_WORD)
    if start.startswith(b"%PDF"):
        raise CannotRead(Problem.PDF)
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_RTF):
        return FORMATS["rtf"].read
    if any(mark in start for mark in _WORDPRESS):
        return FORMATS["wordpress"].read
    suffix = name.lower()[name.rfind(".") :]
    if start.startswith(_HTML) or suffix in FORMATS["html"].suffixes:
        return FORMATS["html"].read
    is_markdown = suffix in FORMATS["markdown"].suffixes
    return FORMATS["markdown" if is_markdown else "text"].read


def _reader_of_zip(path: Path) -> Reader:
    with Archive(path) as archive:
        if "[Content_Types].xml" in archive or "word/document.xml" in archive:
            return FORMATS["docx"].read
        if is_odt(archive):
            return FORMATS["odt"].read
        if "META-INF/container.xml" in archive:
            return FORMATS["epub"].read
    return _read_folder


def _read_folder(path: Path) -> Document:
    return read_folder(path, _read_inner, settle, INNER_SUFFIXES)


def _read_inner(path: Path, name: str) -> Document:
    """Reads a file out of a zip. A zip in it is not opened: it could hold itself."""
    reader = _reader_of(path, name)
    if reader is _read_folder:
        raise CannotRead(Problem.UNKNOWN_FORMAT)
    document = reader(path)
    settle(document)
    return document


def _settle_title(document: Document) -> None:
    """Finds the title of the whole work among its headings.

    Paragraphs with the style of a title are the titles of chapters if there are several.
    """
    blocks = document.blocks
    titled = [block for block in blocks if block.role is Role.LEFT_OUT and block.level]
    if len(titled) > 1:
        for block in titled:
            block.role = Role.TEXT
    elif titled:
        document.title = titled[0].text or document.title
        return
    headings = [block for block in blocks if block.level and block.role is Role.TEXT]
    if len(headings) < 3 or len(blocks) < 3:
        return
    first, *others = headings
    is_alone = all(first.level < other.level for other in others)
    if is_alone and first is next((block for block in blocks if block.words), None):
        first.role = Role.LEFT_OUT
        document.title = first.text

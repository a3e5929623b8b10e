"""Reads Markdown: our own dialect, which other programs' Markdown is close to."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from serial.manuscripts.documents import PICTURE_PREFIX, Document, Remark
from serial.manuscripts.formats.embedded_pictures import name_embedded_pictures
from serial.manuscripts.formats.encodings import decode
from serial.manuscripts.formats.html import HtmlReader, PictureFinder
from serial.manuscripts.formats.markdown_pictures import name_pictures, restore_names
from serial.manuscripts.formats.word_limit import check_text
from serial.markup.options import Options
from serial.markup.rendering import render

_FRONT_MATTER: Final = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_TITLE: Final = re.compile(r"^title:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_NOTE: Final = re.compile(r"^\[\^([^\]\n]{1,100})\]:", re.MULTILINE)
_OPTIONS: Final = Options(smart_punctuation=False, trusted=True)


def read_markdown_file(path: Path) -> Document:
    return read_markdown_data(path.read_bytes())


def read_markdown_data(data: bytes, names: Iterable[str] = (), page: str = "") -> Document:
    """names, page: as PictureFinder has them."""
    text, encoding = decode(name_embedded_pictures(data))
    check_text(text)
    document = read_markdown(text, names, page)
    document.remark(Remark.ENCODING, name=encoding)
    return document


def read_markdown(source: str, names: Iterable[str] = (), page: str = "") -> Document:
    document = Document("markdown")
    source = name_pictures(source, document, PictureFinder(document, names, page))
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(source)
    if front:
        title = _TITLE.search(front[1])
        document.title = title[1] if title else ""
        source = source[front.end() :]
    reader = HtmlReader(document)
    for part in split_at_headings(source):
        reader.read(restore_names(render(part, _OPTIONS).html), _known_picture)
    return document


def _known_picture(source: str) -> str:
    return source if source.startswith(PICTURE_PREFIX) else ""


def split_at_headings(source: str) -> list[str]:
    """Splits so that each part is rendered alone, with the footnotes that it refers to."""
    body, notes = _take_notes(source)
    parts: list[list[str]] = [[]]
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if not fence and _HEADING.match(line):
            parts.append([])
        parts[-1].append(line)
    texts = ["\n".join(part) for part in parts]
    return [
        "\n".join([text, "", *(note for name, note in notes.items() if f"[^{name}]" in text)])
        for text in texts
        if text.strip()
    ]


def _take_notes(source: str) -> tuple[str, dict[str, str]]:
    """Returns the text without the definitions of footnotes, and these by their names."""
    notes: dict[str, str] = {}
    rest: list[str] = []
    name = ""
    for line in source.split("\n"):
        begins = _NOTE.match(line)
        if begins:
            name = begins[1]
            notes[name] = line + "\n"
        elif name and (not line.strip() or line.startswith(("    ", "\t"))):
            notes[name] += line + "\n"
        else:
            name = ""
            rest.append(line)
    return "\n".join(rest), notes

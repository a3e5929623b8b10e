"""The formats of manuscripts that are read: the pages, their texts and zips take them from here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from serial.manuscripts.documents import Document
from serial.manuscripts.formats.docx import read_docx
from serial.manuscripts.formats.epub import read_epub
from serial.manuscripts.formats.html import read_html_file
from serial.manuscripts.formats.markdown import read_markdown_file
from serial.manuscripts.formats.odt import read_odt
from serial.manuscripts.formats.rtf.reader import read_rtf
from serial.manuscripts.formats.text import read_text_file
from serial.manuscripts.formats.wordpress import read_wordpress

Reader = Callable[[Path], Document]


@dataclass(frozen=True)
class Format:
    """suffixes: of the names of files; the first is shown to authors."""

    suffixes: tuple[str, ...]
    read: Reader


FORMATS: Final = {
    "docx": Format((".docx",), read_docx),
    "odt": Format((".odt",), read_odt),
    "rtf": Format((".rtf",), read_rtf),
    "epub": Format((".epub",), read_epub),
    "html": Format((".html", ".htm"), read_html_file),
    "markdown": Format((".md", ".markdown", ".mdown", ".mkd"), read_markdown_file),
    "wordpress": Format((".xml",), read_wordpress),
    "text": Format((".txt",), read_text_file),
}
# Several of them, or the zip of a web page (folders.py).
ZIP_SUFFIX: Final = ".zip"
# Of what is read out of a zip. A zip in it is not opened.
INNER_SUFFIXES: Final = tuple(suffix for each in FORMATS.values() for suffix in each.suffixes)

"""Writes an edition as a PDF for printing, with Typst.

The typesetter needs the whole book in memory, so it runs in a child process with limits. It gets
the texts as JSON, chapter by chapter, and cannot read any other file.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext

from serial.editions.front_matter import colophon, credit_line, facts
from serial.editions.loading import ChapterTexts, ReadTexts
from serial.editions.pictures import Pictures
from serial.editions.rewriting import HtmlRewriter
from serial.editions.source import EditionChapter, EditionSource
from serial.editions.store import LOCK_FOLDER, one_at_a_time
from serial.editions.typst_pdf.nodes import Node, NodeReader

MEDIA_TYPE = "application/pdf"
PDF_VERSION = 2
# Two novels and a half. Typst needs about 4 s of CPU and 400 MB for 100,000 words.
MAX_WORDS = 250_000
CPU_SECONDS = 60
WALL_SECONDS = 60
MEMORY_BYTES = 3 * 1024**3
_FOLDER = Path(__file__).parent
_REGIONS = {"pt-br": "BR", "zh-hans": "CN", "zh-hant": "TW"}


class PdfFailed(Exception):
    """Raised if Typst stops with an error, or is stopped by a limit."""


@dataclass(frozen=True)
class Paper:
    """Sizes in mm, and of the text in points."""

    width: float
    height: float
    inside: float
    outside: float
    size: float


A5 = Paper(148, 210, inside=20, outside=15, size=10.2)
LETTER = Paper(215.9, 279.4, inside=36, outside=30, size=11.5)


def write_pdf(
    source: EditionSource, read_texts: ReadTexts, file: BinaryIO, paper: Paper = A5
) -> None:
    """Raises EditionBusy while this server makes another PDF, and PdfFailed."""
    with (
        one_at_a_time("pdf"),
        tempfile.TemporaryDirectory(dir=settings.EDITIONS_DIR / LOCK_FOLDER) as name,
    ):
        folder = Path(name)
        _BookFolder(source, folder).write(read_texts, paper)
        _compile(folder, int(source.changed_at().timestamp()))
        with (folder / "book.pdf").open("rb") as pdf:
            shutil.copyfileobj(pdf, file)


def _compile(folder: Path, timestamp: int) -> None:
    shutil.copy(_FOLDER / "book.typ", folder)
    limits = [str(CPU_SECONDS), str(MEMORY_BYTES), str(timestamp)]
    command = [sys.executable, "-I", str(_FOLDER / "compile_book.py"), str(folder), *limits]
    try:
        run = subprocess.run(  # noqa: S603 - fixed arguments
            [*command, *settings.COVER_FONTS],
            capture_output=True,
            timeout=WALL_SECONDS,
            # Without the secrets of the environment.
            env={"PATH": "/usr/bin:/bin"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfFailed("Typst took too long.") from error
    if run.returncode:
        raise PdfFailed(run.stderr.decode(errors="replace")[-2_000:])


class _BookFolder:
    """The data of one book in a folder of its own."""

    def __init__(self, source: EditionSource, folder: Path) -> None:
        self.source, self.folder = source, folder
        self.pictures = Pictures()
        self.links = source.links(source.chapter_url)

    def write(self, read_texts: ReadTexts, paper: Paper) -> None:
        self._save("data.json", self._data(paper))
        for texts in read_texts(self.source.chapters):
            self._save(_file(texts.chapter), self._texts(texts))

    def _save(self, name: str, values: dict[str, object]) -> None:
        (self.folder / name).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")

    def _data(self, paper: Paper) -> dict[str, object]:
        source, story = self.source, self.source.story
        language, _hyphen, _rest = story.language.partition("-")
        titles: set[object] = set()
        parts = []
        for part, chapters in source.by_part():
            title = part.title if part and part not in titles else ""
            titles.add(part)
            parts.append({"title": title, "chapters": list(map(self._entry, chapters))})
        return {
            **vars(paper),
            "title": source.title(),
            "authors": [line.name for line in story.credits],
            "credit": credit_line(source),
            "site": settings.SITE_NAME,
            "lang": language,
            "region": _REGIONS.get(story.language),
            "dir": story.direction,
            "summary": self._nodes(story.summary_html, story.url()),
            "facts": list(facts(source)),
            "colophon": list(colophon(source)),
            "parts": parts,
            "words": {
                "contents": gettext("Contents"),
                "note": gettext("Author’s note"),
                "content_note": gettext("Content note:"),
                "comments": gettext("Comments on this chapter"),
            },
        }

    def _entry(self, chapter: EditionChapter) -> dict[str, str]:
        return {
            "id": f"c{chapter.pk}",
            "file": _file(chapter),
            "label": chapter.numbered_label(),
            "number": chapter.number_label(),
            "title": chapter.label(),
            "comments": self.source.comments_url(chapter),
        }

    def _texts(self, texts: ChapterTexts) -> dict[str, object]:
        read = partial(self._nodes, page_url=self.source.chapter_url(texts.chapter))
        return {
            "content_note": texts.content_note,
            "before": read(texts.note_before),
            "body": read(texts.body),
            "after": read(texts.note_after),
        }

    def _nodes(self, html: str, page_url: str) -> list[Node]:
        html = HtmlRewriter(self.pictures.add, page_url, self.links).rewrite(html)
        return NodeReader(self._image).read(html)

    def _image(self, path: str, _alt: str) -> str:
        """Copies a picture into the folder. path: as Pictures names it."""
        target = path.replace("/", "~")
        if not (self.folder / target).exists():
            with default_storage.open(self.pictures.stored()[path]) as picture:
                (self.folder / target).write_bytes(picture.read())
        return target


def _file(chapter: EditionChapter) -> str:
    return f"c{chapter.pk}.json"

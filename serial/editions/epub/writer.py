"""Writes an EPUB 3.3, with the NCX that older e-readers need.

The files are in the zip in the order of their paths, so a chapter is written as soon as it is read,
and what lists the pictures comes after the chapters: no more than CHAPTERS_PER_QUERY chapters and
one picture are in memory at a time.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import get_template
from django.utils.translation import get_language

from serial.editions.epub.book_face import BookFace
from serial.editions.epub.package import Package, chapter_file
from serial.editions.loading import ReadTexts
from serial.editions.pictures import Pictures
from serial.editions.rewriting import HtmlRewriter
from serial.editions.source import EditionSource
from serial.editions.zip_file import SortedZip

MEDIA_TYPE = "application/epub+zip"
# Increase it when the files change: editions that are kept are made again then.
EPUB_VERSION = 2
# Below the title of the file.
_TOP_HEADING = 2
_FOLDER = "EPUB/"
_TEMPLATES = "editions/epub/"
_STYLES = Path(__file__).with_name("styles.css")


def write_epub(
    source: EditionSource, read_texts: ReadTexts, file: BinaryIO, *, has_face: bool = False
) -> None:
    """has_face: with the site's book face in it."""
    with SortedZip(file) as archive:
        _EpubWriter(source, read_texts, archive, BookFace() if has_face else None).write()


class _EpubWriter:
    def __init__(
        self,
        source: EditionSource,
        read_texts: ReadTexts,
        archive: SortedZip,
        face: BookFace | None,
    ) -> None:
        self.source, self.read_texts = source, read_texts
        self.zip, self.face = archive, face
        self.pictures = Pictures()
        self.links = source.links(lambda chapter: f"../{chapter_file(chapter)}")
        from_front = source.links(chapter_file)
        self.summary = HtmlRewriter(
            *(partial(self._add, ""), source.story.url(), from_front),
            is_xhtml=True,
            top_heading=_TOP_HEADING,
        ).rewrite(source.story.summary_html)
        # The cover of an author may be lost; the edition is then without.
        cover = source.story.cover
        self.cover = cover if cover and default_storage.exists(cover) else ""

    def write(self) -> None:
        self.zip.add_first("mimetype", MEDIA_TYPE.encode())
        self._write_chapters()
        colophon = {"changed_at": self.source.changed_at(), "has_face": self.face is not None}
        self._render("colophon.xhtml", colophon)
        if self.cover:
            self._add_picture(f"cover{PurePosixPath(self.cover).suffix}", self.cover)
            self._render("cover.xhtml", {"cover": f"cover{PurePosixPath(self.cover).suffix}"})
        fonts = self.face.files if self.face else {}
        for path, font in fonts.items():
            self.zip.add(_FOLDER + path, font.read_bytes(), is_compressed=path.endswith(".woff2"))
        for path, name in self.pictures.stored().items():
            self._add_picture(path, name)
        cover_suffix = PurePosixPath(self.cover).suffix
        package = Package(self.source, self.pictures, cover_suffix, list(fonts))
        self._render("nav.xhtml", {"package": package})
        self._render("package.opf", {"package": package})
        for run in sorted(package.parts(), key=lambda run: run.path):
            self._render("part.xhtml", {"part": run.part}, path=run.path)
        rules = self.face.rules if self.face else ""
        self.zip.add(f"{_FOLDER}styles.css", rules.encode() + _STYLES.read_bytes())
        self._render("title.xhtml", {"summary": self.summary})
        self._render("toc.ncx", {"package": package})
        container = get_template(f"{_TEMPLATES}container.xml").render({})
        self.zip.add("META-INF/container.xml", container.encode())

    def _write_chapters(self) -> None:
        chapters = sorted(self.source.chapters, key=chapter_file)
        for texts in self.read_texts(chapters):
            page_url = self.source.chapter_url(texts.chapter)
            add_picture = partial(self._add, "../")
            body = HtmlRewriter(
                *(add_picture, page_url, self.links),
                is_xhtml=True,
                top_heading=_TOP_HEADING,
                has_landmark=True,
            )
            rewrite_note = replace(body, has_landmark=False).rewrite
            context: dict[str, object] = {
                "chapter": texts.chapter,
                "content_note": texts.content_note,
                "note_before": rewrite_note(texts.note_before),
                "body": body.rewrite(texts.body),
                "note_after": rewrite_note(texts.note_after),
                "comments_url": self.source.comments_url(texts.chapter),
            }
            self._render("chapter.xhtml", context, path=chapter_file(texts.chapter))

    def _add(self, root: str, name: str, alt: str) -> str:
        """Returns the URL of a picture in a file. root: the path from there to the edition."""
        path = self.pictures.add(name, alt)
        return root + quote(path) if path else ""

    def _render(self, template: str, context: dict[str, object], path: str = "") -> None:
        language = get_language() or settings.LANGUAGE_CODE
        common = {
            "source": self.source,
            "story": self.source.story,
            "site_name": settings.SITE_NAME,
            # Of the words that the site adds, where the story is in another language.
            "site_language": language if language != self.source.story.language else "",
        }
        text = get_template(_TEMPLATES + template).render(common | context)
        self.zip.add(_FOLDER + (path or template), text.encode())

    def _add_picture(self, path: str, name: str) -> None:
        with default_storage.open(name) as picture:
            self.zip.add(_FOLDER + path, picture.read(), is_compressed=True)

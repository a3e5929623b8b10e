"""Writes an edition as a zip of Markdown: a file for each chapter, in their order, and pictures.

The Markdown is made from what readers see, not from what authors typed: that can hold comments and
other words that no reader was meant to find.
"""

from typing import BinaryIO
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import gettext

from serial.editions.front_matter import colophon, credit_line, facts
from serial.editions.loading import ChapterTexts, ReadTexts
from serial.editions.pictures import FOLDER, Pictures
from serial.editions.rewriting import HtmlRewriter
from serial.editions.source import EditionChapter, EditionSource
from serial.editions.zip_file import SortedZip
from serial.file_names import safe_file_name
from serial.markup.converting.conversion import convert
from serial.markup.converting.writing.escaping import ALL, escape, escape_lines

MEDIA_TYPE = "application/zip"
MARKDOWN_VERSION = 1
_ABOUT = "000-about.md"


def write_markdown(source: EditionSource, read_texts: ReadTexts, file: BinaryIO) -> None:
    with SortedZip(file) as archive:
        _MarkdownWriter(source, archive).write(read_texts)


class _MarkdownWriter:
    def __init__(self, source: EditionSource, archive: SortedZip) -> None:
        self.source, self.archive = source, archive
        self.pictures = Pictures()
        # Sorted by name, they are in the story's order.
        self.names = {
            chapter.pk: f"{number:0{self._digits()}}-{safe_file_name(chapter.slug)}.md"
            for number, chapter in enumerate(source.chapters, 1)
        }
        self.links = source.links(lambda chapter: quote(self.names[chapter.pk]))

    def write(self, read_texts: ReadTexts) -> None:
        self.archive.add("0" * (self._digits() - 3) + _ABOUT, self._about().encode())
        for texts in read_texts(self.source.chapters):
            self.archive.add(self.names[texts.chapter.pk], self._chapter(texts).encode())
        for path, name in self.pictures.stored().items():
            with default_storage.open(name) as picture:
                self.archive.add(path, picture.read(), is_compressed=True)

    def _digits(self) -> int:
        return max(3, len(str(len(self.source.chapters))))

    def _about(self) -> str:
        source = self.source
        blocks = [
            f"# {_escaped(source.title())}",
            _escaped(credit_line(source)),
            self._markdown(source.story.summary_html, source.story.url()),
            "\n".join(f"* {label}: {_escaped(value)}" for label, value in facts(source)),
            "\n".join(map(self._contents_line, source.chapters)),
            "***",
            "\n\n".join(map(_escaped, colophon(source))),
        ]
        return _joined(blocks)

    def _contents_line(self, chapter: EditionChapter) -> str:
        return f"* [{_escaped(chapter.numbered_label())}]({quote(self.names[chapter.pk])})"

    def _chapter(self, texts: ChapterTexts) -> str:
        chapter, page_url = texts.chapter, self.source.chapter_url(texts.chapter)
        # Together, so that no two footnotes have one number.
        html = render_to_string("editions/markdown_chapter.html", {"texts": texts})
        comments = f"{gettext('Comments:')} <{self.source.comments_url(chapter)}>"
        heading = f"# {_escaped(chapter.numbered_label())}"
        return _joined([heading, self._markdown(html, page_url), comments])

    def _markdown(self, html: str, page_url: str) -> str:
        html = HtmlRewriter(self._add, page_url, self.links).rewrite(html)
        return convert(html, FOLDER, keeps_underlines=True).markdown.strip("\n")

    def _add(self, name: str, alt: str) -> str:
        return quote(self.pictures.add(name, alt))


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(filter(None, blocks)) + "\n"


def _escaped(line: str) -> str:
    return escape_lines(escape(line, ALL))

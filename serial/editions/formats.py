"""The formats of editions: how each is made, and which the site offers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.editions.epub.writer import EPUB_VERSION, write_epub
from serial.editions.epub.writer import MEDIA_TYPE as EPUB_TYPE
from serial.editions.loading import ReadTexts
from serial.editions.markdown_zip import MARKDOWN_VERSION, write_markdown
from serial.editions.markdown_zip import MEDIA_TYPE as ZIP_TYPE
from serial.editions.plain_text import MEDIA_TYPE as TEXT_TYPE
from serial.editions.plain_text import TEXT_VERSION, write_text
from serial.editions.single_html import HTML_VERSION, write_html
from serial.editions.single_html import MEDIA_TYPE as HTML_TYPE
from serial.editions.source import EditionSource
from serial.editions.typst_pdf.available import is_available
from serial.editions.typst_pdf.writer import LETTER, MAX_WORDS, PDF_VERSION, write_pdf
from serial.editions.typst_pdf.writer import MEDIA_TYPE as PDF_TYPE
from serial.stories.choices import DownloadFormat
from serial.stories.models import Story


@dataclass(frozen=True)
class Format:
    """How the editions of one format are made.

    title, hint: how the site names it, and what it is for. version: increased when its files
    change; editions that are kept are made again then. bytes_per_word: of a story without pictures,
    to say a size before the file is made, measured on the sample; with the cover, base_bytes.
    max_words: a longer story is offered in parts.
    """

    name: DownloadFormat
    title: Promise
    hint: Promise | str
    suffix: str
    media_type: str
    version: int
    write: Callable[[EditionSource, ReadTexts, BinaryIO], None]
    bytes_per_word: float
    base_bytes: int = 0
    max_words: int | None = None

    def estimate_size(self, words: int) -> int:
        """Returns bytes with two digits that are not 0: the size is about that."""
        size = round(self.base_bytes + words * self.bytes_per_word)
        return round(size, 2 - len(str(size)))

    def is_too_long(self, words: int) -> bool:
        return self.max_words is not None and words > self.max_words


_A5 = Format(
    DownloadFormat.PDF,
    _("PDF, A5"),
    _("for printing"),
    ".pdf",
    PDF_TYPE,
    PDF_VERSION,
    write_pdf,
    bytes_per_word=6.0,
    base_bytes=60_000,
    max_words=MAX_WORDS,
)
_LETTER = replace(
    _A5, suffix=".letter.pdf", write=partial(write_pdf, paper=LETTER), title=_("PDF, US Letter")
)
_EPUB = Format(
    DownloadFormat.EPUB,
    _("EPUB"),
    _("for e-readers and phones"),
    ".epub",
    EPUB_TYPE,
    EPUB_VERSION,
    write_epub,
    bytes_per_word=2.5,
    base_bytes=150_000,
)
_EPUB_WITH_FACE = replace(
    _EPUB,
    title=_("EPUB with typeface"),
    hint=_("includes the font Literata"),
    suffix=".literata.epub",
    write=partial(write_epub, has_face=True),
    base_bytes=400_000,
)
# By the end of their URLs.
FORMATS = {
    made.suffix[1:]: made
    for made in (
        _EPUB,
        _EPUB_WITH_FACE,
        _A5,
        _LETTER,
        Format(
            DownloadFormat.HTML,
            _("Web page"),
            _("in one file"),
            ".html",
            HTML_TYPE,
            HTML_VERSION,
            write_html,
            bytes_per_word=6.8,
        ),
        Format(
            DownloadFormat.MARKDOWN,
            _("Markdown"),
            _("a file for each chapter"),
            ".zip",
            ZIP_TYPE,
            MARKDOWN_VERSION,
            write_markdown,
            bytes_per_word=2.6,
            # Writing Markdown takes 12 ms of CPU time for 1,000 words.
            max_words=MAX_WORDS,
        ),
        Format(
            DownloadFormat.TEXT,
            _("Plain text"),
            "",
            ".txt",
            TEXT_TYPE,
            TEXT_VERSION,
            write_text,
            bytes_per_word=5.8,
        ),
    )
}


def offered_formats() -> list[DownloadFormat]:
    """Returns the formats that this site can make."""
    return [name for name in DownloadFormat if name != DownloadFormat.PDF or is_available()]


def formats_of(story: Story) -> list[Format]:
    """Returns the formats in which the authors offer the story."""
    offered = offered_formats()
    return [
        made
        for made in FORMATS.values()
        if made.name in offered and made.name in story.download_formats
    ]

"""The formats of editions: how each is made, and which the site offers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

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
from serial.stories.choices import DownloadFormat
from serial.stories.models import Story


@dataclass(frozen=True)
class Format:
    """How the editions of one format are made.

    version: increased when its files change; editions that are kept are made again then.
    bytes_per_word: of a story without pictures, to say a size before the file is made. Measured on
    the sample; with the cover, base_bytes.
    """

    suffix: str
    media_type: str
    version: int
    write: Callable[[EditionSource, ReadTexts, BinaryIO], None]
    bytes_per_word: float
    base_bytes: int = 0

    def estimate_size(self, words: int) -> int:
        """Returns bytes with two digits that are not 0: the size is about that."""
        size = round(self.base_bytes + words * self.bytes_per_word)
        return round(size, 2 - len(str(size)))


FORMATS = {
    DownloadFormat.EPUB: Format(
        ".epub", EPUB_TYPE, EPUB_VERSION, write_epub, bytes_per_word=2.5, base_bytes=150_000
    ),
    DownloadFormat.HTML: Format(".html", HTML_TYPE, HTML_VERSION, write_html, bytes_per_word=6.8),
    DownloadFormat.MARKDOWN: Format(
        ".zip", ZIP_TYPE, MARKDOWN_VERSION, write_markdown, bytes_per_word=2.6
    ),
    DownloadFormat.TEXT: Format(".txt", TEXT_TYPE, TEXT_VERSION, write_text, bytes_per_word=5.8),
}


def offered_formats() -> list[DownloadFormat]:
    """Returns the formats that this site can make."""
    return list(FORMATS)


def formats_of(story: Story) -> list[DownloadFormat]:
    """Returns the formats in which the authors offer the story."""
    return [name for name in offered_formats() if name in story.download_formats]

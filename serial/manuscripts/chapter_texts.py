"""The Markdown of a planned chapter, and what was kept of its source."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from serial.chapters.texts import ChapterText
from serial.manuscripts.counting import Counts, counts_of
from serial.manuscripts.documents import PICTURE_PREFIX, PICTURE_SOURCE, Block, Document, Role
from serial.manuscripts.formats.paragraphs import note_html
from serial.manuscripts.formats.picture_files import file_name
from serial.manuscripts.splitting.author_notes import without_markers
from serial.manuscripts.splitting.plan import PlannedChapter
from serial.markup.converting.conversion import Conversion, convert
from serial.markup.words import count_words

# Of a converted chapter: what explains a difference between its counts and those of the source.
CHANGES: Final = ("marker_words", "underlines", "blank_breaks")


@dataclass
class ConvertedChapter:
    """counts: of the result, of all three texts. source: of the HTML that they were made of.

    marker_words: of "A/N:" and the like, which are left out. left_out: elements and styles.
    underlines: how many became italic. blank_breaks: scene breaks that were empty paragraphs in a
    letter and the like, beside those that the document had (blank_lines.py).
    """

    note_before: str = ""
    body: str = ""
    note_after: str = ""
    counts: Counts = field(default_factory=Counts)
    source: Counts = field(default_factory=Counts)
    marker_words: int = 0
    underlines: int = 0
    blank_breaks: int = 0
    left_out: list[str] = field(default_factory=list)
    is_counted: bool = True

    def text(self, title: str) -> ChapterText:
        """Returns the text of the chapter. Files have no content note."""
        return ChapterText(
            title=title,
            note_before=self.note_before,
            body=self.body,
            note_after=self.note_after,
        )

    def changes(self) -> dict[str, int]:
        """Returns how often something was changed into something else, by what it is."""
        return {name: getattr(self, name) for name in CHANGES}


def convert_chapter(
    document: Document,
    chapter: PlannedChapter,
    pictures: Mapping[str, str] | None = None,
    media_url: str = "/media/",
) -> ConvertedChapter:
    """pictures: the URL of each picture that was stored, by its name in the document.

    Those that are not stored are left out.
    """
    result = ConvertedChapter()
    blocks = document.blocks
    first = chapter.start + chapter.titles
    keeps_underlines = document.counts.italic > 0

    def part(start: int, end: int, *, is_note: bool) -> str:
        html = chapter_html(document, blocks[start:end], pictures or {})
        if not html:
            return ""
        conversion = convert(html, media_url, keeps_underlines=keeps_underlines)
        _add(result, conversion)
        if not is_note:
            return conversion.markdown
        text = without_markers(conversion.markdown)
        marker_words = count_words(conversion.markdown) - count_words(text)
        result.marker_words += marker_words
        result.counts.words -= marker_words
        return text

    result.note_before = part(first, chapter.body, is_note=True)
    result.body = part(chapter.body, chapter.body_end, is_note=False)
    result.note_after = part(chapter.body_end, chapter.end, is_note=True)
    return result


def picture_names(document: Document, chapter: PlannedChapter) -> list[str]:
    """Returns the names of the pictures of a chapter and its notes, each once."""
    html = chapter_html(document, document.blocks[chapter.start + chapter.titles : chapter.end])
    return list(dict.fromkeys(PICTURE_SOURCE.findall(html)))


def chapter_html(
    document: Document, blocks: Sequence[Block], pictures: Mapping[str, str] | None = None
) -> str:
    """Returns these blocks with the footnotes that they refer to.

    pictures: the URL of each, by its name; without, names stay.
    """
    parts = [block.html for block in blocks if block.html and block.role is not Role.LEFT_OUT]
    if not parts:
        return ""
    keys = dict.fromkeys(key for block in blocks for key in block.notes)
    notes = [note_html(key, document.notes[key]) for key in keys if key in document.notes]
    if notes:
        # The conversion drops the line above notes. Without this one, that is a scene break.
        parts.append(f"<hr><ol>{''.join(notes)}</ol>")
    html = "\n".join(parts)
    if pictures is not None and PICTURE_PREFIX in html:

        def source(match: re.Match[str]) -> str:
            url = pictures.get(match[1])
            # The conversion names those that are left out.
            name = file_name(document.pictures.get(match[1], ""))
            return f'src="{escape(url or name)}"'

        html = PICTURE_SOURCE.sub(source, html)
    sheet = f"<style>{document.style_sheet}</style>" if document.style_sheet else ""
    return sheet + html


def _add(result: ConvertedChapter, conversion: Conversion) -> None:
    report = conversion.report
    result.source += counts_of(report.source)
    result.counts += counts_of(report.result or report.source)
    if report.has_underlines:
        # Nothing else was italic.
        result.underlines += (report.result or report.source).italic
    result.blank_breaks += report.blank_breaks
    result.is_counted &= report.result is not None
    result.left_out += [*report.pictures, *report.unknown]

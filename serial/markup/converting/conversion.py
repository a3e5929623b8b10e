"""Converts other formats' HTML, of a clipboard or a file, to our Markdown."""

from dataclasses import dataclass
from typing import Final

from serial.markup.converting.counting import count, count_blank_breaks
from serial.markup.converting.document import Block, CodeBlock, Document, Group, Paragraph, Table
from serial.markup.converting.layout.laying_out import lay_out
from serial.markup.converting.layout.lists import settle_lists
from serial.markup.converting.layout.ornaments import settle_ornaments
from serial.markup.converting.reading.html_reader import Reading, read_html
from serial.markup.converting.report import Counts, Report
from serial.markup.converting.writing.block_writing import write_document
from serial.markup.converting.writing.checking import Care, Checker, comparable
from serial.markup.options import Options
from serial.markup.rendering import render

# The clipboard of a novel of 100,000 words in Google Docs has 4 million characters and 40,000 tags.
MAX_LENGTH: Final = 5_000_000
MAX_TAGS: Final = 250_000

# Larger documents are not read again. A chapter has at most 500,000 characters.
_MAX_READ_LENGTH: Final = 600_000
_MAX_READ_RUNS: Final = 30_000


@dataclass(frozen=True)
class Conversion:
    markdown: str
    report: Report


@dataclass(frozen=True)
class SourceCounts:
    """blank_breaks: how many of the breaks are only empty paragraphs."""

    counts: Counts
    blank_breaks: int


def count_html(html: str, media_url: str = "/media/") -> SourceCounts:
    """Counts what HTML has, as it is understood. Underlines are counted as what they are."""
    reading, _has_underlines = _understand(html, media_url)
    return SourceCounts(count(reading.document), count_blank_breaks(reading.document))


def is_too_long(html: str) -> bool:
    """Whether conversion would take more than some seconds."""
    return len(html) > MAX_LENGTH or html.count("<") > MAX_TAGS


def convert(html: str, media_url: str = "/media/", *, keeps_underlines: bool = False) -> Conversion:
    """Converts any HTML. Never raises; what the Markdown does not have is in the report.

    keeps_underlines: they never stand for italics, because the text around this one has some.

    The Markdown is rendered and read again. Should readers see another text because of what stands
    side by side, everything that can be markup is escaped.
    """
    reading, has_underlines = _understand(html, media_url, keeps_underlines=keeps_underlines)
    document = reading.document
    if _is_large(document):
        markdown, result = write_document(document, Checker(media_url, Care.ALL_ESCAPES)), None
    else:
        markdown, result = _write_checked(document, media_url)
    report = Report(
        source=count(document),
        result=count(result) if result else None,
        pictures=tuple(reading.pictures),
        unknown=tuple(dict.fromkeys(reading.named)),
        blank_breaks=count_blank_breaks(document),
        has_underlines=has_underlines,
        has_tracked_changes=reading.has_tracked_changes,
    )
    return Conversion(markdown, report)


def _is_large(document: Document) -> bool:
    runs = [run for runs in document.runs() for run in runs]
    return len(runs) > _MAX_READ_RUNS or sum(len(run.text) for run in runs) > _MAX_READ_LENGTH


def _write_checked(document: Document, media_url: str) -> tuple[str, Document]:
    """Returns the Markdown, and what it reads as."""
    outline = _outline(document)
    for care in Care:
        markdown = write_document(document, Checker(media_url, care))
        result = _read_again(markdown, media_url)
        if _outline(result) == outline:
            break
    return markdown, result


def _understand(
    html: str, media_url: str, *, keeps_underlines: bool = True
) -> tuple[Reading, bool]:
    """Returns the reading, and whether underlines became italics."""
    reading = read_html(html, media_url)
    has_underlines = lay_out(reading.document, keeps_underlines=keeps_underlines)
    settle_lists(reading.document)
    settle_ornaments(reading.document)
    return reading, has_underlines


def _read_again(markdown: str, media_url: str) -> Document:
    options = Options(smart_punctuation=False, media_url=media_url)
    reading, _has_underlines = _understand(render(markdown, options).html, media_url)
    return reading.document


def _outline(document: Document) -> list[object]:
    """Returns what two documents that look alike have in common."""
    notes = [_outline_blocks(note.blocks) for _key, note in sorted(document.notes.items())]
    return [_outline_blocks(document.body.blocks), notes]


def _outline_blocks(blocks: list[Block]) -> list[object]:
    return [_outline_block(block) for block in blocks]


def _outline_block(block: Block) -> object:
    match block:
        case Paragraph():
            return (min(block.level, 5), comparable(block.runs))
        case Group():
            return (block.kind, _outline_blocks(block.blocks))
        case Table():
            return [[(comparable(cell.runs), cell.align) for cell in row] for row in block.rows]
        case CodeBlock():
            return ("code", block.text)
        case _:
            return "break"

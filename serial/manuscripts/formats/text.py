"""Reads plain text in any encoding: paragraphs, and emphasis typed with * or _."""

import re
from pathlib import Path
from typing import Final

from serial.manuscripts.documents import Document, Remark
from serial.manuscripts.formats.encodings import decode
from serial.manuscripts.formats.fanficfare_text import is_fanficfare_text, read_fanficfare_text
from serial.manuscripts.formats.paragraphs import BlockWriter, Paragraph
from serial.manuscripts.formats.word_limit import check_text
from serial.manuscripts.problems import CannotRead, Problem
from serial.markup.checking.line_paragraphs import are_lines_paragraphs
from serial.markup.converting.document import EM, STRONG, Mark, Run

_LINE_ENDS: Final = re.compile(r"\r\n?|\x0b|\u2028|\u2029|\x85")
_BLANK_LINES: Final = re.compile(r"\n(?:[^\S\n\f]*\n)+")
# Lines of one paragraph that were broken at a column.
_WRAPPED: Final = range(50, 91)
_EMPHASIS: Final = re.compile(
    r"(?<![\w*_])(?:(?P<strong>\*\*|__)(?=\S)(?P<bold>[^*_\n]{1,500}?)(?<=\S)(?P=strong)"
    r"|(?P<mark>[*_])(?=[^\s*_])(?P<italic>[^*_\n]{1,500}?)(?<=\S)(?P=mark))(?![\w*_])"
)


def read_text_file(path: Path) -> Document:
    text, encoding = decode(path.read_bytes())
    if text.count("\0") > len(text) / 100:
        raise CannotRead(Problem.UNKNOWN_FORMAT)
    check_text(text)
    unix = text.replace("\r\n", "\n")
    document = read_fanficfare_text(unix) if is_fanficfare_text(unix) else read_text(text)
    document.remark(Remark.ENCODING, name=encoding)
    return document


def read_text(text: str) -> Document:
    document = Document("text")
    writer = BlockWriter(document)
    text = _LINE_ENDS.sub("\n", text).strip("\n\ufeff\0")
    for number, page in enumerate(text.split("\f")):
        if number:
            writer.begin_page()
        for line in _paragraphs(page):
            runs = list(read_emphasis(line))
            typed = sum(bool(run.marks) for run in runs)
            document.remark(Remark.TYPED_EMPHASIS, typed)
            writer.add(Paragraph(runs))
    return writer.finish()


def _paragraphs(page: str) -> list[str]:
    """Returns the paragraphs, and an empty one for each blank line that is more than usual."""
    if _BLANK_LINES.search(page) is None or are_lines_paragraphs(page):
        return [line.strip() for line in page.split("\n")]
    paragraphs: list[str] = []
    end = 0
    for gap in [*_BLANK_LINES.finditer(page), None]:
        lines = page[end : gap.start() if gap else len(page)].strip("\n")
        if lines.strip():
            paragraphs += _lines_of(lines)
        if gap:
            paragraphs += [""] * (gap[0].count("\n") - 1)
            end = gap.end()
    return paragraphs


def _lines_of(text: str) -> list[str]:
    """Joins lines that were broken at a column; other lines are of verse, or paragraphs."""
    lines = [line.strip() for line in text.split("\n")]
    if len(lines) < 2 or all(len(line) in _WRAPPED for line in lines[:-1]):
        return [" ".join(lines)]
    if are_lines_paragraphs(text):
        return lines
    return ["\n".join(lines)]


def read_emphasis(text: str) -> list[Run]:
    """Returns the runs of a paragraph: "_so_" is italic, "**so**" bold."""
    runs: list[Run] = []
    end = 0
    for match in _EMPHASIS.finditer(text):
        mark: Mark = STRONG if match["strong"] else EM
        runs += [Run(text[end : match.start()]), Run(match["bold"] or match["italic"], (mark,))]
        end = match.end()
    return [run for run in [*runs, Run(text[end:])] if run.text]

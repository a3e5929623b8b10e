"""What word processors' formats have in common: paragraphs of runs, lists, tables and notes.

Each reader gives its paragraphs in order; this writes them as blocks of HTML, and counts them.
"""

from dataclasses import dataclass, field
from html import escape

from serial.manuscripts.counting import Tally, is_break
from serial.manuscripts.documents import TEXT_MAX_LENGTH, Block, Document, Remark, Role
from serial.manuscripts.formats.encodings import repair_quotes
from serial.manuscripts.limits import MAX_PICTURES, MAX_WORDS
from serial.manuscripts.problems import CannotRead, Problem
from serial.markup.converting.document import STRONG, UNDERLINE, Mark, Run
from serial.markup.converting.reading.runs import normalise
from serial.markup.converting.reading.tables import MAX_COLUMNS
from serial.markup.links import safe_link_url
from serial.markup.words import count_words


@dataclass(slots=True)
class Item:
    """Where a paragraph stands in a list. level: from 0."""

    level: int
    is_ordered: bool = False
    start: int = 1


@dataclass(slots=True)
class Paragraph:
    """indent: in points, of the left margin. is_title: it has the style of a document's title.

    is_left_out: of a table of contents.
    """

    runs: list[Run] = field(default_factory=list)
    level: int = 0
    align: str = ""
    indent: float = 0
    item: Item | None = None
    begins_page: bool = False
    is_title: bool = False
    is_line: bool = False
    is_left_out: bool = False

    def is_empty(self) -> bool:
        return not self.is_line and not normalise(self.runs)


@dataclass(slots=True)
class Table:
    rows: list[list[list[Paragraph]]]
    begins_page: bool = False

    def paragraphs(self) -> list[Paragraph]:
        return [each for row in self.rows for cell in row for each in cell]

    def is_grid(self) -> bool:
        """Whether it has data in columns; the others only place text on a page."""
        has_columns = 2 <= max(map(len, self.rows), default=0) <= MAX_COLUMNS
        return has_columns and not any(each.level or each.is_line for each in self.paragraphs())


class BlockWriter:
    """Writes paragraphs as the blocks of a document, in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tally = Tally()
        self._items: list[Paragraph] = []
        self._begins_page = False
        self._words = 0

    def begin_page(self) -> None:
        self._flush()
        self._begins_page = True

    def add(self, piece: Paragraph | Table) -> None:
        if isinstance(piece, Table):
            self._flush()
            self._begins_page |= piece.begins_page
            self._add_table(piece)
            return
        if piece.item and not piece.is_empty() and not piece.level:
            self._items.append(piece)
            return
        self._flush()
        self._add_paragraph(piece)

    def add_note(self, key: int, paragraphs: list[Paragraph]) -> None:
        """Adds the text of a footnote that a run refers to with its key."""
        for paragraph in paragraphs:
            self._count(paragraph)
        if any(not paragraph.is_empty() for paragraph in paragraphs):
            self.tally.counts.notes += 1
        html = "".join(_paragraph_html(paragraph) for paragraph in paragraphs)
        self.document.notes[key] = html or "<p></p>"

    def finish(self) -> Document:
        self._flush()
        self.document.counts = self.tally.total()
        return self.document

    def _count(self, paragraph: Paragraph, *, is_cell: bool = False) -> None:
        for run in paragraph.runs:
            run.text = repair_quotes(run.text)
        _drop_underlines_of_links(paragraph)
        is_heading = bool(paragraph.level)
        self.tally.add(paragraph.runs, paragraph.align, is_heading=is_heading, is_cell=is_cell)
        if paragraph.is_line:
            self.tally.counts.breaks += 1
        if self.tally.counts.pictures > MAX_PICTURES:
            raise CannotRead(Problem.TOO_MANY_PICTURES)
        links = [next((m for m in run.marks if m.tag == "a"), None) for run in paragraph.runs]
        before: Mark | None = None
        for link in links:
            self.tally.counts.links += link is not None and link != before
            before = link

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.level:
            _drop_bold_of_heading(paragraph)
        self._count(paragraph)
        is_empty = paragraph.is_empty()
        if is_empty and paragraph.begins_page:
            # It only holds the page break.
            self._begins_page = True
            return
        html = "" if is_empty else _paragraph_html(paragraph)
        block = self._append(html, [paragraph], begins_page=paragraph.begins_page)
        block.level, block.align = paragraph.level, paragraph.align
        if paragraph.is_title:
            block.role = Role.LEFT_OUT
            block.level = 1
        if paragraph.is_left_out:
            block.role = Role.LEFT_OUT

    def _append(
        self, html: str, paragraphs: list[Paragraph], *, begins_page: bool = False
    ) -> Block:
        text = " ".join("".join(run.text for run in each.runs) for each in paragraphs)
        block = Block(
            html,
            text=" ".join(text.split())[:TEXT_MAX_LENGTH],
            words=0 if len(paragraphs) == 1 and is_break(paragraphs[0].runs) else count_words(text),
            begins_page=begins_page or self._begins_page,
            notes=tuple(run.note for each in paragraphs for run in each.runs if run.note),
        )
        self._begins_page = False
        self._words += block.words
        if self._words > MAX_WORDS:
            raise CannotRead(Problem.TOO_MANY_WORDS)
        self.document.blocks.append(block)
        return block

    def _flush(self) -> None:
        """Writes the list that ends here."""
        items, self._items = self._items, []
        if items:
            for paragraph in items:
                self._count(paragraph)
            begins_page = any(paragraph.begins_page for paragraph in items)
            self._append(_list_html(items), items, begins_page=begins_page)

    def _add_table(self, table: Table) -> None:
        paragraphs = table.paragraphs()
        if not any(not paragraph.is_empty() for paragraph in paragraphs):
            return
        if not table.is_grid():
            self.document.remark(Remark.LAYOUT_TABLES)
            for paragraph in paragraphs:
                self.add(paragraph)
            return
        for paragraph in paragraphs:
            # Cells are aligned in columns.
            paragraph.align = ""
            self._count(paragraph, is_cell=True)
        self.tally.counts.tables += 1
        rows = "".join(
            f"<tr>{''.join(f'<td>{_cell_html(cell)}</td>' for cell in row)}</tr>"
            for row in table.rows
        )
        self._append(f"<table>{rows}</table>", paragraphs)


def note_html(key: int, html: str) -> str:
    """Returns the list item of a footnote, with a link back to its reference."""
    return f'<li id="fn-{key}">{html}<p><a href="#fnref-{key}">↩</a></p></li>'


def _drop_underlines_of_links(paragraph: Paragraph) -> None:
    """Every link is underlined: in it, that means nothing."""
    for run in paragraph.runs:
        if UNDERLINE in run.marks and any(mark.tag == "a" for mark in run.marks):
            run.marks = tuple(mark for mark in run.marks if mark != UNDERLINE)


def _drop_bold_of_heading(paragraph: Paragraph) -> None:
    """Every heading is bold: that of a whole heading means nothing."""
    if all(STRONG in run.marks for run in paragraph.runs if run.text.strip()):
        for run in paragraph.runs:
            run.marks = tuple(mark for mark in run.marks if mark != STRONG)


def _paragraph_html(paragraph: Paragraph) -> str:
    line = "<hr>" if paragraph.is_line else ""
    if paragraph.is_line and paragraph.is_empty() or not paragraph.runs:
        return line
    tag = f"h{min(paragraph.level, 6)}" if paragraph.level else "p"
    styles = []
    if paragraph.align:
        styles.append(f"text-align:{paragraph.align}")
    if paragraph.indent > 0:
        styles.append(f"margin-left:{paragraph.indent:.0f}pt")
    style = f' style="{";".join(styles)}"' if styles else ""
    return f"<{tag}{style}>{_runs_html(paragraph.runs)}</{tag}>{line}"


def _cell_html(paragraphs: list[Paragraph]) -> str:
    filled = [each for each in paragraphs if not each.is_empty()]
    if len(filled) == 1:
        return _runs_html(filled[0].runs)
    return "".join(_paragraph_html(each) for each in filled)


def _list_html(items: list[Paragraph]) -> str:
    """Nests the items by their levels."""
    out: list[str] = []
    open_tags: list[str] = []
    for paragraph in items:
        item = paragraph.item or Item(0)
        tag = "ol" if item.is_ordered else "ul"
        depth = min(item.level, 8) + 1
        while len(open_tags) > depth or (len(open_tags) == depth and open_tags[-1] != tag):
            out.append(f"</li></{open_tags.pop()}>")
        if len(open_tags) == depth:
            out.append("</li>")
        while len(open_tags) < depth:
            start = f' start="{item.start}"' if tag == "ol" and item.start != 1 else ""
            # A level that is left out has an item of its own.
            is_last = len(open_tags) == depth - 1
            out.append(f"<{tag}{start}>" + ("" if is_last else "<li>"))
            open_tags.append(tag)
        out.append(f"<li>{_runs_html(paragraph.runs)}")
    while open_tags:
        out.append(f"</li></{open_tags.pop()}>")
    return "".join(out)


def _runs_html(runs: list[Run]) -> str:
    return "".join(_run_html(run) for run in runs)


def _run_html(run: Run) -> str:
    if run.note:
        return f'<a id="fnref-{run.note}" href="#fn-{run.note}"><sup>{run.note}</sup></a>'
    if run.picture:
        return f'<img src="{escape(run.picture)}" alt="{escape(run.text)}">'
    html = escape(run.text, quote=False).replace("\n", "<br>")
    for mark in reversed(run.marks):
        html = _marked(html, mark)
    return html


def _marked(html: str, mark: Mark) -> str:
    if mark.tag == "a":
        return f'<a href="{escape(mark.value)}">{html}</a>'
    if mark.tag == "small-caps":
        return f'<span style="font-variant:small-caps">{html}</span>'
    return f"<{mark.tag}>{html}</{mark.tag}>"


def link_mark(url: str) -> Mark | None:
    """Returns the mark of a link to another page, or None."""
    safe = safe_link_url(url)
    return Mark("a", safe) if safe and not safe.startswith("#") else None

"""The paragraphs and tables of an RTF file, or of a note, as their ends are read."""

from typing import Final

from serial.manuscripts.formats.paragraphs import BlockWriter, Item, Paragraph, Table
from serial.manuscripts.formats.rtf.looks import ParagraphLook, Style
from serial.manuscripts.formats.rtf.tables import Tables
from serial.markup.converting.document import Run

_NO_STYLE: Final = Style()


class Flow:
    """Of the file itself, paragraphs go to the writer; of others, they stay in `paragraphs`."""

    def __init__(self, tables: Tables, writer: BlockWriter | None = None) -> None:
        self.tables = tables
        self.writer = writer
        self.paragraphs: list[Paragraph] = []
        # Of the paragraph that is being read.
        self.runs: list[Run] = []
        self.boxes: list[Paragraph] = []
        self.bullet: str | None = None
        self.begins_page = False
        self.begins_section = False
        # Of the table that is being read.
        self.cell: list[Paragraph] = []
        self.row: list[list[Paragraph]] = []
        self.rows: list[list[list[Paragraph]]] = []

    def text(self) -> str:
        return " ".join(
            "".join(run.text for run in paragraph.runs) for paragraph in self.paragraphs
        ).strip()

    def end_paragraph(
        self, look: ParagraphLook, *, is_last: bool = False, is_left_out: bool = False
    ) -> None:
        """is_last: nothing follows, so that without text there is no paragraph."""
        if is_last and not (self.runs or self.boxes):
            return
        paragraph = self._take(look)
        paragraph.is_left_out = is_left_out
        boxes, self.boxes = self.boxes, []
        for each in (paragraph, *boxes):
            if look.is_in_table:
                self.cell.append(each)
            else:
                self.end_table()
                self._add(each)

    def break_page(self, look: ParagraphLook) -> None:
        """A page begins within or after a paragraph. There are none within tables."""
        if look.is_in_table:
            return
        self.end_table()
        if any(run.text.strip() or run.note or run.picture for run in self.runs):
            self._add(self._take(look))
        self.begins_page = True

    def begin_section(self) -> None:
        self.begins_page = self.begins_section = True

    def continue_page(self) -> None:
        """The section that begins here does so on the same page."""
        if self.begins_section and not self.runs:
            self.begins_page = self.begins_section = False

    def end_cell(self, look: ParagraphLook) -> None:
        self.cell.append(self._take(look))
        self.row.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
            self.row = []

    def end_table(self) -> None:
        """Called at the first paragraph after a table."""
        self.end_row()
        if self.rows:
            rows, self.rows = self.rows, []
            if self.writer is not None:
                self.writer.add(Table(rows))
            else:
                self.paragraphs += [each for row in rows for cell in row for each in cell]
        cell, self.cell = self.cell, []
        for paragraph in cell:
            # The cell did not end.
            self._add(paragraph)

    def _add(self, paragraph: Paragraph) -> None:
        if self.writer is not None:
            self.writer.add(paragraph)
        else:
            self.paragraphs.append(paragraph)

    def _take(self, look: ParagraphLook) -> Paragraph:
        """Returns the paragraph that was read, and begins another."""
        style = self.tables.styles.get(look.style, _NO_STYLE)
        level = look.level or style.level
        item = None if level else self._item(look)
        paragraph = Paragraph(
            runs=self.runs,
            level=level,
            align=look.align,
            indent=0 if item else look.indent,
            item=item,
            begins_page=look.begins_page or self.begins_page,
            is_title=style.is_title,
            is_line=look.borders == "b",
        )
        self.runs, self.bullet = [], None
        self.begins_page = self.begins_section = False
        return paragraph

    def _item(self, look: ParagraphLook) -> Item | None:
        if look.list_id:
            if look.list_id in self.tables.list_ids:
                is_ordered, start = self.tables.numbering(look.list_id, look.list_level)
                return Item(look.list_level, is_ordered, start)
        elif self.bullet is None:
            return None
        is_ordered = any(character.isdigit() for character in self.bullet or "")
        return Item(look.list_level, is_ordered)

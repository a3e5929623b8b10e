"""Reads RTF as Word, LibreOffice, Scrivener and TextEdit write it (RTF 1.9.1).

What the program shows is read: with tracked insertions, without deletions and hidden text. Text
boxes become paragraphs after theirs. Of comments, author and text are taken.
"""

import copy
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from serial.manuscripts.documents import Comment, Document, Remark
from serial.manuscripts.formats.looks import marks_of
from serial.manuscripts.formats.paragraphs import BlockWriter, link_mark
from serial.manuscripts.formats.properties import add_keywords, add_summary, add_title
from serial.manuscripts.formats.rtf.characters import (
    CHARACTERS,
    DEFAULT_CODEC,
    SYMBOLS,
    codec_of_code_page,
    decode,
    read_unicode,
)
from serial.manuscripts.formats.rtf.flow import Flow
from serial.manuscripts.formats.rtf.looks import (
    DEFAULT,
    PLAIN,
    TextLook,
    change_paragraph,
    change_text,
)
from serial.manuscripts.formats.rtf.shapes import Shapes
from serial.manuscripts.formats.rtf.state import Place, State
from serial.manuscripts.formats.rtf.tables import Tables
from serial.manuscripts.formats.rtf.tokens import Kind, Token, Tokens
from serial.manuscripts.formats.word_limit import check_rtf
from serial.manuscripts.limits import MAX_DEPTH
from serial.manuscripts.problems import CannotRead, Problem
from serial.markup.converting.document import Run

_CHARSETS: Final = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": DEFAULT_CODEC}
# Of parts of the file that are not its text.
_SKIPPED: Final = frozenset(
    {"nonshppict", "shprslt", "nonesttables", "xe", "tc", "tcn", "rxe", "txe", "objclass"}
    | {"ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "template", "filetbl"}
    | {"private", "pnseclvl", "xmlopen", "comment"}
)
_HEADERS: Final = frozenset(
    {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
)
# Of the group \info.
_PROPERTIES: Final = {"title": add_title, "doccomm": add_summary, "keywords": add_keywords}
# Destinations that are read although \* says that programs may skip them.
_STARRED: Final = frozenset(
    {"footnote", "annotation", "atnauthor", "fldinst", "shppict", "shpinst", "picprop", "ud", "do"}
    | {"listtable", "listoverridetable", "pn", "mmath", "shptxt", "dptxbxtext", "pgdscno"}
)


_TABLES: Final = {
    "fonttbl": Place.FONTS,
    "colortbl": Place.COLOURS,
    "stylesheet": Place.STYLES,
    "listtable": Place.LISTS,
    "listoverridetable": Place.OVERRIDES,
    "info": Place.INFO,
}


def read_rtf(path: Path) -> Document:
    data = path.read_bytes()
    check_rtf(data)
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.tokens = Tokens(data)
        self.document = Document("rtf")
        self.writer = BlockWriter(self.document)
        self.tables = Tables()
        self.shapes = Shapes(self.tokens, self.document)
        self.codec = DEFAULT_CODEC
        self.flow = Flow(self.tables, self.writer)
        self.state = State(Place.TEXT, self.flow)
        self.groups: list[State] = []
        # Bytes of text that are not decoded yet: a character may have two.
        self.pending = bytearray()
        self.to_skip = 0
        self.high = 0
        self.notes = 0
        self.author = ""
        # What the last text was, so that each stretch is counted once.
        self.last = (False, False, False, False, False)

    def read(self) -> Document:
        for token in self.tokens:
            kind = token.kind
            if kind is Kind.TEXT or kind is Kind.BYTE:
                self._add_bytes(token.data)
            elif kind is Kind.WORD:
                self._flush()
                self._read_word(token)
            elif kind is Kind.SYMBOL:
                self._read_symbol(token.name)
            elif kind is Kind.OPEN:
                self._open()
            elif not self._close():
                return self._finish()
        # The last group is still open: the file was cut off.
        raise CannotRead(Problem.DAMAGED)

    def _finish(self) -> Document:
        self.flow.end_paragraph(self.state.paragraph, is_last=True)
        self.flow.end_table()
        return self.writer.finish()

    def _open(self) -> None:
        self._flush()
        self.to_skip = 0
        if len(self.groups) >= MAX_DEPTH:
            raise CannotRead(Problem.TOO_MUCH_WORK)
        self.groups.append(self.state)
        self.state = copy.copy(self.state)
        self.state.end, self.state.is_starred = None, False
        if self.state.place is Place.STYLES and self.groups[-2].place is not Place.STYLES:
            self.tables.begin_style()

    def _close(self) -> bool:
        """Returns False at the end of the file's own group."""
        self._flush()
        self.to_skip = 0
        if self.state.end is not None:
            self.state.end()
        if len(self.groups) < 2:
            return False
        self.state = self.groups.pop()
        return True

    def _read_symbol(self, sign: str) -> None:
        if sign == "*":
            self.state.is_starred = True
        elif sign in "\r\n":
            self._flush()
            self._end_paragraph()
        elif self.to_skip:
            self.to_skip -= 1
        elif sign in SYMBOLS:
            self._flush()
            self._add(SYMBOLS[sign])

    def _read_word(self, token: Token) -> None:
        word, number, state = token.name, token.number, self.state
        if word == "bin":
            self.shapes.read_binary(state, number or 0)
            return
        if state.is_starred:
            state.is_starred = False
            if word not in _STARRED:
                self.tokens.skip_group()
                return
        if state.place is not Place.TEXT:
            if self._read_elsewhere(word, number):
                return
        elif word in _SKIPPED:
            self.tokens.skip_group()
            return
        if word in CHARACTERS:
            if self.to_skip:
                self.to_skip -= 1
            else:
                self._add(CHARACTERS[word])
            return
        self.to_skip = 0
        if word == "u":
            self._read_unicode(number or 0)
        elif word == "uc":
            state.fallback = min(max(number or 0, 0), 100)
        elif (look := change_text(state.look, word, number)) is not None:
            state.look = look
        elif (paragraph := change_paragraph(state.paragraph, word, number)) is not None:
            state.paragraph = paragraph
        elif state.place is Place.TEXT:
            self._read_structure(word, number)

    def _read_structure(self, word: str, number: int | None) -> None:
        """Reads what ends paragraphs and cells, and what begins a group of another kind."""
        state, flow = self.state, self.state.flow
        match word:
            case "par":
                self._end_paragraph()
            case "page":
                flow.break_page(state.paragraph)
            case "sect":
                flow.end_paragraph(state.paragraph)
                flow.begin_section()
            case "sbknone" | "sbkcol":
                flow.continue_page()
            case "cell":
                flow.end_cell(state.paragraph)
            case "nestcell":
                flow.end_paragraph(state.paragraph._replace(is_in_table=True))
            case "row":
                flow.end_row()
            case "ansi" | "mac" | "pc" | "pca":
                self.codec = _CHARSETS[word]
            case "ansicpg":
                self.codec = codec_of_code_page(number or 0)
            case _ if word in _TABLES:
                state.place = _TABLES[word]
            case _ if word in _HEADERS:
                self._begin_flow(self._end_header)
            case _:
                self._begin_destination(word)

    def _begin_destination(self, word: str) -> None:
        state = self.state
        match word:
            case "field":
                state.code = []
            case "fldinst":
                state.begin_value(state.code)
            case "fldrslt":
                self._begin_field_result()
            case "footnote":
                self._begin_note()
            case "annotation":
                self._begin_flow(self._end_comment)
            case "atnauthor":
                state.begin_value([])
                state.end = self._end_author
            case "pict":
                self.shapes.begin_picture(state)
            case "shp" | "do":
                self.shapes.begin_shape(state)
            case "listtext" | "pntext":
                state.begin_value([])
                state.end = self._end_bullet
            case "pn":
                state.begin_value([])
            case "mmath":
                self.document.remark(Remark.FORMULAS)
                self.tokens.skip_group()
            case "upr":
                # {\upr{text}{\*\ud{the same in Unicode}}}
                self.tokens.skip_next_group()

    def _read_elsewhere(self, word: str, number: int | None) -> bool:
        """Reads a word of a table, picture or the like. Returns whether it is done with it."""
        state = self.state
        match state.place:
            case Place.FONTS:
                self.tables.read_font(word, number)
                return True
            case Place.COLOURS:
                self.tables.read_colour(word, number)
                return True
            case Place.STYLES:
                self.tables.read_style(word, number)
            case Place.LISTS:
                self.tables.read_list(word, number)
            case Place.OVERRIDES:
                self.tables.read_override(word, number)
            case Place.INFO if word in _PROPERTIES:
                state.begin_value([])
                state.end = partial(self._end_property, word)
            case Place.PICTURE | Place.SHAPE:
                if word in ("shptxt", "dptxbxtext"):
                    self._begin_flow(self._end_box)
                else:
                    self.shapes.read_word(state, word)
                return True
            case Place.VALUE if word in _SKIPPED:
                self.tokens.skip_group()
                return True
        return False

    # Text

    def _add_bytes(self, data: bytes) -> None:
        place = self.state.place
        if self.to_skip:
            skipped = min(self.to_skip, len(data))
            self.to_skip -= skipped
            data = data[skipped:]
        if place is Place.PICTURE:
            if data.strip():
                self.shapes.read_data(self.state)
        elif place is Place.COLOURS:
            self.tables.end_colours(data.count(b";"))
        elif data:
            self.pending += data

    def _flush(self) -> None:
        if self.pending:
            codec = self.tables.codecs.get(self.state.look.font) or self.codec
            text = decode(bytes(self.pending), codec)
            self.pending.clear()
            self._add(text)

    def _read_unicode(self, number: int) -> None:
        text, self.high = read_unicode(number, self.high)
        self.to_skip = self.state.fallback
        self._add(text)

    def _add(self, text: str) -> None:
        state = self.state
        if state.place is Place.VALUE:
            state.text.append(text)
        elif state.place is Place.STYLES:
            self.tables.add_to_style_name(text)
        elif state.place is Place.TEXT and text:
            look = state.look
            self._remark(look)
            if not (look.is_hidden or look.is_deleted):
                link = (state.link,) if state.link else ()
                state.flow.runs.append(Run(text, (*link, *marks_of(look))))

    def _remark(self, look: TextLook) -> None:
        """Counts where something begins that the chapters do not have."""
        is_changed = look.is_deleted or look.is_inserted or look.is_hidden
        if not (is_changed or look.colour or look.highlight or any(self.last)):
            return
        current = (
            look.is_deleted,
            look.is_inserted and not look.is_deleted,
            look.is_hidden,
            self.tables.is_coloured(look.colour) and not self.state.link,
            look.highlight > 0,
        )
        kinds = (Remark.DELETIONS, Remark.INSERTIONS, Remark.HIDDEN_TEXT, Remark.COLOURS)
        for kind, before, now in zip((*kinds, Remark.HIGHLIGHTS), self.last, current, strict=True):
            self.document.remark(kind, int(now and not before))
        self.last = current

    def _end_paragraph(self) -> None:
        if self.state.place is Place.TEXT and not self.state.look.is_deleted:
            self.state.flow.end_paragraph(self.state.paragraph, is_left_out=self.state.is_contents)

    # Groups of other kinds

    def _begin_flow(self, end: Callable[[], None]) -> None:
        """Begins a group with paragraphs of its own; `end` takes them from state.flow."""
        state = self.state
        state.flow, state.place = Flow(self.tables), Place.TEXT
        state.look, state.paragraph, state.link = PLAIN, DEFAULT, None

        def finish() -> None:
            state.flow.end_paragraph(state.paragraph, is_last=True)
            state.flow.end_table()
            end()

        state.end = finish

    def _begin_field_result(self) -> None:
        kind, _space, rest = "".join(self.state.code).strip().partition(" ")
        match kind.upper():
            case "HYPERLINK":
                self.state.link = link_mark(_link_of(rest))
            case "INCLUDEPICTURE" if "://" in rest:
                self.document.remark(Remark.REMOTE_PICTURES)
            case "TOC":
                self.state.is_contents = True

    def _begin_note(self) -> None:
        if self.state.look.is_deleted:
            self.tokens.skip_group()
            return
        self.notes += 1
        key = self.notes
        self.state.flow.runs.append(Run("", note=key))
        self._begin_flow(lambda: self.writer.add_note(key, self.state.flow.paragraphs))

    def _end_comment(self) -> None:
        self.document.comments.append(Comment(self.author, self.state.flow.text()))
        self.document.remark(Remark.COMMENTS, name=self.author)

    def _end_author(self) -> None:
        self.author = "".join(self.state.text).strip()

    def _end_property(self, word: str) -> None:
        _PROPERTIES[word](self.document, "".join(self.state.text))

    def _end_header(self) -> None:
        self.document.remark(Remark.HEADERS, int(bool(self.state.flow.text())))

    def _end_bullet(self) -> None:
        # The group is closed: what it says is of the paragraph around it.
        self.state.flow.bullet = "".join(self.state.text).strip()

    def _end_box(self) -> None:
        self.document.remark(Remark.TEXT_BOXES)
        if self.state.shape is not None:
            self.state.shape.has_text = True
        self.groups[-1].flow.boxes += self.state.flow.paragraphs


def _link_of(code: str) -> str:
    """Returns the URL of HYPERLINK "https://…" \\l "anchor"."""
    code = code.strip()
    if code.startswith('"'):
        return code[1:].partition('"')[0]
    return "" if code.startswith("\\") else code.partition(" ")[0]

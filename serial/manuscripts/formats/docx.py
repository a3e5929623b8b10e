"""Reads Word's .docx: Office Open XML, as Word, Google Docs, LibreOffice and Scrivener write it.

What Word shows is read: with tracked insertions, without deletions, hidden text and fields' codes.
Text boxes become paragraphs after theirs. Of comments, author and text are taken.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from serial.manuscripts.documents import Comment, Document, Remark
from serial.manuscripts.formats.archives import Archive
from serial.manuscripts.formats.docx_styles import DocxLook, Styles
from serial.manuscripts.formats.looks import marks_of
from serial.manuscripts.formats.paragraphs import BlockWriter, Item, Paragraph, Table, link_mark
from serial.manuscripts.formats.properties import add_keywords, add_summary, add_title
from serial.manuscripts.formats.xml import read_children, read_element
from serial.manuscripts.problems import CannotRead, Problem
from serial.markup.converting.document import Mark, Run

# Their content is shown, as if they were not there.
_TRANSPARENT: Final = frozenset(
    {"ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo"}
    | {"oMath", "oMathPara", "e", "num", "den", "sup", "sub", "f", "sSup", "sSub", "rad", "d"}
)
_TABLE_PARTS: Final = frozenset({"tbl", "tr", "tc"})
_DELETED: Final = frozenset({"del", "moveFrom"})
_HEADER: Final = re.compile(r"(?:header|footer)[0-9]{0,6}\.xml")
_LINE_BREAKS: Final = frozenset({"br", "cr"})
_CHARACTERS: Final = {"noBreakHyphen": "\u2011", "softHyphen": "", "tab": "\t"}


def read_docx(path: Path) -> Document:
    with Archive(path) as archive:
        return _Reader(archive).read()


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.document = Document("docx")
        self.writer = BlockWriter(self.document)
        self.main = _main_part(archive)
        self.folder = posixpath.dirname(self.main)
        self.links = self._relations(self.main)
        self.styles = Styles(self._part("styles.xml"), self._part("numbering.xml"))
        # The keys of footnotes and endnotes, by kind and id.
        self.note_keys: dict[tuple[str, str], int] = {}
        self.pictures: dict[str, str] = {}
        # Of complex fields: whether the code is being read, and the links that they are.
        self.fields: list[tuple[bool, str]] = []

    def read(self) -> Document:
        for element in read_children(self.archive.chunks(self.main), "body"):
            self._add_block(element)
        self._read_notes()
        self._read_comments()
        self._read_headers()
        self._read_properties()
        return self.writer.finish()

    def _part(self, name: str) -> Element | None:
        full = posixpath.join(self.folder, name)
        return read_element(self.archive.read(full)) if full in self.archive else None

    def _relations(self, part: str) -> dict[str, tuple[str, bool]]:
        """Returns the target of each relation by its id, and whether it is outside of the file."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.archive:
            return {}
        return {
            each.get("Id", ""): (each.get("Target", ""), each.get("TargetMode") == "External")
            for each in read_element(self.archive.read(path))
        }

    def _add_block(self, element: Element) -> None:
        if element.tag == "p":
            for piece in self._paragraphs(element):
                self.writer.add(piece)
        elif element.tag == "tbl":
            self.writer.add(self._table(element))
        elif element.tag == "AlternateContent":
            for child in _chosen(element):
                self._add_block(child)
        elif element.tag in _TRANSPARENT:
            for child in element:
                self._add_block(child)
        elif element.tag in _DELETED:
            self.document.remark(Remark.DELETIONS)

    def _table(self, element: Element) -> Table:
        rows = []
        for row in _within(element, "tr"):
            cells = []
            for cell in _within(row, "tc"):
                paragraphs: list[Paragraph] = []
                for child in _paragraphs_within(cell):
                    paragraphs.extend(self._paragraphs(child))
                cells.append(paragraphs)
            rows.append(cells)
        return Table(rows)

    def _paragraphs(self, element: Element) -> Iterator[Paragraph]:
        """Yields the paragraph, in parts if pages begin in it, and those of its text boxes."""
        properties = element.find("pPr")
        look = self.styles.paragraph_look(properties)
        paragraph = self._paragraph(properties, look)
        boxes: list[Element] = []
        for run in self._runs(element, look, (), boxes):
            if run is None:
                if not paragraph.is_empty() or paragraph.begins_page:
                    yield paragraph
                paragraph = Paragraph(
                    level=paragraph.level, align=paragraph.align, begins_page=True
                )
            else:
                paragraph.runs.append(run)
        yield paragraph
        for box in boxes:
            for child in _paragraphs_within(box):
                yield from self._paragraphs(child)
        if properties is not None and _ends_section(properties):
            yield Paragraph(begins_page=True)

    def _paragraph(self, properties: Element | None, look: DocxLook) -> Paragraph:
        item = None
        if look.list_id and not look.level:
            is_ordered, start = self.styles.numbering(look.list_id, look.list_level)
            item = Item(look.list_level, is_ordered, start)
        return Paragraph(
            level=look.level,
            align=look.align,
            indent=0 if item else look.indent,
            item=item,
            begins_page=look.begins_page,
            is_title=look.is_title,
            is_line=look.has_line,
        )

    def _runs(
        self, parent: Element, look: DocxLook, marks: tuple[Mark, ...], boxes: list[Element]
    ) -> Iterator[Run | None]:
        """Yields the runs; None where a page begins."""
        for element in parent:
            tag = element.tag
            if tag == "r":
                yield from self._run(element, look, marks, boxes)
            elif tag == "hyperlink":
                link = link_mark(self.links.get(element.get("id", ""), ("", False))[0])
                yield from self._runs(element, look, (*marks, link) if link else marks, boxes)
            elif tag in _DELETED:
                if element.find(".//r") is not None:
                    self.document.remark(Remark.DELETIONS)
            elif tag == "AlternateContent":
                for child in _chosen(element):
                    yield from self._runs([child], look, marks, boxes)  # type: ignore[arg-type]
            elif tag in _TRANSPARENT:
                if tag in ("ins", "moveTo") and element.find(".//r") is not None:
                    self.document.remark(Remark.INSERTIONS)
                if tag == "oMath":
                    self.document.remark(Remark.FORMULAS)
                yield from self._runs(element, look, marks, boxes)

    def _run(
        self, element: Element, look: DocxLook, marks: tuple[Mark, ...], boxes: list[Element]
    ) -> Iterator[Run | None]:
        properties = element.find("rPr")
        of_run = self.styles.run_look(properties, look)
        if of_run.is_hidden:
            if element.find("t") is not None:
                self.document.remark(Remark.HIDDEN_TEXT)
            return
        self._remark_colours(element, properties)
        marks = (*marks, *marks_of(of_run))
        for child in element:
            tag = child.tag
            if tag == "fldChar":
                self._read_field(child)
            elif tag == "instrText":
                self._read_code(child.text or "")
            elif self.fields and self.fields[-1][0]:
                continue
            elif tag == "t":
                yield Run(child.text or "", self._linked(marks))
            elif tag in _LINE_BREAKS:
                yield None if child.get("type") == "page" else Run("\n", self._linked(marks))
            elif tag in _CHARACTERS:
                yield Run(_CHARACTERS[tag], self._linked(marks))
            elif tag == "sym":
                yield Run(_symbol(child), self._linked(marks))
            elif tag in ("footnoteReference", "endnoteReference"):
                yield Run("", note=self._note_key(tag.removesuffix("Reference"), child))
            else:
                yield from self._drawings(child, boxes)

    def _read_field(self, element: Element) -> None:
        match element.get("fldCharType"):
            case "begin":
                self.fields.append((True, ""))
            case "separate" if self.fields:
                self.fields[-1] = (False, self.fields[-1][1])
            case "end" if self.fields:
                self.fields.pop()

    def _read_code(self, code: str) -> None:
        if self.fields:
            self.fields[-1] = (self.fields[-1][0], self.fields[-1][1] + code)

    def _linked(self, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        """Adds the link of a field HYPERLINK "https://…"."""
        for _is_code, code in self.fields:
            kind, _space, rest = code.strip().partition(" ")
            if kind == "HYPERLINK" and rest.strip().startswith('"'):
                link = link_mark(rest.strip()[1:].partition('"')[0])
                return (link, *marks) if link else marks
        return marks

    def _remark_colours(self, run: Element, properties: Element | None) -> None:
        if properties is None or run.find("t") is None:
            return
        colour = properties.find("color")
        if colour is not None and colour.get("val") not in ("auto", "000000", None):
            self.document.remark(Remark.COLOURS)
        if properties.find("highlight") is not None:
            self.document.remark(Remark.HIGHLIGHTS)

    def _note_key(self, kind: str, element: Element) -> int:
        identity = (kind, element.get("id", ""))
        return self.note_keys.setdefault(identity, len(self.note_keys) + 1)

    def _drawings(self, element: Element, boxes: list[Element]) -> Iterator[Run]:
        if element.tag == "AlternateContent":
            for child in _chosen(element):
                yield from self._drawings(child, boxes)
            return
        if element.tag not in ("drawing", "pict", "object"):
            return
        found = list(element.iter("txbxContent"))
        if found:
            # Word writes the same box for older programs beside it, in another branch.
            self.document.remark(Remark.TEXT_BOXES, len(found))
            boxes.extend(found)
        pictures = [*element.iter("blip"), *element.iter("imagedata")]
        for picture in pictures:
            yield from self._picture(element, picture.get("embed") or picture.get("id") or "")
        if not found and not pictures:
            self.document.remark(Remark.DRAWINGS)

    def _picture(self, drawing: Element, relation: str) -> Iterator[Run]:
        target, is_outside = self.links.get(relation, ("", False))
        if is_outside or not target:
            self.document.remark(Remark.REMOTE_PICTURES)
            return
        full = posixpath.normpath(posixpath.join("/", self.folder, unquote(target))).lstrip("/")
        if full not in self.archive:
            self.document.remark(Remark.MISSING_FILES, name=posixpath.basename(full))
            return
        name = self.pictures.setdefault(full, f"picture:{len(self.pictures) + 1}")
        self.document.pictures[name] = full
        properties = drawing.find(".//docPr")
        description = properties.get("descr", "") if properties is not None else ""
        yield Run(" ".join(description.split()), picture=name)

    def _read_notes(self) -> None:
        for kind in ("footnote", "endnote"):
            full = posixpath.join(self.folder, f"{kind}s.xml")
            if full not in self.archive:
                continue
            links, self.links = self.links, self._relations(full)
            for element in read_children(self.archive.chunks(full), f"{kind}s"):
                key = self.note_keys.get((kind, element.get("id", "")))
                if key is not None:
                    found = [each for p in element.iter("p") for each in self._paragraphs(p)]
                    self.writer.add_note(key, found)
            self.links = links

    def _read_comments(self) -> None:
        part = self._part("comments.xml")
        for element in part if part is not None else ():
            text = " ".join("".join(t.text or "" for t in p.iter("t")) for p in element.iter("p"))
            self.document.comments.append(Comment(element.get("author", ""), text.strip()))
            self.document.remark(Remark.COMMENTS, name=element.get("author", ""))

    def _read_properties(self) -> None:
        name = "docProps/core.xml"
        for element in read_element(self.archive.read(name)) if name in self.archive else ():
            match element.tag:
                case "title":
                    add_title(self.document, element.text)
                case "description":
                    add_summary(self.document, element.text)
                case "keywords":
                    add_keywords(self.document, element.text)

    def _read_headers(self) -> None:
        """Counts those with text. Each section has its own."""
        for name in self.archive.names():
            folder, _slash, base = name.rpartition("/")
            if folder == self.folder and _HEADER.fullmatch(base):
                part = read_element(self.archive.read(name))
                text = "".join(each.text or "" for each in part.iter("t"))
                self.document.remark(Remark.HEADERS, int(bool(text.strip())))


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for relation in read_element(archive.read("_rels/.rels")):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = posixpath.normpath(relation.get("Target", "").lstrip("/"))
                if target in archive:
                    return target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise CannotRead(Problem.DAMAGED, "word/document.xml")


def _chosen(element: Element) -> Iterable[Element]:
    """Returns the content of the first choice; the fallback has the same for older programs."""
    choice = element.find("Choice")
    if choice is None:
        choice = element.find("Fallback")
    return list(choice) if choice is not None else []


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Yields children with this name, also those that controls or changes are around."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _within(child, tag)


def _paragraphs_within(element: Element) -> Iterator[Element]:
    """Yields the paragraphs of a cell or text box, and of tables in it, but not of text boxes."""
    for child in element:
        if child.tag == "p":
            yield child
        elif child.tag in _TRANSPARENT or child.tag in _TABLE_PARTS:
            yield from _paragraphs_within(child)


def _ends_section(properties: Element) -> bool:
    """Whether a section ends with this paragraph, and the next begins on a new page."""
    section = properties.find("sectPr")
    if section is None:
        return False
    kind = section.find("type")
    return kind is None or kind.get("val") != "continuous"


def _symbol(element: Element) -> str:
    try:
        code = int(element.get("char", ""), 16)
    except ValueError:
        return ""
    # Fonts of symbols lie in the private area, at the place of the letter.
    return chr(code - 0xF000) if 0xF020 <= code <= 0xF0FF else chr(code) if code < 0xD800 else ""

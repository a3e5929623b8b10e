"""Reads .odt: OpenDocument text, as LibreOffice, Google Docs and Word write it.

What the program shows is read: with tracked insertions, without deletions and hidden text. Text
boxes become paragraphs after theirs. Of comments, author and text are taken.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from serial.manuscripts.documents import Comment, Document, Remark
from serial.manuscripts.formats.archives import Archive
from serial.manuscripts.formats.looks import marks_of
from serial.manuscripts.formats.odt_styles import OdtLook, Styles, read_level
from serial.manuscripts.formats.paragraphs import BlockWriter, Item, Paragraph, Table, link_mark
from serial.manuscripts.formats.properties import add_keywords, add_summary, add_title
from serial.manuscripts.formats.xml import read_children, read_element
from serial.manuscripts.problems import CannotRead, Problem
from serial.markup.converting.document import Mark, Run

MIME_TYPE: Final = "application/vnd.oasis.opendocument"
_TEXTS: Final = frozenset({"text", "text-template", "text-master", "text-web"})
_SPACES: Final = re.compile("[ \t\r\n]+")
_MAX_SPACES: Final = 200
# Tables of contents and the like, which the program made.
_INDEXES: Final = frozenset(
    {"table-of-content", "illustration-index", "table-index", "object-index", "user-index"}
    | {"alphabetical-index", "bibliography"}
)
_WRAPPERS: Final = frozenset({"section", "index-body", "index-title", "numbered-paragraph"})
_SHAPES: Final = frozenset(
    {"custom-shape", "line", "polyline", "polygon", "path", "rect", "circle", "ellipse"}
    | {"connector", "measure", "caption", "regular-polygon", "control"}
)
# Of paragraphs; everything else inside them is text.
_NOT_TEXT: Final = frozenset(
    {"annotation-end", "change", "change-start", "change-end", "script", "event-listeners"}
    | {"note-citation", "tracked-changes", "forms"}
)
_ROW_GROUPS: Final = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_RASTER: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def read_odt(path: Path) -> Document:
    with Archive(path) as archive:
        if _is_encrypted(archive):
            raise CannotRead(Problem.ENCRYPTED)
        kind = _kind(archive)
        if kind and kind not in _TEXTS:
            raise CannotRead(Problem.UNKNOWN_FORMAT)
        return _Reader(archive).read()


def is_odt(archive: Archive) -> bool:
    """Whether it is any OpenDocument file, also an encrypted one."""
    return bool(_kind(archive)) or ("content.xml" in archive and "META-INF/manifest.xml" in archive)


def _kind(archive: Archive) -> str:
    """Returns "text", "spreadsheet" and so on; empty if it does not say so."""
    if "mimetype" not in archive:
        return ""
    try:
        name = archive.read("mimetype", limit=200).decode("ascii", "replace").strip()
    except CannotRead:
        return ""
    return name.removeprefix(f"{MIME_TYPE}.") if name.startswith(MIME_TYPE) else ""


def _is_encrypted(archive: Archive) -> bool:
    name = "META-INF/manifest.xml"
    return name in archive and b":encryption-data" in archive.read(name)


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.document = Document("odt")
        self.writer = BlockWriter(self.document)
        self.styles = Styles()
        self.pictures: dict[str, str] = {}
        self.notes = 0
        self.ends_page = False
        # Whether it reads a table of contents.
        self.is_left_out = False

    def read(self) -> Document:
        self._read_styles()
        chunks = self.archive.chunks("content.xml")
        for element in read_children(chunks, "automatic-styles", "text"):
            self.styles.add(element)
            self._add_block(element)
        self._read_properties()
        return self.writer.finish()

    def _read_styles(self) -> None:
        if "styles.xml" not in self.archive:
            return
        for element in read_children(self.archive.chunks("styles.xml"), "styles", "master-styles"):
            self.styles.add(element)
            for part in (*element.iter("header"), *element.iter("footer")):
                self.document.remark(Remark.HEADERS, int(bool("".join(part.itertext()).strip())))

    def _read_properties(self) -> None:
        if "meta.xml" not in self.archive:
            return
        for element in read_element(self.archive.read("meta.xml")).iter():
            match element.tag:
                case "title":
                    add_title(self.document, element.text)
                case "description":
                    add_summary(self.document, element.text)
                case "keyword":
                    add_keywords(self.document, element.text)

    def _add_block(self, element: Element) -> None:
        tag = element.tag
        if tag == "tracked-changes":
            self._remark_changes(element)
        elif tag in _INDEXES:
            self.is_left_out = True
            for child in element.iter("index-body"):
                self._add_blocks(child)
            self.is_left_out = False
        elif tag == "table":
            self.writer.add(self._table(element))
        elif tag in _WRAPPERS:
            if element.get("display") == "none":
                self.document.remark(Remark.HIDDEN_TEXT)
            else:
                self._add_blocks(element)
        else:
            for paragraph in self.paragraphs(element):
                self.writer.add(paragraph)

    def _add_blocks(self, parent: Element) -> None:
        for child in parent:
            self._add_block(child)

    def _remark_changes(self, element: Element) -> None:
        """The text of deletions stands here, and not where it was."""
        for region in element.iter("changed-region"):
            kinds = {child.tag for child in region}
            self.document.remark(Remark.INSERTIONS, int("insertion" in kinds))
            self.document.remark(Remark.DELETIONS, int("deletion" in kinds))

    def _table(self, element: Element) -> Table:
        rows = []
        for row in _rows(element):
            cells = []
            for cell in row:
                if cell.tag == "table-cell":
                    cells.append([p for child in cell for p in self.paragraphs(child)])
            rows.append(cells)
        return Table(rows)

    def paragraphs(self, element: Element) -> list[Paragraph]:
        """Returns the paragraphs of a paragraph, heading, list or frame."""
        tag = element.tag
        if tag in ("p", "h"):
            return self._read_paragraph(element)
        if tag == "list":
            return self._list(element, element.get("style-name", ""), 0)
        if tag == "table":
            # Within a cell or a text box.
            return [each for row in self._table(element).rows for cell in row for each in cell]
        if tag in _WRAPPERS:
            return [each for child in element for each in self.paragraphs(child)]
        if tag in ("frame", "g", "a", *_SHAPES):
            line = _Line(self, OdtLook())
            line.add(element)
            return line.finish(Paragraph())
        return []

    def _read_paragraph(self, element: Element) -> list[Paragraph]:
        look = self.styles.paragraph_look(element.get("style-name", ""))
        level = look.level
        self.document.remark(Remark.HIDDEN_TEXT, int(look.is_hidden))
        if element.tag == "h":
            level = read_level(element.get("outline-level", "1"))
        paragraph = Paragraph(
            level=0 if self.is_left_out else level,
            align=look.align,
            indent=look.indent,
            begins_page=look.begins_page or self.ends_page,
            is_title=look.is_title,
            is_line=look.has_line,
            is_left_out=self.is_left_out,
        )
        self.ends_page = look.ends_page
        line = _Line(self, look)
        line.add_children(element)
        return line.finish(paragraph)

    def _list(self, element: Element, style: str, level: int) -> list[Paragraph]:
        is_ordered, start = self.styles.numbering(style, level)
        paragraphs: list[Paragraph] = []
        for entry in element:
            is_first = entry.tag == "list-item"
            for child in entry:
                if child.tag == "list":
                    inner = child.get("style-name") or style
                    paragraphs += self._list(child, inner, level + 1)
                    continue
                found = self.paragraphs(child)
                for paragraph in found:
                    paragraph.indent = 0
                if found and is_first and not found[0].level:
                    found[0].item = Item(level, is_ordered, start)
                    is_first = False
                paragraphs += found
        return paragraphs

    def add_note(self, element: Element) -> int:
        self.notes += 1
        key = self.notes
        body = element.find("note-body")
        found = [p for child in body for p in self.paragraphs(child)] if body is not None else []
        self.writer.add_note(key, found)
        return key

    def add_comment(self, element: Element) -> None:
        author = _text_of(element, "creator")
        lines = ("".join(p.itertext()) for p in element.iter("p"))
        self.document.comments.append(Comment(author, " ".join(lines).strip()))
        self.document.remark(Remark.COMMENTS, name=author)

    def picture(self, frame: Element, images: list[Element]) -> Run | None:
        """Returns the run of the first image of a frame that is in the file."""
        for image in sorted(images, key=_is_vector):
            target = image.get("href", "")
            full = posixpath.normpath(posixpath.join("/", unquote(target))).lstrip("/")
            if full in self.archive:
                name = self.pictures.setdefault(full, f"picture:{len(self.pictures) + 1}")
                self.document.pictures[name] = full
                text = _text_of(frame, "desc") or _text_of(frame, "title")
                return Run(" ".join(text.split()), picture=name)
            if "://" in target or target.startswith("//"):
                self.document.remark(Remark.REMOTE_PICTURES)
                return None
        target = images[0].get("href", "")
        self.document.remark(Remark.MISSING_FILES, name=posixpath.basename(target))
        return None


class _Line:
    """Reads the runs of one paragraph."""

    def __init__(self, reader: _Reader, look: OdtLook) -> None:
        self.reader = reader
        self.runs: list[Run] = []
        self.look = look
        self.link: tuple[Mark, ...] = ()
        self.boxes: list[Element] = []
        # White space at the beginning, and after other, is none.
        self.ends_with_space = True

    def finish(self, paragraph: Paragraph) -> list[Paragraph]:
        """Returns the paragraph, and those of its text boxes."""
        paragraph.runs = self.runs
        paragraphs = [paragraph]
        for box in self.boxes:
            for child in box:
                paragraphs += self.reader.paragraphs(child)
        return paragraphs

    def add_children(self, parent: Element) -> None:
        self._add_text(parent.text)
        for child in parent:
            self.add(child)
            self._add_text(child.tail)

    def add(self, element: Element) -> None:
        tag = element.tag
        if tag == "span":
            self._add_styled(element, self.link)
        elif tag == "a":
            link = link_mark(element.get("href", ""))
            self._add_styled(element, (link,) if link else ())
        elif tag == "s":
            count = element.get("c", "1")
            number = min(int(count), _MAX_SPACES) if re.fullmatch("[0-9]{1,6}", count) else 1
            self._append(" " * number)
        elif tag == "tab":
            self._append("\t")
        elif tag == "line-break":
            self._append("\n")
            self.ends_with_space = True
        elif tag == "note":
            self.runs.append(Run("", note=self.reader.add_note(element)))
            self.ends_with_space = False
        elif tag == "annotation":
            self.reader.add_comment(element)
        elif tag in ("frame", "g", *_SHAPES):
            self._add_drawing(element)
        elif tag == "hidden-text":
            self.reader.document.remark(Remark.HIDDEN_TEXT)
        elif tag == "ruby-text":
            self._append(f"({''.join(element.itertext())})")
        elif tag not in _NOT_TEXT:
            # Fields show their text.
            self.add_children(element)

    def _add_styled(self, element: Element, link: tuple[Mark, ...]) -> None:
        look, around = self.look, self.link
        self.look = self.reader.styles.run_look(element.get("style-name", ""), look)
        self.link = link
        self._remark_look(element, look)
        self.add_children(element)
        self.look, self.link = look, around

    def _remark_look(self, element: Element, around: OdtLook) -> None:
        if not (element.text or "").strip():
            return
        remark = self.reader.document.remark
        if self.look.is_hidden:
            remark(Remark.HIDDEN_TEXT, int(not around.is_hidden))
            return
        is_link = bool(self.link)
        remark(Remark.COLOURS, int(self.look.is_coloured > around.is_coloured and not is_link))
        remark(Remark.HIGHLIGHTS, int(self.look.is_highlighted > around.is_highlighted))

    def _add_text(self, text: str | None) -> None:
        if not text:
            return
        text = _SPACES.sub(" ", text)
        if self.ends_with_space:
            text = text.removeprefix(" ")
        if text:
            self._append(text)
            self.ends_with_space = text.endswith(" ")

    def _append(self, text: str) -> None:
        self.ends_with_space = False
        if not self.look.is_hidden:
            self.runs.append(Run(text, (*self.link, *marks_of(self.look))))

    def _add_drawing(self, element: Element) -> None:
        """A frame has a text box, pictures of which one is shown, or an object such as a chart."""
        if element.tag == "g":
            for child in element:
                self.add(child)
            return
        boxes = [child for child in element if child.tag == "text-box"]
        if element.tag != "frame" and element.find("p") is not None:
            # Text in a shape.
            boxes = [element]
        if boxes:
            self.reader.document.remark(Remark.TEXT_BOXES)
            self.boxes += boxes
            return
        images = element.findall("image")
        is_object = any(child.tag in ("object", "object-ole", "plugin") for child in element)
        run = self.reader.picture(element, images) if images and not is_object else None
        if run is not None:
            self.runs.append(run)
            self.ends_with_space = False
        elif is_object or not images:
            self.reader.document.remark(Remark.DRAWINGS)


def _text_of(element: Element, tag: str) -> str:
    child = element.find(tag)
    return "".join(child.itertext()).strip() if child is not None else ""


def _rows(table: Element) -> Iterator[Element]:
    """Yields its rows, and not those of tables in it."""
    for child in table:
        if child.tag == "table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _is_vector(image: Element) -> bool:
    return not image.get("href", "").lower().endswith(_RASTER)

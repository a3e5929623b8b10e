"""Reads HTML into a document: blocks, and runs of text with their marks."""

import re
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from serial.markup.containers import CONTAINERS
from serial.markup.converting.document import (
    CodeBlock,
    Document,
    Group,
    Marks,
    Paragraph,
    Run,
    SceneBreak,
)
from serial.markup.converting.layout.word_lists import list_level
from serial.markup.converting.reading.building import LINE_BREAKS, DocumentBuilder
from serial.markup.converting.reading.marks import marks_of
from serial.markup.converting.reading.notes import Notes, find_notes
from serial.markup.converting.reading.pictures import read_picture
from serial.markup.converting.reading.styles import Cascade, Style
from serial.markup.converting.reading.tidying import tidy
from serial.markup.sanitizing.characters import clean_source

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "caption", "center", "dd", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "header", "hgroup", "legend", "listing", "main"}
    | {"nav", "p", "pre", "section", "summary", "tbody", "tfoot", "thead", *_HEADINGS}
)
_GROUPS: Final = {
    **{name: name for name in ("blockquote", "li", "ol", "table", "td", "th", "tr")},
    **dict.fromkeys(("dir", "menu", "ul"), "ul"),
}
# LibreOffice's headers and footers of pages, by their titles.
_PAGE_PARTS: Final = frozenset({"footer", "header"})
# Headings of AO3 and other texts that only screen readers read.
_INVISIBLE_CLASSES: Final = frozenset(
    {"landmark", "screen-reader-text", "sr-only", "visually-hidden"}
)
# Of <ins> and <del>: who changed the text, and when.
_OF_CHANGES: Final = frozenset({"cite", "datetime"})
_APPLE_SPACE: Final = "Apple-converted-space"
_NUMBER: Final = re.compile("[0-9]{1,9}")

Attributes = dict[str, str | None]


@dataclass
class Reading:
    """pictures and named: what the document does not have."""

    document: Document
    pictures: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    has_tracked_changes: bool = False


@dataclass(slots=True)
class _Frame:
    """An open element."""

    tag: str
    style: Style
    marks: Marks
    is_block: bool = False
    is_group: bool = False
    is_label: bool = False
    # Its text is white space in the place of something else.
    is_space: bool = False


def read_html(source: str, media_url: str) -> Reading:
    tidied = tidy(clean_source(source.translate(LINE_BREAKS)))
    parser = LexborHTMLParser(tidied.html)
    notes = find_notes(parser)
    reader = _Reader(Cascade(tidied.style_sheet), notes, media_url)
    if parser.body is not None:
        reader.read(parser.body)
    named = [
        *tidied.named,
        *(["comment"] if notes.has_comments else []),
        *(["small-caps"] if reader.has_small_capitals else []),
    ]
    document = reader.builder.document
    return Reading(document, reader.pictures, named, reader.has_tracked_changes)


class _Reader:
    def __init__(self, cascade: Cascade, notes: Notes, media_url: str) -> None:
        self.cascade = cascade
        self.notes = notes
        self.media_url = media_url
        self.builder = DocumentBuilder()
        self.pictures: list[str] = []
        self.has_small_capitals = self.has_tracked_changes = False
        self.frames = [_Frame("body", Style(), ())]

    def read(self, root: LexborNode) -> None:
        node = root.child
        while node is not None:
            child = node.child if self._enter(node) else None
            if child is not None:
                node = child
                continue
            while node is not None and node.next is None and len(self.frames) > 1:
                node = node.parent
                self._close(self.frames.pop())
            node = node.next if node is not None else None
        self.builder.end_paragraph()

    def _enter(self, node: LexborNode) -> bool:
        """Reads a node; True if its element was opened, and its children are to be read."""
        tag = node.tag or ""
        frame = self.frames[-1]
        if tag == "-text":
            text = node.text_content or ""
            self.has_small_capitals |= frame.style.letters == "small-caps" and bool(text.strip())
            self.builder.add_text(" " if frame.is_space else text, frame.marks, frame.style)
            return False
        if tag == "-comment" or node.mem_id in self.notes.skipped:
            return False
        attributes = node.attributes
        if is_invisible(tag, attributes):
            return False
        style = self.cascade.compute(frame.style, tag, attributes)
        if style.mso == "list:ignore" and self.builder.paragraph:
            self.builder.paragraph.list_marker = node.text().strip()
            return False
        if style.hidden:
            return False
        if tag in ("del", "ins") and not _OF_CHANGES.isdisjoint(attributes):
            self.has_tracked_changes = True
            # Word and LibreOffice underline what was inserted; nobody stressed it.
            style = frame.style if tag == "ins" else style
        if self._add_single(node, tag, attributes):
            return False
        if tag in _HEADINGS and style.bold != frame.style.bold:
            # Every heading is bold.
            style = style._replace(bold=frame.style.bold)
        opened = _Frame(tag, style, marks_of(frame.marks, frame.style, style, tag, attributes))
        self._open(node, opened, attributes)
        if node.child is None or opened.style.hidden:
            self._close(opened)
            return False
        self.frames.append(opened)
        return True

    def _add_single(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Reads what has no children to read; False if it has."""
        frame = self.frames[-1]
        key = self.notes.references.get(node.mem_id)
        if key is not None:
            self.builder.add_run(Run("", note=key), frame.style)
        elif tag == "br":
            self.builder.add_run(Run("\n", frame.marks), frame.style)
        elif tag == "hr":
            self.builder.add_block(SceneBreak())
        elif tag == "img":
            picture = read_picture(attributes, self.media_url)
            if picture.url or picture.is_text:
                run = Run(picture.description, frame.marks, picture=picture.url)
                self.builder.add_run(run, frame.style)
            elif picture.is_line:
                self.builder.add_block(SceneBreak())
            elif picture.name:
                self.pictures.append(picture.name)
        else:
            return False
        return True

    def _open(self, node: LexborNode, frame: _Frame, attributes: Attributes) -> None:
        tag, builder = frame.tag, self.builder
        key = self.notes.bodies.get(node.mem_id)
        kind = _group_kind(tag, attributes)
        if key is not None:
            builder.open_note(key)
            frame.is_group = True
        elif kind:
            # LibreOffice writes a quotation for each paragraph.
            joins = kind == "blockquote" and bool(attributes.get("style"))
            frame.is_group = builder.open_group(_group(kind, frame.style, attributes), joins)
        if kind or key is not None:
            # Margins are those within the group.
            frame.style = frame.style._replace(indent=0)
        frame.is_block = tag in _BLOCKS or bool(kind) or key is not None
        if frame.is_block:
            builder.end_paragraph()
        self._open_paragraph(node, frame, attributes)

    def _open_paragraph(self, node: LexborNode, frame: _Frame, attributes: Attributes) -> None:
        tag, builder = frame.tag, self.builder
        is_label = tag == "summary" or attributes.get("class") == "block-title"
        if is_label and builder.group.kind in CONTAINERS:
            frame.is_label = True
            builder.labelled = builder.group
        elif tag == "p" or tag in _HEADINGS:
            builder.start_paragraph(_paragraph(frame, attributes, builder.group.kind == "li"))
        elif tag == "pre" and _is_code(node):
            builder.add_block(CodeBlock(node.text().removesuffix("\n")))
            frame.style = frame.style._replace(hidden=True)
        elif attributes.get("class") == _APPLE_SPACE or frame.style.mso.startswith(
            ("spacerun", "tab-count")
        ):
            frame.is_space = True

    def _close(self, frame: _Frame) -> None:
        if frame.is_block:
            self.builder.end_paragraph()
        if frame.is_label:
            self.builder.labelled = None
        if frame.is_group:
            self.builder.close_group()


def is_invisible(tag: str, attributes: Attributes) -> bool:
    is_page_part = tag == "div" and attributes.get("title") in _PAGE_PARTS
    classes = attributes.get("class") or ""
    if is_page_part or "hidden" in attributes:
        return True
    return not _INVISIBLE_CLASSES.isdisjoint(classes.split()[:20])


def _group_kind(tag: str, attributes: Attributes) -> str:
    """Returns the kind of group that an element is, or an empty string."""
    if tag in _GROUPS:
        return _GROUPS[tag]
    name = attributes.get("class") or ""
    is_ours = name in CONTAINERS and CONTAINERS[name].element == tag
    if tag == "details" and not is_ours:
        return "spoiler"
    return name if is_ours else ""


def _group(kind: str, style: Style, attributes: Attributes) -> Group:
    classes = attributes.get("class") or ""
    align = classes.removeprefix("align-") if classes.startswith("align-") else style.align
    return Group(
        kind,
        start=_number(attributes, "start"),
        align=align,
        columns=_number(attributes, "colspan"),
        rows=_number(attributes, "rowspan"),
    )


def _number(attributes: Attributes, name: str) -> int:
    value = attributes.get(name) or ""
    return int(value) if _NUMBER.fullmatch(value) else 1


def _paragraph(frame: _Frame, attributes: Attributes, is_in_item: bool) -> Paragraph:
    classes = attributes.get("class") or ""
    return Paragraph(
        level=_HEADINGS.get(frame.tag, 0),
        # Our own class, from <center>.
        align="center" if classes == "center" else frame.style.align,
        indent=frame.style.indent,
        # Google Docs and LibreOffice put a <p> into each list item.
        is_bare=is_in_item and any(attributes.get(name) for name in ("class", "role", "style")),
        list_level=list_level(frame.style.mso, classes),
    )


def _is_code(node: LexborNode) -> bool:
    child = node.child
    return child is not None and child.tag == "code" and child.next is None

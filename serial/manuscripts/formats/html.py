"""Reads HTML: a file of a word processor or a browser, and the pages of an EPUB."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path
from posixpath import join, normpath
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from serial.manuscripts.counting import counts_of
from serial.manuscripts.documents import TEXT_MAX_LENGTH, Block, Document, Remark, Role
from serial.manuscripts.formats.embedded_pictures import EMBEDDED, name_embedded_pictures
from serial.manuscripts.formats.encodings import decode
from serial.manuscripts.formats.known_html import (
    is_note_label,
    is_userstuff,
    read_preface,
    role_of,
)
from serial.manuscripts.formats.picture_files import SEPARATOR
from serial.manuscripts.formats.saved_pages import take_work
from serial.manuscripts.formats.word_limit import check_html
from serial.manuscripts.limits import MAX_PICTURES, MAX_WORDS
from serial.manuscripts.problems import CannotRead, Problem
from serial.markup.containers import CONTAINERS
from serial.markup.converting.conversion import count_html
from serial.markup.converting.reading.html_reader import is_invisible
from serial.markup.converting.reading.notes import Notes, find_notes
from serial.markup.converting.reading.styles import Cascade, Style
from serial.markup.converting.reading.tidying import tidy
from serial.markup.sanitizing.characters import clean_source
from serial.markup.words import count_words

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
# Elements around several paragraphs that say nothing themselves.
_WRAPPERS: Final = frozenset(
    {"article", "body", "center", "div", "font", "footer", "header", "hgroup", "main", "section"}
    | {"a", "b", "span", "form"}
)
_BLOCKS: Final = (
    "address, article, aside, blockquote, center, div, dl, figure, footer, h1, h2, h3, h4, h5, h6,"
    " header, hr, main, ol, p, pre, section, table, ul, details, dd"
)
_MAX_DEPTH: Final = 100
_BREAKS: Final = ("page-break-before:always", "page-break-before:right", "break-before:page")
_TWO_LINE_BREAKS: Final = re.compile(r"(?:<br\s*/?>\s*){2,}")
_NOTHING: Final = " \t\r\n\u00a0\u200b\ufeff"


class HtmlReader:
    """Reads one or more HTML files into a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = 0

    def read(self, source: str, find_picture: Callable[[str], str] | None = None) -> list[Block]:
        """Adds the blocks of a file, with its counts, and returns them."""
        source = take_work(source, self.document)
        tidied = tidy(clean_source(source))
        parser = LexborHTMLParser(tidied.html)
        counted = count_html(source)
        self.document.counts += counts_of(counted.counts)
        # Empty paragraphs are counted when the whole document is known.
        self.document.counts.breaks -= counted.blank_breaks
        if tidied.style_sheet.strip() and tidied.style_sheet not in self.document.style_sheet:
            self.document.style_sheet += tidied.style_sheet
        read_preface(parser, self.document)
        notes = find_notes(parser)
        keys = _take_notes(parser, notes, self.document)
        if notes.has_comments:
            self.document.remark(Remark.COMMENTS)
        self._take_pictures(parser, find_picture)
        before = len(self.document.blocks)
        if parser.body is not None:
            walker = _Walker(self.document, Cascade(tidied.style_sheet), keys)
            walker.walk(parser.body)
        self.words += sum(block.words for block in self.document.blocks[before:])
        if self.words > MAX_WORDS:
            raise CannotRead(Problem.TOO_MANY_WORDS)
        return self.document.blocks[before:]

    def _take_pictures(
        self, parser: LexborHTMLParser, find_picture: Callable[[str], str] | None
    ) -> None:
        for node in parser.css("img"):
            source = node.attributes.get("src") or ""
            name = find_picture(source) if find_picture else ""
            if name:
                self.document.counts.pictures += 1
            elif source.startswith(("http:", "https:", "//")):
                self.document.remark(Remark.REMOTE_PICTURES)
            elif source.startswith("data:"):
                self.document.remark(Remark.EMBEDDED_PICTURES)
                source = ""
            if self.document.counts.pictures > MAX_PICTURES:
                raise CannotRead(Problem.TOO_MANY_PICTURES)
            node.attrs["src"] = name or source.rpartition("/")[2]


class PictureFinder:
    """Finds the picture that a file refers to. Nothing is ever fetched.

    names: of the files beside it, in an archive. page: its own name there; empty without one.
    """

    def __init__(self, document: Document, names: Iterable[str] = (), page: str = "") -> None:
        self.document = document
        self.names = frozenset(names)
        self.page = page

    def __call__(self, source: str) -> str:
        """Returns the name of the picture in the document; empty if there is none."""
        if source.startswith(EMBEDDED):
            part = source.removeprefix(EMBEDDED)
            full = f"{self.page}{SEPARATOR}{part}" if self.page else part
        else:
            full = self._path(source)
        if not full:
            return ""
        pictures = self.document.pictures
        known = next((name for name, path in pictures.items() if path == full), "")
        name = known or f"picture:{len(pictures) + 1}"
        pictures[name] = full
        return name

    def _path(self, source: str) -> str:
        """Returns the name in the archive, or an empty string."""
        if "://" in source or source.startswith(("//", "data:")):
            return ""
        folder = self.page.rpartition("/")[0]
        full = normpath(join("/", folder, unquote(source.partition("?")[0]))).lstrip("/")
        return full if full in self.names else ""


def read_html_file(path: Path) -> Document:
    return read_html_data(path.read_bytes())


def read_html_data(data: bytes, names: Iterable[str] = (), page: str = "") -> Document:
    """names, page: as PictureFinder has them."""
    source = decode(name_embedded_pictures(data))[0]
    check_html(source)
    document = Document("html")
    HtmlReader(document).read(source, PictureFinder(document, names, page))
    parser = LexborHTMLParser(source[:100_000])
    title = parser.css_first("title")
    if title is not None and not document.title:
        document.title = " ".join(title.text().split())
    return document


def _take_notes(parser: LexborHTMLParser, notes: Notes, document: Document) -> dict[int, int]:
    """Moves the texts of footnotes into the document, in place.

    Returns their keys by the mem_id of the elements that refer to them.
    """
    if not (notes.bodies or notes.skipped):
        return {}
    offset = max(document.notes, default=0)
    keys: dict[int, int] = {}
    bodies: list[tuple[int, LexborNode]] = []
    skipped: list[LexborNode] = []
    for node in parser.css("*"):
        if node.mem_id in notes.references:
            key = keys[node.mem_id] = notes.references[node.mem_id] + offset
            link = node if node.tag == "a" else node.css_first("a")
            if link is not None:
                link.attrs["id"], link.attrs["href"] = f"fnref-{key}", f"#fn-{key}"
        if node.mem_id in notes.bodies:
            bodies.append((notes.bodies[node.mem_id] + offset, node))
        elif node.mem_id in notes.skipped:
            skipped.append(node)
    for node in skipped:
        node.decompose()
    for key, node in bodies:
        html = "".join(child.html or "" for child in node.iter(include_text=True))
        document.notes[key] = html if node.tag != "p" else f"<p>{html}</p>"
        parent = node.parent
        node.decompose()
        if parent is not None and parent.tag in ("ol", "ul") and not parent.text(strip=True):
            parent.decompose()
    return keys


class _Walker:
    """Adds the children of an element as blocks, going into elements that only wrap others."""

    def __init__(self, document: Document, cascade: Cascade, keys: dict[int, int]) -> None:
        self.document = document
        self.cascade = cascade
        self.keys = keys
        self.begins_page = False

    def walk(
        self,
        root: LexborNode,
        style: Style | None = None,
        around: tuple[str, ...] = (),
        role: Role | None = None,
    ) -> None:
        style = style or Style()
        loose: list[LexborNode] = []
        for node in root.iter(include_text=True):
            tag = node.tag or ""
            if tag == "-comment":
                continue
            if tag == "-text" or not self._is_block(node):
                loose.append(node)
                continue
            self._add_loose(loose, style, around, role)
            loose = []
            self._add(node, style, around, role)
        self._add_loose(loose, style, around, role)

    def _is_block(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag in _HEADINGS or tag in ("p", "hr", "table", "ol", "ul", "pre", "blockquote"):
            return True
        if tag in ("div", "section", "article", "dl", "aside", "figure", "details", "center"):
            return True
        return tag not in ("br", "img") and node.css_first(_BLOCKS) is not None

    def _add(
        self, node: LexborNode, style: Style, around: tuple[str, ...], role: Role | None
    ) -> None:
        tag, attributes = node.tag or "", node.attributes
        if is_invisible(tag, attributes):
            return
        own = self.cascade.compute(style, tag, attributes)
        inline = (attributes.get("style") or "").replace(" ", "").lower()
        self.begins_page |= any(each in inline for each in _BREAKS)
        if own.hidden:
            return
        role = role_of(node, role)
        if is_userstuff(node):
            self.walk(node, own, around, role)
            return
        if self._goes_into(node, around):
            tags = (*around, *([_opening_tag(node)] if _says_something(node) else []))
            self.walk(node, own, tags, role)
            return
        self._append(node.html or "", [node], own, around, role)

    def _goes_into(self, node: LexborNode, around: tuple[str, ...]) -> bool:
        if node.tag not in _WRAPPERS or len(around) > _MAX_DEPTH:
            return False
        if not CONTAINERS.keys().isdisjoint((node.attributes.get("class") or "").split()):
            return False
        # The element itself is among those that are found.
        return any(inner.mem_id != node.mem_id for inner in node.css(_BLOCKS)[:2])

    def _add_loose(
        self, nodes: list[LexborNode], style: Style, around: tuple[str, ...], role: Role | None
    ) -> None:
        """Text that stands beside blocks is a paragraph, or several with blank lines between."""
        html = "".join(node.html or "" for node in nodes)
        if html.strip(_NOTHING) and any(
            node.tag == "img" or node.text().strip(_NOTHING) or node.css_first("img")
            for node in nodes
            if node.tag != "-comment"
        ):
            for part in _paragraphs_of(html):
                self._append(part, nodes, style, around, role)

    def _append(
        self,
        html: str,
        nodes: list[LexborNode],
        style: Style,
        around: tuple[str, ...],
        role: Role | None,
    ) -> None:
        tag = nodes[0].tag or "" if len(nodes) == 1 else ""
        text = " ".join(LexborHTMLParser(html).text().split())
        if role in (Role.NOTE_BEFORE, Role.NOTE_AFTER) and is_note_label(text):
            role = Role.LEFT_OUT
        level = _HEADINGS.get(tag, 0) if role is not Role.LEFT_OUT else 0
        has_more = tag == "hr" or "<img" in html or "<hr" in html
        is_empty = not (text.strip(_NOTHING) or has_more)
        if around and not is_empty:
            html = (
                "".join(around)
                + html
                + "".join(
                    f"</{each[1:].partition(' ')[0].rstrip('>')}>" for each in reversed(around)
                )
            )
        align = style.align if style.align in ("center", "right") and not level else ""
        block = Block(
            html="" if is_empty else html,
            text=text[:TEXT_MAX_LENGTH],
            words=count_words(text),
            level=level if text else 0,
            align=align,
            begins_page=self.begins_page,
            notes=tuple(self._note_keys(nodes)) if self.keys else (),
        )
        if role is not None and (not is_empty):
            block.role = role
        self.begins_page = False
        self.document.blocks.append(block)

    def _note_keys(self, nodes: list[LexborNode]) -> Iterator[int]:
        for node in nodes:
            if node.mem_id in self.keys:
                yield self.keys[node.mem_id]
            if node.tag not in ("-text", "-comment"):
                for inner in node.css("a, sup, span"):
                    if inner.mem_id in self.keys and inner.mem_id != node.mem_id:
                        yield self.keys[inner.mem_id]


def _paragraphs_of(html: str) -> list[str]:
    """Splits at two line breaks in a row, as old web pages and mail write paragraphs."""
    parts = _TWO_LINE_BREAKS.split(html)
    return [f"<p>{part}</p>" for part in parts if part.strip(_NOTHING)]


def _says_something(node: LexborNode) -> bool:
    return any(node.attributes.get(name) for name in ("class", "style", "align")) or node.tag in (
        "b",
        "center",
        "font",
    )


def _opening_tag(node: LexborNode) -> str:
    values = {name: node.attributes.get(name) for name in ("class", "style", "align")}
    attributes = "".join(f' {k}="{escape(value)}"' for k, value in values.items() if value)
    return f"<{node.tag}{attributes}>"

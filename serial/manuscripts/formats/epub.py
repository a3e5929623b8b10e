"""Reads EPUB: the HTML files of its spine in order, with the titles of its table of contents."""

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from serial.manuscripts.documents import Block, Document, Remark, Role
from serial.manuscripts.formats.archives import Archive
from serial.manuscripts.formats.embedded_pictures import name_embedded_pictures
from serial.manuscripts.formats.encodings import decode
from serial.manuscripts.formats.epub_contents import (
    Entry,
    mark_titles,
    read_navigation,
    read_ncx,
)
from serial.manuscripts.formats.html import HtmlReader, PictureFinder
from serial.manuscripts.formats.xml import read_element
from serial.manuscripts.problems import CannotRead, Problem

_CONTAINER: Final = "META-INF/container.xml"
_NCX: Final = "application/x-dtbncx+xml"
_HTML: Final = frozenset({"application/xhtml+xml", "text/html"})
# FanFicFare's pages about the story, and tables of contents that are pages.
_FRONT_PAGES: Final = re.compile(
    r"(?:title_page|log_page|toc_page|titlepage|cover|toc|nav)\.x?html?"
)
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE[^>\[]{0,300}>", re.IGNORECASE)
_LINKED_SHEET: Final = re.compile(
    r"<link\b[^>]*?href=[\"']([^\"']+\.css)[\"'][^>]*>", re.IGNORECASE
)
# Notes of EPUB 3, and what refers to them: a link, which LibreOffice's <sup> around it names.
_NOTE: Final = re.compile(r"<aside\b[^>]*?\bid=\"([^\"]{1,200})\"[^>]*>.*?</aside>", re.DOTALL)
_REFERENCE: Final = re.compile(r"(?:<(?:span|sup)\b[^<>]*>\s*)?(<a\b[^>]*noteref[^>]*>)")
_TARGET: Final = re.compile(r"href=\"[^\"#]*#([^\"]+)\"")
_ID: Final = re.compile(r"\bid=\"([^\"]+)\"")


def read_epub(path: Path) -> Document:
    with Archive(path) as archive:
        if "META-INF/encryption.xml" in archive and _is_encrypted(archive):
            raise CannotRead(Problem.ENCRYPTED)
        return _read(archive)


def _read(archive: Archive) -> Document:
    package_name = _package_name(archive)
    folder = posixpath.dirname(package_name)
    package = _xml(archive, package_name)
    document = Document("epub")
    _read_metadata(document, package)
    items = {item.get("id", ""): item for item in package.iter("item")}
    document.cover = _cover(archive, package, items, folder)
    reader = HtmlReader(document)
    pages: list[tuple[str, list[Block]]] = []
    for reference in package.iter("itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.get("media-type") not in _HTML:
            continue
        name = _join(folder, item.get("href", ""))
        if name not in archive:
            document.remark(Remark.MISSING_FILES, name=posixpath.basename(name))
            continue
        pages.append((name, _read_page(archive, reader, name, is_nav=_is_navigation(item))))
    mark_titles(pages, _contents(archive, items.values(), folder))
    return document


def _is_navigation(item: Element) -> bool:
    return "nav" in (item.get("properties") or "").split()


def _contents(archive: Archive, items: Iterable[Element], folder: str) -> list[Entry]:
    """Returns the table of contents, with the names of pages; empty if it cannot be read."""
    for item in sorted(items, key=_is_navigation, reverse=True):
        name = _join(folder, item.get("href", ""))
        if name not in archive:
            continue
        try:
            if _is_navigation(item):
                entries = read_navigation(decode(archive.read(name))[0])
            elif item.get("media-type") == _NCX:
                entries = read_ncx(_xml(archive, name))
            else:
                continue
        except CannotRead:
            continue
        own = posixpath.dirname(name)
        return [entry._replace(href=_join(own, entry.href)) for entry in entries]
    return []


def _read_page(archive: Archive, reader: HtmlReader, name: str, *, is_nav: bool) -> list[Block]:
    document = reader.document
    if is_nav or _FRONT_PAGES.fullmatch(posixpath.basename(name).lower()):
        document.remark(Remark.FRONT_PAGES)
        return []
    folder = posixpath.dirname(name)
    source = decode(name_embedded_pictures(archive.read(name)))[0]
    for match in _LINKED_SHEET.finditer(source[:20_000]):
        sheet = _join(folder, match[1])
        if sheet in archive:
            # In the page itself: the reader applies the style sheet of the page.
            style = decode(archive.read(sheet))[0].replace("</", "<\\/")
            source = source.replace(match[0], f"<style>{style}</style>", 1)
    source = _with_links_back(source)
    blocks = reader.read(source, PictureFinder(document, archive.names(), name))
    filled = [block for block in blocks if block.role is not Role.LEFT_OUT and not block.is_empty()]
    if filled:
        filled[0].begins_page = True
    return blocks


def _with_links_back(source: str) -> str:
    """Adds the link back that notes in <aside> elements, which readers pop up, do not need."""
    notes = {match[1]: match for match in _NOTE.finditer(source)}
    if not notes:
        return source
    # Of each note, the names of the link that refers to it and of the element around that.
    names: dict[str, list[str]] = {}

    def name(match: re.Match[str]) -> str:
        target = _TARGET.search(match[1])
        if not target or target[1] not in notes or target[1] in names:
            return match[0]
        own = _ID.search(match[1])
        names[target[1]] = [own[1] if own else f"to-{target[1]}", *_ID.findall(match[0])]
        return match[0] if own else match[0].replace("<a", f'<a id="to-{target[1]}"', 1)

    source = _REFERENCE.sub(name, source)

    def add_link(match: re.Match[str]) -> str:
        backs = names.get(match[1], [])
        if not backs or any(f'#{back}"' in match[0] for back in backs):
            return match[0]
        return match[0].removesuffix("</aside>") + f'<p><a href="#{backs[0]}">↩</a></p></aside>'

    return _NOTE.sub(add_link, source)


def _read_metadata(document: Document, package: Element) -> None:
    for element in package.iter():
        text = (element.text or "").strip()
        if element.tag == "title" and not document.title:
            document.title = text
        elif element.tag == "description":
            document.summary = text
        elif element.tag == "subject" and text:
            document.tags.append(("freeform", text))


def _cover(archive: Archive, package: Element, items: dict[str, Element], folder: str) -> str:
    """Returns the name of the cover's picture, as EPUB 3 and EPUB 2 say it; empty without."""
    named = next(
        (m.get("content", "") for m in package.iter("meta") if m.get("name") == "cover"), ""
    )
    item = next(
        (
            each
            for each in items.values()
            if "cover-image" in (each.get("properties") or "").split()
        ),
        items.get(named),
    )
    if item is None or not (item.get("media-type") or "").startswith("image/"):
        return ""
    name = _join(folder, item.get("href", ""))
    return name if name in archive else ""


def _package_name(archive: Archive) -> str:
    for element in _xml(archive, _CONTAINER).iter("rootfile"):
        name = element.get("full-path", "")
        if name in archive:
            return name
    raise CannotRead(Problem.DAMAGED, _CONTAINER)


def _xml(archive: Archive, name: str) -> Element:
    # A document type without entities of its own, as EPUB 2 has in some files.
    return read_element(_DOCTYPE.sub(b"", archive.read(name), count=1))


def _join(folder: str, href: str) -> str:
    path = posixpath.join("/", folder, unquote(href.partition("#")[0]))
    return posixpath.normpath(path).lstrip("/")


def _is_encrypted(archive: Archive) -> bool:
    """Whether more than fonts is encrypted."""
    for element in _xml(archive, "META-INF/encryption.xml").iter("CipherReference"):
        if element.get("URI", "").lower().endswith((".xhtml", ".html", ".htm")):
            return True
    return False

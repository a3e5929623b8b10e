"""The table of contents of an EPUB: the titles of its pages.

LibreOffice and others write headings as paragraphs; the table of contents still has their texts.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser, LexborNode

from serial.manuscripts.documents import Block, Role

_MAX_ENTRIES: Final = 10_000
_MAX_LEVEL: Final = 6
# Of a real one, each link takes about 100 characters.
_MAX_LENGTH: Final = 1_000_000
# How many elements may be around a link.
_MAX_CLIMB: Final = 50
# Shorter pages, such as a dedication, need no title in the table of contents.
_SHORT_PAGE: Final = 120


class Entry(NamedTuple):
    """href: as it stands there. level: from 1, as of a heading."""

    href: str
    title: str
    level: int


def read_navigation(source: str) -> list[Entry]:
    """Reads the navigation document of EPUB 3."""
    # Without the head: in HTML, a <title/> would not end there.
    start = max(source.find("<nav"), 0)
    navs = LexborHTMLParser(source[start : start + _MAX_LENGTH]).css("nav")
    nav = next((each for each in navs if each.attributes.get("epub:type") == "toc"), None)
    links = nav.css("a[href]")[:_MAX_ENTRIES] if nav is not None else []
    return [
        Entry(link.attributes.get("href") or "", _one_line(link.text()), _level(link))
        for link in links
    ]


def _level(link: LexborNode) -> int:
    level, node = 0, link.parent
    for _ in range(_MAX_CLIMB):
        if node is None or node.tag == "nav":
            break
        level += node.tag == "ol"
        node = node.parent
    return min(max(level, 1), _MAX_LEVEL)


def read_ncx(root: Element) -> list[Entry]:
    """Reads the table of contents of EPUB 2."""
    entries: list[Entry] = []
    waiting = [(point, 1) for each in root.iter("navMap") for point in each.findall("navPoint")]
    waiting.reverse()
    while waiting and len(entries) < _MAX_ENTRIES:
        point, level = waiting.pop()
        content = point.find("content")
        href = content.get("src", "") if content is not None else ""
        title = _one_line(point.findtext("navLabel/text") or "")
        entries.append(Entry(href, title, min(level, _MAX_LEVEL)))
        waiting += [(inner, level + 1) for inner in reversed(point.findall("navPoint"))]
    return entries


def mark_titles(pages: Sequence[tuple[str, Sequence[Block]]], entries: Sequence[Entry]) -> None:
    """Makes the paragraphs that the table of contents has headings, in place.

    pages: names and blocks; of the entries, href is the name. Nothing is changed if the pages have
    headings of their own, or if the table of contents does not have the title of each longer page.
    """
    by_page: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.title:
            by_page.setdefault(entry.href, []).append(entry)
    found: list[tuple[Block, int]] = []
    for name, blocks in pages:
        if any(block.level or block.role is not Role.TEXT for block in blocks):
            return
        titles = list(_find_titles(blocks, by_page.get(name, [])))
        if not titles and sum(block.words for block in blocks) >= _SHORT_PAGE:
            return
        found += titles
    for block, level in found:
        block.level = level


def _find_titles(blocks: Sequence[Block], entries: Sequence[Entry]) -> Iterator[tuple[Block, int]]:
    remaining = iter(block for block in blocks if block.text)
    for entry in entries:
        wanted = entry.title.casefold()
        block = next((each for each in remaining if each.text.casefold() == wanted), None)
        if block is None:
            return
        yield block, entry.level


def _one_line(text: str) -> str:
    return " ".join(text.split())

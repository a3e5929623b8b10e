"""Turns our own well-formed HTML into the nodes that book.typ sets: lists that JSON can hold.

A node is a string, or [kind, nodes] or [kind, nodes, options]. Everything in a text is a string or
a value here, so that nothing an author writes is ever read as Typst's markup.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

Node = Any
# Typst stops at 80 calls of functions in each other, of which an element takes three.
MAX_DEPTH = 15
_INLINE = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "emph"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "del"), "strike"),
    "sub": "sub",
    "sup": "super",
    "small": "small",
    "mark": "mark",
    "rt": "small",
    "q": "quoted",
}
_BLOCKS = {
    "blockquote": "quote",
    "details": "box",
    "div": "group",
    "figure": "group",
    "section": "group",
    "summary": "label",
    "figcaption": "caption",
    "dl": "group",
    "dt": "label",
    "dd": "quote",
}
_CONTAINERS = {
    "letter": "quote",
    "chat": "group",
    "box": "box",
    "center": "center",
    "right": "right",
}
_SCHEMES = ("http://", "https://", "mailto:")
_HOLD_BLOCKS = {"body", "div", "details", "blockquote", "section", "li", "figure", "dl", "dd"}
_SPACES = re.compile(r"[ \n\t]+")
_MONOSPACE = {"code", "kbd", "samp", "pre"}


class NodeReader:
    """image_of: takes the URL and the description of a picture; returns the name of a file that
    book.typ can open, or "".
    """

    def __init__(self, image_of: Callable[[str, str], str]) -> None:
        self.image_of = image_of
        self.footnotes: dict[str, ElementTree.Element] = {}

    def read(self, html: str) -> list[Node]:
        # Our own HTML, which is well-formed and has no document type.
        root = ElementTree.fromstring(f"<body>{html}</body>")  # noqa: S314
        self.footnotes = {}
        for section in list(root.iter("section")):
            if section.get("class") == "footnotes":
                items = {item.get("id") or "": item for item in section.iter("li")}
                self.footnotes |= items
                section.clear()
        return list(self._children(root, 0))

    def _children(self, element: ElementTree.Element, depth: int) -> Iterator[Node]:
        has_blocks = element.tag in _HOLD_BLOCKS
        yield from _text(element.text, has_blocks=has_blocks)
        for child in element:
            if depth < MAX_DEPTH:
                yield from self._element(child, depth + 1)
            else:
                yield "".join(child.itertext())
            # The line end after a line break is no space at the beginning of the next line.
            tail = child.tail.lstrip() if child.tail and child.tag == "br" else child.tail
            yield from _text(tail, has_blocks=has_blocks)

    def _element(self, element: ElementTree.Element, depth: int) -> Iterator[Node]:
        tag, classes = element.tag, element.get("class") or ""
        if tag == "br":
            yield ["br", []]
        elif tag == "hr":
            yield ["break", []]
        elif tag == "img":
            yield from self._image(element)
        elif classes == "footnote-ref":
            yield self._footnote(element, depth)
        elif classes == "footnote-back":
            return
        elif tag in _MONOSPACE:
            text = "".join(element.itertext())
            yield ["pre" if tag == "pre" else "code", [text]]
        elif tag in ("ul", "ol"):
            yield self._list(element, depth)
        elif tag == "table":
            yield from self._table(element, depth)
        else:
            kind, options = _kind(element, tag, classes)
            children = list(self._children(element, depth))
            if kind:
                yield [kind, children, options]
            else:
                yield from children

    def _image(self, element: ElementTree.Element) -> Iterator[Node]:
        alt = element.get("alt") or ""
        name = self.image_of(element.get("src") or "", alt)
        if name:
            yield ["image", [], {"file": name, "alt": alt}]
        elif alt:
            yield alt

    def _footnote(self, element: ElementTree.Element, depth: int) -> Node:
        link = element.find("a")
        # Only at its first mark, and with no note in it.
        goal = (link.get("href") or "")[1:] if link is not None else ""
        item = self.footnotes.pop(goal, None)
        if item is None:
            return ["super", ["".join(element.itertext()).strip("[]")]]
        nodes = list(self._children(item, max(depth, MAX_DEPTH - 5)))
        # Its first paragraph stands beside its number.
        first = nodes[:1]
        begin = first[0][1] if first and first[0][0] == "par" else first
        return ["footnote", [*begin, *nodes[1:]]]

    def _list(self, element: ElementTree.Element, depth: int) -> Node:
        items = [["item", list(self._children(item, depth))] for item in element.findall("li")]
        first = element.find("li")
        start = element.get("start") or (first.get("value") if first is not None else "") or "1"
        return [element.tag, items, {"start": min(int(start), 1_000_000)}]

    def _table(self, element: ElementTree.Element, depth: int) -> Iterator[Node]:
        """Spans of columns become empty cells: a table whose spans do not fit would stop Typst."""
        caption = element.find("caption")
        if caption is not None:
            yield ["caption", list(self._children(caption, depth))]
        rows = []
        for row in element.iter("tr"):
            cells: list[Node] = []
            for cell in row:
                kind = "strong" if cell.tag == "th" else "item"
                cells.append([kind, list(self._children(cell, depth))])
                cells += [""] * (min(int(cell.get("colspan") or 1), 20) - 1)
            rows.append(cells)
        columns = max(map(len, rows), default=0)
        if columns:
            cells = [cell for row in rows for cell in row + [""] * (columns - len(row))]
            yield ["table", cells, {"columns": columns}]


def _text(text: str | None, *, has_blocks: bool) -> Iterator[str]:
    """Yields nothing for the line ends between blocks, which would be paragraphs."""
    if text and not (has_blocks and text.isspace()):
        yield _SPACES.sub(" ", text)


def _kind(element: ElementTree.Element, tag: str, classes: str) -> tuple[str, dict[str, str]]:
    """Returns "" as the kind of an element that changes nothing."""
    direction = element.get("dir")
    options = {"dir": direction} if direction in ("ltr", "rtl") else {}
    if tag == "p":
        names = {"center": "center", "block-title": "label"}
        return names.get(classes, "par"), options
    if tag in ("h2", "h3", "h4", "h5", "h6"):
        return "heading", options
    if tag == "a":
        url = element.get("href") or ""
        return ("link", {"url": url}) if url.startswith(_SCHEMES) else ("", {})
    if tag == "span" and classes == "big":
        return "big", {}
    if tag in _BLOCKS:
        return _CONTAINERS.get(classes, _BLOCKS[tag]), options
    return _INLINE.get(tag, ""), {}

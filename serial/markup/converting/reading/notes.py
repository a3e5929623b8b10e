"""Finds footnotes and endnotes: a link to a place that has a link back.

Word, LibreOffice, Google Docs, pandoc, our own renderer and authors who make them by hand write
them in different ways, but all link both ways. Comments of Word and Google Docs do too, and are
told apart by the names of their anchors.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_LINKS: Final = 10_000

_BLOCKS: Final = frozenset({"aside", "blockquote", "dd", "div", "li", "p", "section", "td"})
_COMMENT_NAME: Final = re.compile(r"#?(?:_?cmnt|_msocom|_anchor|comment-?ref)", re.IGNORECASE)
_AROUND_REFERENCE: Final = "[]() \n"
# How many elements a link may be away from the block around it, or from its anchor's name.
_MAX_CLIMB: Final = 8


@dataclass
class Notes:
    """Nodes by their mem_id. Keys count from 1 in the order of the notes' texts.

    skipped: links back, lines above notes, and what belongs to comments.
    """

    references: dict[int, int] = field(default_factory=dict)
    bodies: dict[int, int] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    has_comments: bool = False


@dataclass(frozen=True)
class _Link:
    node: LexborNode
    order: int
    target: str
    names: frozenset[str]


def find_notes(parser: LexborHTMLParser) -> Notes:
    notes = Notes()
    links = [
        _Link(node, order, target, _names_around(node))
        for order, node in enumerate(parser.css("a[href*='#']")[:MAX_LINKS])
        if (target := (node.attributes.get("href") or "").partition("#")[2])
    ]
    if not links:
        return _own_notes(parser, notes)
    places = _Places(parser)
    back_links: dict[str, list[_Link]] = {}
    for link in links:
        back_links.setdefault(link.target, []).append(link)
    for link in links:
        _read_pair(link, back_links, places, notes)
    return _own_notes(parser, notes)


class _Places:
    """The blocks of the document that anchors name."""

    def __init__(self, parser: LexborHTMLParser) -> None:
        self.nodes: dict[str, LexborNode] = {}
        for node in parser.css("[id], a[name]"):
            for name in ("id", "name"):
                value = node.attributes.get(name)
                if value:
                    self.nodes.setdefault(value, node)

    def block(self, name: str) -> LexborNode | None:
        node = self.nodes.get(name)
        return _block_around(node) if node is not None else None


def _read_pair(
    link: _Link, back_links: dict[str, list[_Link]], places: _Places, notes: Notes
) -> None:
    """Notes the link as a reference if its target's block links back to it."""
    block = places.block(link.target)
    if block is None or link.node.mem_id in notes.skipped:
        return
    for name in link.names:
        for back in back_links.get(name, ())[:50]:
            if back.order > link.order and _is_inside(back.node, block):
                _add_pair(link, back, block, notes)
                return


def _add_pair(link: _Link, back: _Link, block: LexborNode, notes: Notes) -> None:
    notes.skipped.add(back.node.mem_id)
    body = _whole_note(block, link.node)
    _skip_line_above(body, notes)
    if _COMMENT_NAME.match(link.target) or _COMMENT_NAME.match(back.target):
        notes.has_comments = True
        notes.skipped |= {link.node.mem_id, body.mem_id}
        return
    key = notes.bodies.setdefault(body.mem_id, len(notes.bodies) + 1)
    notes.references[_with_superscript(link.node).mem_id] = key


def _names_around(node: LexborNode) -> frozenset[str]:
    """Returns the names of the link itself, and of elements that hold nothing but the link."""
    names: set[str | None] = set()
    climbed: LexborNode | None = node
    for _ in range(3):
        if climbed is None or climbed.tag in _BLOCKS:
            break
        names |= {climbed.attributes.get("id"), climbed.attributes.get("name")}
        before = climbed.prev
        if before is not None and before.tag == "a" and not before.attributes.get("href"):
            names |= {before.attributes.get("id"), before.attributes.get("name")}
        climbed = climbed.parent
    child = node.child
    if child is not None and child.tag not in ("-text", "-comment"):
        names |= {child.attributes.get("id"), child.attributes.get("name")}
    return frozenset(name for name in names if name)


def _block_around(node: LexborNode) -> LexborNode | None:
    climbed: LexborNode | None = node
    for _ in range(_MAX_CLIMB):
        if climbed is None or climbed.tag in _BLOCKS:
            return climbed
        climbed = climbed.parent
    return None


def _is_inside(node: LexborNode, block: LexborNode) -> bool:
    climbed: LexborNode | None = node
    for _ in range(_MAX_CLIMB):
        if climbed is None or climbed.mem_id == block.mem_id:
            return climbed is not None
        climbed = climbed.parent
    return False


def _whole_note(block: LexborNode, reference: LexborNode) -> LexborNode:
    """Returns the list item or the element that Word, LibreOffice and others put around a note."""
    parent = block.parent
    if parent is None or block.tag != "p" or parent.tag not in ("div", "li", "aside"):
        return block
    is_first = _previous_element(block) is None
    has_one = len(parent.css("a[href*='#']")) == 1
    return parent if is_first and has_one and not _is_inside(reference, parent) else block


def _with_superscript(node: LexborNode) -> LexborNode:
    """Returns the <sup> or <span> that holds nothing but the reference and brackets around it."""
    text = node.text().strip(_AROUND_REFERENCE)
    for _ in range(_MAX_CLIMB):
        parent = node.parent
        if parent is None or parent.tag not in ("sup", "span"):
            break
        if parent.text().strip(_AROUND_REFERENCE) != text:
            break
        node = parent
    return node


def _skip_line_above(body: LexborNode, notes: Notes) -> None:
    node: LexborNode | None = body
    for _ in range(3):
        if node is None:
            return
        before = _previous_element(node)
        while before is not None and before.tag == "br":
            before = _previous_element(before)
        if before is not None:
            if before.tag == "hr" and before.attributes.get("class") != "scene-break":
                notes.skipped.add(before.mem_id)
            return
        node = node.parent


def _previous_element(node: LexborNode) -> LexborNode | None:
    before = node.prev
    while before is not None and before.tag in ("-text", "-comment"):
        if before.tag == "-text" and (before.text_content or "").strip():
            return None
        before = before.prev
    return before


def _own_notes(parser: LexborHTMLParser, notes: Notes) -> Notes:
    """Adds notes in our own HTML that nothing refers to."""
    for item in parser.css("section.footnotes > ol > li"):
        notes.bodies.setdefault(item.mem_id, len(notes.bodies) + 1)
    return notes

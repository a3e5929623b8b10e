"""What elements mean in the HTML of AO3 and FanFicFare: chapters, notes, and what is left out."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from serial.manuscripts.documents import Block, Document, Role

# AO3's preface and afterword, and links between notes. The notes of the work stand in them.
_LEFT_OUT_IDS: Final = frozenset({"afterword", "preface"})
_LEFT_OUT_CLASSES: Final = frozenset({"endnote-link", "message"})
_TITLE_CLASSES: Final = frozenset({"heading", "toc-heading", "fff_chapter_title"})
_HEAD_NOTES: Final = "fff_head_notes"
_FOOT_NOTES: Final = "fff_foot_notes"
# Of "section0001", where FanFicFare's chapters begin.
_SECTION: Final = re.compile(r"section[0-9]{1,6}")
_CONTENTS: Final = "TOCTOP"
_LABELS: Final = frozenset(
    {"notes", "chapter notes", "end notes", "chapter end notes", "notes for the chapter"}
)
_SEE_NOTES: Final = re.compile(
    r"\(?see the end of the (?:work|chapter) for\s+(?:more\s+)?notes\.?\)?", re.IGNORECASE
)
# AO3's names of kinds of tags.
_TAG_KINDS: Final = {
    "fandom": "fandom",
    "relationship": "relationship",
    "character": "character",
    "additional tag": "freeform",
}


def role_of(node: LexborNode, outer: Role | None = None) -> Role | None:
    """Returns what an element means in files of these programs; `outer` if nothing of its own."""
    attributes = node.attributes
    identity = attributes.get("id") or ""
    classes = frozenset((attributes.get("class") or "").split())
    if identity.startswith("endnotes") or _FOOT_NOTES in classes:
        return Role.NOTE_AFTER
    if outer is Role.LEFT_OUT:
        is_note = is_userstuff(node) and _label_before(node) == "notes"
        return Role.NOTE_BEFORE if is_note else outer
    if identity in _LEFT_OUT_IDS or not _LEFT_OUT_CLASSES.isdisjoint(classes):
        return Role.LEFT_OUT
    if node.tag in ("h2", "h3") and not _TITLE_CLASSES.isdisjoint(classes):
        return Role.TITLE
    if _HEAD_NOTES in classes or ("meta" in classes and "group" in classes):
        return Role.NOTE_BEFORE
    return _role_in_fanficfare(node, classes) or outer


def _role_in_fanficfare(node: LexborNode, classes: frozenset[str]) -> Role | None:
    name = node.attributes.get("name") or ""
    if node.tag == "a" and _SECTION.fullmatch(name):
        return Role.TITLE
    if name == _CONTENTS:
        return Role.LEFT_OUT
    before = _element_before(node)
    if before is None:
        return None
    is_facts = node.tag == "table" and "full" in classes and before.tag in ("h1", "img")
    follows_contents = before.attributes.get("name") == _CONTENTS
    return Role.LEFT_OUT if is_facts or follows_contents else None


def is_userstuff(node: LexborNode) -> bool:
    """Whether it is what somebody wrote on AO3, which is a quotation in its HTML only."""
    classes = (node.attributes.get("class") or "").split()
    return node.tag == "blockquote" and "userstuff" in classes


def is_note_label(text: str) -> bool:
    """Whether the text only says that notes follow, or where they are."""
    line = text.strip()
    return line.rstrip(":").lower() in _LABELS or _SEE_NOTES.fullmatch(line) is not None


def read_preface(parser: LexborHTMLParser, document: Document) -> None:
    """Takes the title, the summary and the tags of AO3's preface."""
    preface = parser.css_first("#preface")
    if preface is None:
        return
    title = preface.css_first("h1")
    if title is not None:
        document.title = " ".join(title.text().split())
    for text in preface.css("blockquote"):
        if is_userstuff(text) and _label_before(text) == "summary":
            document.summary = text.inner_html or ""
    tags: list[tuple[str, str]] = []
    for name in preface.css("dl.tags dt"):
        kind = _TAG_KINDS.get(name.text().strip().rstrip(":").lower().removesuffix("s"), "")
        values = name.next
        while values is not None and values.tag != "dd":
            values = values.next
        if kind and values is not None:
            tags += [(kind, " ".join(link.text().split())) for link in values.css("a")]
    # Those of the preface have kinds; an EPUB's own list has not.
    document.tags = tags or document.tags


def move_work_notes(blocks: list[Block]) -> None:
    """Moves the notes of AO3's preface behind the title of the first chapter, in place."""
    first = next((i for i, block in enumerate(blocks) if block.role is Role.TITLE), 0)
    notes = [block for block in blocks[:first] if block.role is Role.NOTE_BEFORE]
    if notes:
        others = [block for block in blocks[:first] if block.role is not Role.NOTE_BEFORE]
        blocks[: first + 1] = [*others, blocks[first], *notes]


def _label_before(node: LexborNode) -> str:
    before = _element_before(node)
    return before.text().strip().rstrip(":").lower() if before is not None else ""


def _element_before(node: LexborNode) -> LexborNode | None:
    before = node.prev
    while before is not None and (before.tag or "").startswith("-"):
        before = before.prev
    return before

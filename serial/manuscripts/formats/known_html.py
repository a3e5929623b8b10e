"""What elements mean in the HTML of AO3 and FanFicFare: chapters, notes, and what is left out."""

from typing import Final

from selectolax.lexbor import LexborNode

from serial.manuscripts.documents import Role

# AO3's preface and afterword, and links between notes. Their "userstuff" is read on its own.
_LEFT_OUT_IDS: Final = frozenset({"afterword", "preface"})
_LEFT_OUT_CLASSES: Final = frozenset({"endnote-link", "message"})
_AO3_HEADINGS: Final = frozenset({"heading", "toc-heading"})
_BEFORE: Final = frozenset({"chapter notes", "notes", "chapter summary", "summary"})
_AFTER: Final = frozenset({"chapter end notes", "end notes"})


def role_of(node: LexborNode) -> Role | None:
    """Returns what an element means in files of these programs; None if nothing."""
    attributes = node.attributes
    identity = attributes.get("id") or ""
    classes = frozenset((attributes.get("class") or "").split())
    if identity in _LEFT_OUT_IDS or not _LEFT_OUT_CLASSES.isdisjoint(classes):
        return Role.LEFT_OUT
    if node.tag in ("h2", "h3") and not (_AO3_HEADINGS | {"fff_chapter_title"}).isdisjoint(classes):
        return Role.TITLE
    if identity.startswith("endnotes"):
        return Role.NOTE_AFTER
    if "meta" in classes and "group" in classes:
        return Role.NOTE_BEFORE
    return None


def is_note_label(text: str) -> bool:
    """Whether the text only says that notes or a summary follow."""
    return text.strip().rstrip(":").lower() in _BEFORE | _AFTER

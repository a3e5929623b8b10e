"""The styles of an .odt, with those that they are based on: what paragraphs and runs look like.

Automatic styles, which LibreOffice makes of direct formatting, stand in content.xml; those that
have names, in styles.xml. Unlike Word's, none of them turns over what another says.
"""

import re
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from serial.manuscripts.formats.looks import Look

_HEADING: Final = re.compile(r"heading[ _]?([1-9])", re.IGNORECASE)
_LENGTH: Final = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)(in|cm|mm|pt|pc|px)")
_POINTS: Final = {"in": 72, "cm": 28.35, "mm": 2.835, "pt": 1, "pc": 12, "px": 0.75}
_ALIGNMENTS: Final = {"center": "center", "end": "right", "right": "right"}
_BLACK: Final = frozenset({"#000000", "auto"})
# Styles can be based on each other in a circle.
_MAX_CHAIN: Final = 20
_MAX_LEVEL: Final = 9


@dataclass(frozen=True, slots=True)
class OdtLook(Look):
    ends_page: bool = False
    is_coloured: bool = False
    is_highlighted: bool = False


class Styles:
    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._lists: dict[str, dict[int, tuple[bool, int]]] = {}
        self._paragraph_looks: dict[str, OdtLook] = {}
        self._changes: dict[str, dict[str, object]] = {}

    def add(self, element: Element) -> None:
        """Adds a style, of text or of lists. Those of content.xml come last, and win."""
        if element.tag == "style":
            self._styles[element.get("family", ""), element.get("name", "")] = element
        elif element.tag == "default-style":
            self._defaults[element.get("family", "")] = element
        elif element.tag == "list-style":
            self._lists[element.get("name", "")] = dict(_list_levels(element))

    def paragraph_look(self, name: str) -> OdtLook:
        look = self._paragraph_looks.get(name)
        if look is None:
            look = self._paragraph_looks[name] = self._read_paragraph_look(name)
        return look

    def run_look(self, name: str, around: OdtLook) -> OdtLook:
        """Returns the look of a <text:span> with this style within another look."""
        changes = self._changes.get(name)
        if changes is None:
            changes = self._changes[name] = {}
            for element in self._chain("text", name):
                changes |= _text_changes(element)
        return replace(around, **changes) if changes else around  # type: ignore[arg-type]

    def numbering(self, list_name: str, level: int) -> tuple[bool, int]:
        """Returns whether a list is numbered at this level, from 0, and where it starts."""
        return self._lists.get(list_name, {}).get(level, (False, 1))

    def _chain(self, family: str, name: str) -> list[Element]:
        """Returns the style and those that it is based on, the first of them first."""
        chain: list[Element] = []
        while (family, name) in self._styles and len(chain) < _MAX_CHAIN:
            element = self._styles[family, name]
            chain.insert(0, element)
            name = element.get("parent-style-name", "")
        return chain

    def _read_paragraph_look(self, name: str) -> OdtLook:
        look = OdtLook()
        default = self._defaults.get("paragraph")
        if default is not None:
            look = _with_style(look, default)
        for element in self._chain("paragraph", name):
            own_name = element.get("display-name") or element.get("name") or ""
            heading = _HEADING.fullmatch(own_name.replace("_20_", " "))
            if heading:
                look = replace(look, level=int(heading[1]))
            level = element.get("default-outline-level")
            if level is not None:
                look = replace(look, level=read_level(level))
            if own_name == "Title":
                look = replace(look, is_title=True)
            look = _with_style(look, element)
        return look


def read_level(value: str) -> int:
    return min(int(value), _MAX_LEVEL) if re.fullmatch("[0-9]{1,3}", value) else 0


def _with_style(look: OdtLook, element: Element) -> OdtLook:
    changes = _text_changes(element)
    properties = element.find("paragraph-properties")
    if properties is not None:
        changes |= _paragraph_changes(properties)
    if element.get("master-page-name"):
        # The paragraph begins a page of another kind.
        changes["begins_page"] = True
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]


def _paragraph_changes(properties: Element) -> dict[str, object]:
    changes: dict[str, object] = {}
    if (align := properties.get("text-align")) is not None:
        changes["align"] = _ALIGNMENTS.get(align, "")
    if (indent := properties.get("margin-left")) is not None:
        changes["indent"] = _points(indent)
    if (before := properties.get("break-before")) is not None:
        changes["begins_page"] = before == "page"
    if (after := properties.get("break-after")) is not None:
        changes["ends_page"] = after == "page"
    # LibreOffice makes a line of "---": a border below, and no box.
    if properties.get("border") is not None:
        changes["has_line"] = False
    if (below := properties.get("border-bottom")) is not None:
        others = (properties.get(f"border-{side}", "none") for side in ("top", "left", "right"))
        changes["has_line"] = below != "none" and all(other == "none" for other in others)
    return changes


def _text_changes(style: Element) -> dict[str, object]:
    properties = style.find("text-properties")
    if properties is None:
        return {}
    changes: dict[str, object] = {}
    for name, value in properties.attrib.items():
        match name:
            case "font-style":
                changes["italic"] = value in ("italic", "oblique")
            case "font-weight":
                changes["bold"] = value == "bold" or value in ("600", "700", "800", "900")
            case "text-underline-style":
                changes["underline"] = value != "none"
            case "text-line-through-style" | "text-line-through-type":
                changes["strike"] = value != "none" and changes.get("strike", True)
            case "font-variant":
                changes["small_caps"] = value == "small-caps"
            case "text-position":
                changes["vertical"] = _vertical(value)
            case "display":
                changes["is_hidden"] = value == "none"
            case "color":
                changes["is_coloured"] = value.lower() not in _BLACK
            case "background-color":
                changes["is_highlighted"] = value != "transparent"
    return changes


def _vertical(value: str) -> str:
    """Reads "super 58%", "sub" or "-33% 58%"."""
    raised = value.partition(" ")[0]
    if raised in ("super", "sub"):
        return "sup" if raised == "super" else "sub"
    if raised.startswith("-"):
        return "sub"
    return "sup" if raised.rstrip("%").strip("0.") else ""


def _points(value: str) -> float:
    match = _LENGTH.fullmatch(value)
    return float(match[1]) * _POINTS[match[2]] if match else 0


def _list_levels(style: Element) -> list[tuple[int, tuple[bool, int]]]:
    levels = []
    for element in style:
        level = read_level(element.get("level", ""))
        start = read_level(element.get("start-value", "1")) or 1
        is_ordered = element.tag == "list-level-style-number" and bool(element.get("num-format"))
        levels.append((level - 1, (is_ordered, start)))
    return levels

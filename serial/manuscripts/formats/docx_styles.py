"""The styles of a .docx, with those that they are based on: what paragraphs and runs look like.

Bold, italic and others are toggles: a style of characters within a style of paragraphs turns them
over, and formatting of the run itself is final (ECMA-376, part 1, 17.7.3).
"""

import re
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from serial.manuscripts.formats.looks import Look

_OFF: Final = frozenset({"0", "false", "off", "none"})
_TOGGLES: Final = {"b": "bold", "i": "italic", "strike": "strike"}
_ALIGNMENTS: Final = {"center": "center", "right": "right", "end": "right"}
_TWIPS: Final = 20
_HEADING: Final = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
# Styles can be based on each other in a circle.
_MAX_CHAIN: Final = 20


@dataclass(frozen=True, slots=True)
class DocxLook(Look):
    """list_id: empty outside of lists. list_level: from 0."""

    list_id: str = ""
    list_level: int = 0


class Styles:
    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self.elements: dict[str, Element] = {}
        self.default = ""
        for style in styles.iter("style") if styles is not None else ():
            self.elements.setdefault(style.get("styleId", ""), style)
            if style.get("type") == "paragraph" and is_value_on(style.get("default", "0")):
                self.default = style.get("styleId", "")
        self.lists = _read_lists(numbering)
        self._paragraph_looks: dict[str, DocxLook] = {}
        self._character_looks: dict[str, dict[str, object]] = {}

    def paragraph_look(self, properties: Element | None) -> DocxLook:
        style = _value(properties, "pStyle") or self.default
        look = self._paragraph_looks.get(style)
        if look is None:
            look = self._paragraph_looks[style] = self._look_of_style(style)
        return look if properties is None else _with_paragraph(look, properties)

    def run_look(self, properties: Element | None, paragraph: DocxLook) -> DocxLook:
        if properties is None:
            return paragraph
        style = _value(properties, "rStyle")
        look = paragraph
        if style:
            changes = self._character_looks.get(style)
            if changes is None:
                changes = self._character_looks[style] = self._changes_of_style(style)
            toggled = {
                name: (value != getattr(paragraph, name) if name in _TOGGLES.values() else value)
                for name, value in changes.items()
            }
            look = replace(look, **toggled)  # type: ignore[arg-type]
        changes = _run_changes(properties)
        return replace(look, **changes) if changes else look  # type: ignore[arg-type]

    def numbering(self, list_id: str, level: int) -> tuple[bool, int]:
        """Returns whether a list is numbered at this level, and where it starts."""
        return self.lists.get((list_id, level), (False, 1))

    def _chain(self, style: str) -> list[Element]:
        """Returns the style and those that it is based on, the first of them first."""
        chain: list[Element] = []
        while style in self.elements and len(chain) < _MAX_CHAIN:
            chain.insert(0, self.elements[style])
            style = _value(self.elements[style], "basedOn")
        return chain

    def _look_of_style(self, style: str) -> DocxLook:
        look = DocxLook()
        for element in self._chain(style):
            name = _value(element, "name")
            heading = _HEADING.fullmatch(name)
            if heading:
                look = replace(look, level=int(heading[1]))
            look = replace(look, is_title=name.lower() == "title")
            properties = element.find("pPr")
            if properties is not None:
                look = _with_paragraph(look, properties)
            of_runs = element.find("rPr")
            if of_runs is not None:
                look = replace(look, **_run_changes(of_runs))  # type: ignore[arg-type]
        return look

    def _changes_of_style(self, style: str) -> dict[str, object]:
        changes: dict[str, object] = {}
        for element in self._chain(style):
            properties = element.find("rPr")
            if properties is not None:
                changes.update(_run_changes(properties))
        return changes


def is_on(element: Element) -> bool:
    return is_value_on(element.get("val", "1"))


def is_value_on(value: str) -> bool:
    return value.lower() not in _OFF


def _value(parent: Element | None, tag: str) -> str:
    child = parent.find(tag) if parent is not None else None
    return child.get("val", "") if child is not None else ""


def _with_paragraph(look: DocxLook, properties: Element) -> DocxLook:
    changes: dict[str, object] = {}
    for child in properties:
        match child.tag:
            case "jc":
                changes["align"] = _ALIGNMENTS.get(child.get("val", ""), "")
            case "ind":
                value = child.get("left") or child.get("start") or ""
                if re.fullmatch(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?", value):
                    changes["indent"] = float(value) / _TWIPS
            case "outlineLvl":
                level = child.get("val", "")
                changes["level"] = int(level) + 1 if level in set("012345678") else 0
            case "pageBreakBefore":
                changes["begins_page"] = is_on(child)
            case "numPr":
                # 0 takes the paragraph out of the list of its style.
                number, level = _value(child, "numId"), _value(child, "ilvl")
                if number:
                    changes["list_id"] = "" if number == "0" else number
                if level:
                    changes["list_level"] = int(level) if level in set("012345678") else 0
            case "pBdr":
                changes["has_line"] = _has_line(child)
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]


def _has_line(borders: Element) -> bool:
    """Whether there is a line below, and no box: Word makes one of "---"."""
    sides = {side.tag for side in borders if side.get("val") not in ("nil", "none", None)}
    return sides == {"bottom"}


def _run_changes(properties: Element) -> dict[str, object]:
    changes: dict[str, object] = {}
    for child in properties:
        tag = child.tag
        if tag in _TOGGLES:
            changes[_TOGGLES[tag]] = is_on(child)
        elif tag == "dstrike":
            changes["strike"] = is_on(child)
        elif tag == "u":
            changes["underline"] = is_value_on(child.get("val", "single"))
        elif tag == "smallCaps":
            changes["small_caps"] = is_on(child)
        elif tag == "vanish":
            changes["is_hidden"] = is_on(child)
        elif tag == "vertAlign":
            changes["vertical"] = {"superscript": "sup", "subscript": "sub"}.get(
                child.get("val", ""), ""
            )
    return changes


def _read_lists(numbering: Element | None) -> dict[tuple[str, int], tuple[bool, int]]:
    """Returns by id and level of a list whether it is numbered, and where it starts."""
    if numbering is None:
        return {}
    abstract: dict[str, dict[int, tuple[bool, int]]] = {}
    for element in numbering.iter("abstractNum"):
        levels = abstract.setdefault(element.get("abstractNumId", ""), {})
        for level in element.iter("lvl"):
            number = level.get("ilvl", "")
            start = _value(level, "start")
            if number in set("012345678"):
                kind = _value(level, "numFmt")
                first = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
                levels[int(number)] = (kind not in ("bullet", "none", ""), first)
    return {
        (element.get("numId", ""), level): values
        for element in numbering.iter("num")
        for level, values in abstract.get(_value(element, "abstractNumId"), {}).items()
    }

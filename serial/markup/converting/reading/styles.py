"""The style of an element, as far as it means something in prose."""

import re
from functools import partial
from typing import Final, NamedTuple

from serial.markup.converting.reading.style_sheets import (
    Declarations,
    StyleSheet,
    parse_declarations,
)


class Style(NamedTuple):
    """indent: the left margin in points, of this element and those around it.

    white_space: "" (collapsed), "pre" (kept), or "pre-line" (only line ends are kept).
    letters: "", "uppercase", "lowercase", or "small-caps".
    """

    italic: bool = False
    bold: bool = False
    strike: bool = False
    underline: bool = False
    vertical: str = ""
    align: str = ""
    indent: float = 0
    white_space: str = ""
    letters: str = ""
    hidden: bool = False
    mso: str = ""


_BOLD_WEIGHT: Final = 600
_TAG_STYLES: Final[dict[str, dict[str, object]]] = {
    **dict.fromkeys(("b", "strong"), {"bold": True}),
    **dict.fromkeys(("em", "i", "address"), {"italic": True}),
    **dict.fromkeys(("del", "s", "strike"), {"strike": True}),
    **dict.fromkeys(("u", "ins"), {"underline": True}),
    "center": {"align": "center"},
    "sub": {"vertical": "sub"},
    "sup": {"vertical": "sup"},
    **dict.fromkeys(("pre", "listing"), {"white_space": "pre"}),
}
_ALIGNMENTS: Final = {
    "center": "center",
    "-webkit-center": "center",
    "-moz-center": "center",
    "middle": "center",
    "right": "right",
    "end": "right",
    "-webkit-right": "right",
    "left": "",
    "start": "",
    "justify": "",
}
_WHITE_SPACE: Final = {
    **dict.fromkeys(("pre", "pre-wrap", "break-spaces"), "pre"),
    "pre-line": "pre-line",
    **dict.fromkeys(("normal", "nowrap"), ""),
}
_TRANSFORMS: Final = {"uppercase": "uppercase", "lowercase": "lowercase", "none": ""}
_VERTICAL: Final = {"super": "sup", "sub": "sub"}
# In points, by unit.
_LENGTH: Final = re.compile(
    r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?|-?\.[0-9]{1,6})(pt|px|in|cm|mm|pc|em|rem)"
)
_POINTS: Final = {
    "pt": 1,
    "px": 0.75,
    "in": 72,
    "cm": 28.35,
    "mm": 2.835,
    "pc": 12,
    "em": 12,
    "rem": 12,
}
_MAX_CACHED: Final = 10_000


class Cascade:
    """Computes styles, and remembers them: a document has few different ones."""

    def __init__(self, sheet: str) -> None:
        self.sheet = StyleSheet(sheet)
        self.computed: dict[tuple[Style, str, str, str, str], Style] = {}

    def compute(self, parent: Style, tag: str, attributes: dict[str, str | None]) -> Style:
        get = partial(_get, attributes)
        key = (parent, tag, get("class"), get("style"), get("align"))
        style = self.computed.get(key)
        if style is None:
            if len(self.computed) >= _MAX_CACHED:
                self.computed.clear()
            style = self.computed[key] = self._compute(*key)
        return style

    def _compute(self, parent: Style, tag: str, classes: str, inline: str, align: str) -> Style:
        style = parent._replace(**_TAG_STYLES.get(tag, {}))  # type: ignore[arg-type]
        declarations = self.sheet.find(tag, classes)
        if align.lower() in _ALIGNMENTS:
            # Over the style sheet, unlike in browsers: LibreOffice aligns paragraphs by the
            # attribute, and writes "p { text-align: left }" for all.
            declarations = {**declarations, "text-align": align.lower()}
        if inline:
            declarations = {**declarations, **parse_declarations(inline)}
        return _apply(style, declarations) if declarations or style.mso else style


def _get(attributes: dict[str, str | None], name: str) -> str:
    return attributes.get(name) or ""


def _apply(style: Style, declarations: Declarations) -> Style:
    changes: dict[str, object] = {"mso": _mso(declarations)}
    for name, value in declarations.items():
        match name:
            case "font":
                changes["italic"] = bool(re.search(r"\b(?:italic|oblique)\b", value))
                changes["bold"] = bool(re.search(r"\bbold|\b[6-9]00\b", value))
            case "font-style":
                changes["italic"] = _is_italic(value, style.italic)
            case "font-weight":
                changes["bold"] = _is_bold(value, style.bold)
            case "text-decoration" | "text-decoration-line":
                # An element's "none" does not end the line of the element around it.
                changes["underline"] = style.underline or "underline" in value
                changes["strike"] = style.strike or "line-through" in value
            case "vertical-align" if value in _VERTICAL:
                changes["vertical"] = _VERTICAL[value]
            case "text-align" if value in _ALIGNMENTS:
                changes["align"] = _ALIGNMENTS[value]
            case "white-space" if value in _WHITE_SPACE:
                changes["white_space"] = _WHITE_SPACE[value]
            case "text-transform" if value in _TRANSFORMS:
                changes["letters"] = _TRANSFORMS[value]
            case "font-variant" | "font-variant-caps":
                is_small = "small-caps" in value
                changes["letters"] = "small-caps" if is_small else style.letters
            case "display" | "visibility" | "mso-hide":
                changes["hidden"] = style.hidden or value in ("none", "hidden", "all")
            case "margin-left" | "margin-inline-start" | "padding-left":
                changes["indent"] = style.indent + _points(value)
            case "margin":
                changes["indent"] = style.indent + _points(_left_margin(value))
    return style._replace(**changes)  # type: ignore[arg-type]


def _mso(declarations: Declarations) -> str:
    """Returns what Word notes about an element: "list:l0 level1 lfo1", "tab-count:1" …"""
    return ";".join(
        f"{name[4:]}:{value}"
        for name, value in declarations.items()
        if name.startswith("mso-") and name != "mso-hide"
    )


def _is_italic(value: str, inherited: bool) -> bool:
    if value.startswith(("italic", "oblique")):
        return True
    return inherited and value not in ("normal", "initial")


def _is_bold(value: str, inherited: bool) -> bool:
    if value.isdigit():
        return int(value[:5]) >= _BOLD_WEIGHT
    if value in ("bold", "bolder"):
        return True
    return inherited and value not in ("normal", "lighter", "initial")


def _left_margin(shorthand: str) -> str:
    """Returns the last value if there are one, two or four, else the second."""
    values = shorthand.split()
    return values[1] if len(values) == 3 else shorthand.rpartition(" ")[2]


def _points(value: str) -> float:
    match = _LENGTH.fullmatch(value)
    return float(match[1]) * _POINTS[match[2]] if match else 0

"""What characters and paragraphs of RTF look like, as control words change it."""

import re
from typing import Any, Final, NamedTuple

_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_ALIGNMENTS: Final = {"ql": "", "qj": "", "qd": "", "qc": "center", "qr": "right"}
_SWITCHES: Final = {
    "b": "bold",
    "i": "italic",
    "strike": "strike",
    "striked": "strike",
    "scaps": "small_caps",
    "v": "is_hidden",
    "deleted": "is_deleted",
    "revised": "is_inserted",
}
_UNDERLINES: Final = frozenset(
    {"ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulhwave", "ulldash", "ulth", "ulthd"}
    | {"ulthdash", "ulthdashd", "ulthdashdd", "ulthldash", "ululdbwave", "ulw", "ulwave"}
)
_VERTICAL: Final = {"super": "sup", "sub": "sub", "nosupersub": ""}
_SIDES: Final = {"brdrt": "t", "brdrb": "b", "brdrl": "l", "brdrr": "r", "box": "x"}
_TWIPS: Final = 20
_MAX_LEVEL: Final = 8


class TextLook(NamedTuple):
    """colour, highlight: the number in the table; 0 for none. vertical: "sup", "sub" or empty."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    small_caps: bool = False
    vertical: str = ""
    is_hidden: bool = False
    is_deleted: bool = False
    is_inserted: bool = False
    colour: int = 0
    highlight: int = 0
    font: int = -1


class ParagraphLook(NamedTuple):
    """level: of a heading, from 1. indent: in points. borders: the sides, as "tb"."""

    style: int = 0
    level: int = 0
    align: str = ""
    indent: float = 0
    begins_page: bool = False
    is_in_table: bool = False
    list_id: int = 0
    list_level: int = 0
    borders: str = ""


class Style(NamedTuple):
    level: int = 0
    is_title: bool = False


PLAIN: Final = TextLook()
DEFAULT: Final = ParagraphLook()


def change_text(look: TextLook, word: str, number: int | None) -> TextLook | None:
    """Returns the look after a control word; None if the word changes no text."""
    is_on = number != 0
    if word in _SWITCHES:
        changes: dict[str, Any] = {_SWITCHES[word]: is_on}
        return look._replace(**changes)
    if word in _UNDERLINES:
        return look._replace(underline=is_on)
    if word in _VERTICAL:
        return look._replace(vertical=_VERTICAL[word] if is_on else "")
    match word:
        case "plain":
            return PLAIN
        case "ulnone":
            return look._replace(underline=False)
        case "cf":
            return look._replace(colour=number or 0)
        case "highlight":
            return look._replace(highlight=number or 0)
        case "f":
            return look._replace(font=number or 0)
    return None


def change_paragraph(look: ParagraphLook, word: str, number: int | None) -> ParagraphLook | None:
    """Returns the look after a control word; None if the word changes no paragraph."""
    if word in _ALIGNMENTS:
        return look._replace(align=_ALIGNMENTS[word])
    if word in _SIDES:
        side = _SIDES[word]
        return look._replace(borders=look.borders.replace(side, "") + side)
    match word:
        case "pard":
            return DEFAULT
        case "s":
            return look._replace(style=number or 0)
        case "outlinelevel":
            return look._replace(level=level_of_outline(number))
        case "li" | "lin":
            return look._replace(indent=(number or 0) / _TWIPS)
        case "pagebb":
            return look._replace(begins_page=number != 0)
        case "intbl":
            return look._replace(is_in_table=True)
        case "ls":
            return look._replace(list_id=number or 0)
        case "ilvl":
            return look._replace(list_level=min(max(number or 0, 0), _MAX_LEVEL))
        case "brdrnone" | "brdrnil":
            return look._replace(borders=look.borders[:-1])
    return None


def level_of_outline(number: int | None) -> int:
    """Returns the level of a heading, from 1; 0 for text, which has the outline level 9."""
    return number + 1 if number is not None and 0 <= number <= _MAX_LEVEL else 0


def read_style(name: str, level: int) -> Style:
    """level: what the style itself says, or 0."""
    heading = _HEADING.fullmatch(name)
    return Style(level or (int(heading[1]) if heading else 0), name.lower() == "title")

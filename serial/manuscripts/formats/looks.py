"""What paragraphs and runs look like, and the marks of the text that follow from it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from serial.markup.converting.document import EM, STRIKE, STRONG, UNDERLINE, Mark


class TextLook(Protocol):
    """vertical: "sup", "sub" or empty. Looks are hashable: marks_of caches its results."""

    @property
    def bold(self) -> bool: ...
    @property
    def italic(self) -> bool: ...
    @property
    def strike(self) -> bool: ...
    @property
    def underline(self) -> bool: ...
    @property
    def small_caps(self) -> bool: ...
    @property
    def vertical(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Look:
    """level: of a heading, from 1. align: "center", "right" or empty. indent: in points.

    vertical: "sup", "sub" or empty.
    """

    level: int = 0
    is_title: bool = False
    align: str = ""
    indent: float = 0
    begins_page: bool = False
    has_line: bool = False
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    small_caps: bool = False
    vertical: str = ""
    is_hidden: bool = False


@lru_cache(maxsize=1_000)
def marks_of(look: TextLook) -> tuple[Mark, ...]:
    pairs = (
        (look.bold, STRONG),
        (look.italic, EM),
        (look.strike, STRIKE),
        (look.underline, UNDERLINE),
        (bool(look.vertical), Mark(look.vertical)),
        (look.small_caps, Mark("small-caps")),
    )
    return tuple(mark for is_on, mark in pairs if is_on)

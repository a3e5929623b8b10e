"""The tables at the beginning of an RTF file: fonts, colours, styles and lists."""

from dataclasses import dataclass, field
from typing import Final

from serial.manuscripts.formats.rtf.characters import codec_of_charset, codec_of_code_page
from serial.manuscripts.formats.rtf.looks import Style, level_of_outline, read_style

_BULLET: Final = 23
_NO_NUMBER: Final = 255
# In one file.
_MAX_ROWS: Final = 10_000
_MAX_NAME_LENGTH: Final = 200


@dataclass(slots=True)
class Tables:
    """codecs: by font. lists: whether they are numbered and where they start, by list and level."""

    codecs: dict[int, str] = field(default_factory=dict)
    is_black: list[bool] = field(default_factory=list)
    styles: dict[int, Style] = field(default_factory=dict)
    lists: dict[int, list[tuple[bool, int]]] = field(default_factory=dict)
    list_ids: dict[int, int] = field(default_factory=dict)
    # Of the row that is being read.
    font: int = 0
    colour: int = 0
    style: int = 0
    level: int = 0
    name: str = ""
    levels: list[tuple[bool, int]] = field(default_factory=list)
    list_id: int = 0

    def numbering(self, list_id: int, level: int) -> tuple[bool, int]:
        levels = self.lists.get(self.list_ids.get(list_id, 0), [])
        return levels[level] if level < len(levels) else (False, 1)

    def is_coloured(self, colour: int) -> bool:
        return 0 < colour < len(self.is_black) and not self.is_black[colour]

    def read_font(self, word: str, number: int | None) -> None:
        if word == "f":
            self.font = number or 0
        elif word in ("fcharset", "cpg") and len(self.codecs) < _MAX_ROWS:
            read = codec_of_charset if word == "fcharset" else codec_of_code_page
            if codec := read(number or 0):
                self.codecs[self.font] = codec

    def read_colour(self, word: str, number: int | None) -> None:
        if word in ("red", "green", "blue"):
            self.colour |= number or 0

    def end_colours(self, count: int) -> None:
        """count: of semicolons. The first colour is that of the program, and has no numbers."""
        for _semicolon in range(count):
            if len(self.is_black) < _MAX_ROWS:
                self.is_black.append(self.colour == 0)
            self.colour = 0

    def begin_style(self) -> None:
        self.style, self.level, self.name = 0, 0, ""

    def read_style(self, word: str, number: int | None) -> None:
        if word == "s":
            self.style = number or 0
        elif word == "outlinelevel":
            self.level = level_of_outline(number)

    def add_to_style_name(self, text: str) -> None:
        """The name of a style ends with a semicolon."""
        self.name = (self.name + text)[:_MAX_NAME_LENGTH]
        if ";" in self.name and len(self.styles) < _MAX_ROWS:
            name = self.name.partition(";")[0].strip()
            self.styles[self.style] = read_style(name, self.level)
            self.name = ""

    def read_list(self, word: str, number: int | None) -> None:
        match word:
            case "list":
                self.levels = []
            case "listlevel" if len(self.levels) < 9:
                self.levels.append((True, 1))
            case "levelnfc" | "levelnfcn" if self.levels:
                is_ordered = number not in (_BULLET, _NO_NUMBER)
                self.levels[-1] = (is_ordered, self.levels[-1][1])
            case "levelstartat" if self.levels:
                self.levels[-1] = (self.levels[-1][0], min(max(number or 1, 0), 9_999))
            case "listid" if len(self.lists) < _MAX_ROWS:
                self.lists[number or 0] = self.levels

    def read_override(self, word: str, number: int | None) -> None:
        if word == "listid":
            self.list_id = number or 0
        elif word == "ls" and len(self.list_ids) < _MAX_ROWS:
            self.list_ids[number or 0] = self.list_id

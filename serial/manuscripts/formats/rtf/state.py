"""What holds within a group of an RTF file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from serial.manuscripts.formats.rtf.flow import Flow
from serial.manuscripts.formats.rtf.looks import DEFAULT, PLAIN, ParagraphLook, TextLook
from serial.markup.converting.document import Mark, Run


class Place(Enum):
    """What the text of a group is."""

    TEXT = auto()
    FONTS = auto()
    COLOURS = auto()
    STYLES = auto()
    LISTS = auto()
    OVERRIDES = auto()
    INFO = auto()
    # Read into State.text: the code of a field, a title, an author and the like.
    VALUE = auto()
    PICTURE = auto()
    SHAPE = auto()


@dataclass(slots=True)
class Picture:
    """start, end: where the data is in the file. suffix: of the kind; empty if it is no raster."""

    suffix: str = ""
    start: int = 0
    end: int = 0
    is_binary: bool = False
    description: str = ""


@dataclass(slots=True)
class Shape:
    """runs: of its pictures."""

    runs: list[Run] = field(default_factory=list)
    has_text: bool = False
    description: str = ""


@dataclass(slots=True)
class State:
    """What holds within a group. text: what is collected in the place VALUE."""

    place: Place
    flow: Flow
    look: TextLook = PLAIN
    paragraph: ParagraphLook = DEFAULT
    fallback: int = 1
    link: Mark | None = None
    code: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    picture: Picture | None = None
    shape: Shape | None = None
    is_starred: bool = False
    is_contents: bool = False
    # Called when the group closes.
    end: Callable[[], None] | None = None

    def begin_value(self, text: list[str]) -> None:
        """Reads the text of this group into a list."""
        self.place, self.text = Place.VALUE, text

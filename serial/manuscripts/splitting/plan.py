"""The plan: which blocks of a document become which chapter. It can be changed before use."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self


class Method(StrEnum):
    """What chapters begin with."""

    FORMAT = "format"
    HEADINGS = "headings"
    LINES = "lines"
    NUMBERS = "numbers"
    PAGES = "pages"
    FILES = "files"
    NONE = "none"


class Doubt(StrEnum):
    """Why a chapter may not be one."""

    SHORT = "short"
    FRONT_MATTER = "front matter"
    TOO_LONG = "too long"
    SAME = "same"


@dataclass(slots=True)
class PlannedChapter:
    """Blocks `start` to `end`: first those of the title, the note before until `body`, and from
    `body_end` the note after.

    titles: how many blocks are the title. part: of which the first chapter is this.
    doubt_about: the number of the other chapter that it is the same as, from 1.
    updates, revision: the chapter of the story that it is a newer text of. is_unchanged: it is not
    newer.
    """

    start: int
    end: int
    body: int
    body_end: int
    titles: int = 0
    title: str = ""
    part: str = ""
    is_numbered: bool = True
    is_selected: bool = True
    doubt: str = ""
    doubt_about: int = 0
    updates: int | None = None
    revision: int | None = None
    is_unchanged: bool = False

    def has_note_before(self) -> bool:
        return self.start + self.titles < self.body

    def has_note_after(self) -> bool:
        return self.body_end < self.end


@dataclass(slots=True)
class Plan:
    """method: how it was split. methods: those by which the document has chapters at all."""

    method: str
    chapters: list[PlannedChapter] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        chapters = [PlannedChapter(**each) for each in values["chapters"]]
        return cls(values["method"], chapters, list(values["methods"]))

    def starting_at(self, block: int) -> PlannedChapter | None:
        return next((each for each in self.chapters if each.start == block), None)

    def selected(self) -> Sequence[PlannedChapter]:
        return [chapter for chapter in self.chapters if chapter.is_selected]

from dataclasses import dataclass
from enum import StrEnum


class SlipKind(StrEnum):
    ASTERISK = "asterisk"
    UNCLOSED_QUOTATION = "unclosed quotation"
    UNOPENED_QUOTATION = "unopened quotation"
    DOUBLED_WORD = "doubled word"
    LIST = "list"
    TAG = "tag"
    ATTRIBUTE = "attribute"
    LINK = "link"
    WEB_LINK = "web link"
    LANGUAGE = "language"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    PICTURE = "picture"


@dataclass(frozen=True)
class Edit:
    """Replaces the source from `start` to `end` by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Slip:
    """A place to check: `start` and `end` are offsets in the source.

    fix: what to change, in the order of the source, if there is only one right way; else empty.
    """

    kind: SlipKind
    start: int
    end: int
    fix: tuple[Edit, ...] = ()

from dataclasses import dataclass
from enum import StrEnum


class SlipKind(StrEnum):
    ASTERISK = "asterisk"
    UNCLOSED_QUOTATION = "unclosed quotation"
    UNOPENED_QUOTATION = "unopened quotation"
    LIST = "list"
    TAG = "tag"
    ATTRIBUTE = "attribute"
    LINK = "link"
    LANGUAGE = "language"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    PICTURE = "picture"


@dataclass(frozen=True)
class Slip:
    """A place to check: `start` and `end` are offsets in the source."""

    kind: SlipKind
    start: int
    end: int

"""What a text beyond the limit of formatting has most of."""

import re
from enum import StrEnum
from typing import Final

from serial.markup.options import Options
from serial.markup.sanitizing.characters import clean_source
from serial.markup.syntax.parsing import has_too_much_markup


class MarkupKind(StrEnum):
    TABLES = "tables"
    LISTS = "lists"
    QUOTATIONS = "quotations"
    LINKS = "links"
    EMPHASIS = "emphasis"
    TAGS = "tags"
    LINES = "lines"


# The units of work that a match of each stands for (syntax/work_limit.py).
_MARKS: Final = {
    MarkupKind.TABLES: (re.compile(r"\|"), 3),
    MarkupKind.LISTS: (re.compile(r"^[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]", re.MULTILINE), 5),
    MarkupKind.QUOTATIONS: (re.compile(r"(?:^|(?<=>)|(?<=> ))>", re.MULTILINE), 5),
    MarkupKind.LINKS: (re.compile(r"\[|\]\(|://"), 5),
    MarkupKind.EMPHASIS: (re.compile(r"[*_~`]"), 1),
    MarkupKind.TAGS: (re.compile(r"</?[a-zA-Z]"), 2),
    MarkupKind.LINES: (re.compile(r"\n"), 2),
}


def find_too_much(source: str, options: Options) -> MarkupKind | None:
    """Returns what a text that is shown as typed has most of; None if it is formatted."""
    source = clean_source(source)
    if not has_too_much_markup(source, options):
        return None
    return max(_MARKS, key=lambda kind: _work(source, *_MARKS[kind]))


def _work(source: str, mark: re.Pattern[str], units: int) -> int:
    return len(mark.findall(source)) * units

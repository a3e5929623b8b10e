"""The paragraphs of a source, roughly: without parsing it."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# Also a line of a quotation that has no text.
_GAP: Final = re.compile(r"\n[^\S\n]*(?:>[> \t]*)?(?=\n)")


class Paragraph(NamedTuple):
    text: str
    start: int


def split_source(source: str) -> Iterator[Paragraph]:
    """Yields the stretches between blank lines, each with its offset in the source."""
    start = 0
    for gap in _GAP.finditer(source):
        if gap.start() > start:
            yield Paragraph(source[start : gap.start()], start)
        start = gap.end() + 1
    if start < len(source):
        yield Paragraph(source[start:], start)


def line_starts(source: str) -> list[int]:
    """Returns the offset at which each line begins."""
    return [0, *(match.end() for match in re.finditer("\n", source))]

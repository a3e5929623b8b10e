"""Tags and pictures that the page will not show, with their places in the source."""

import re
from collections import defaultdict
from collections.abc import Iterator

from serial.markup.checking.paragraphs import line_starts
from serial.markup.checking.slip import Slip, SlipKind
from serial.markup.hidden_tags import find_hidden_tags
from serial.markup.options import Options


def find_hidden(source: str, options: Options) -> Iterator[Slip]:
    tags = find_hidden_tags(source, options)
    if not tags:
        return
    starts = line_starts(source)
    searched: dict[int, int] = defaultdict(int)
    for tag in tags:
        line_start = starts[min(tag.line, len(starts)) - 1]
        line_end = source.find("\n", line_start)
        line_end = len(source) if line_end < 0 else line_end
        pattern = re.compile(rf"<{re.escape(tag.name)}[^>]*>?|!\[", re.IGNORECASE)
        found = pattern.search(source, max(line_start, searched[line_start]), line_end)
        start, end = found.span() if found else (line_start, line_end)
        searched[line_start] = end
        kind = SlipKind.PICTURE if tag.name == "img" else SlipKind.TAG
        yield Slip(kind, start, end)

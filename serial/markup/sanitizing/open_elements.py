"""The elements that are open while HTML is written again: blocks, and inline elements in them."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from serial.markup.sanitizing.content_model import REMOVED_IF_EMPTY

_END_TAG: Final = re.compile(r"</([a-z][a-z0-9-]*)", re.IGNORECASE)
_ID: Final = re.compile(r' id="[^"]*"')


class Output:
    """The HTML written so far, in parts; parts from some index on can be taken back."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.skips_line_end = False

    def write(self, html: str) -> None:
        if self.skips_line_end:
            self.skips_line_end = False
            html = html.removeprefix("\n")
        self.parts.append(html)

    def take_back(self, start: int) -> None:
        """Removes the parts from this index on; the line end after them will be left out too."""
        del self.parts[start:]
        self.skips_line_end = True

    def trim(self, start: int) -> None:
        """Removes white space and line breaks at the end, but nothing before this index."""
        while len(self.parts) > start and self.parts[-1].startswith("<br"):
            del self.parts[-1]
        if len(self.parts) > start:
            self.parts[-1] = self.parts[-1].rstrip(" \t\n")


@dataclass(slots=True)
class Block:
    """An open block.

    name: of the element whose end tag closes it.
    model: the element whose rules its content follows; "div" if the tag itself was removed.
    start: index in the output of its start tag.
    inline_count: how many inline elements were open before it.
    is_shown: it contains something that can be seen.
    """

    name: str
    model: str
    start: int
    inline_count: int
    is_shown: bool = False
    has_summary: bool = True

    @property
    def is_removed(self) -> bool:
        return self.name != self.model

    @property
    def is_empty(self) -> bool:
        return not self.is_shown and self.model in REMOVED_IF_EMPTY


class InlineElements:
    """The open inline elements, from the outermost.

    Only the first of them are written in the block that is open now. The others were opened
    before the block, and are written again as soon as it has text: an emphasis over several
    paragraphs is an element in each of them.
    """

    def __init__(self, html: str, output: Output) -> None:
        self.html = html
        self.output = output
        self.names: list[str] = []
        self.tags: list[str] = []
        self.written = 0
        # Repeated tags may at most double the length of the text: "<b><b><b>" before a thousand
        # paragraphs would make it fifty times as long.
        self.budget = 2 * len(html)

    def open(self, name: str, tag: str) -> None:
        self.names.append(name)
        self.tags.append(tag)

    def write(self) -> None:
        """Writes the start tags that the open block does not have yet."""
        if self.written == len(self.names):
            return
        if self.budget < 0:
            self.drop(self.written)
        for index in range(self.written, len(self.names)):
            self.output.write(self.tags[index])
            self.budget -= len(self.tags[index])
            self.tags[index] = _ID.sub("", self.tags[index])
        self.written = len(self.names)

    def end(self, name: str, position: int) -> int:
        """Closes the innermost element of this name; returns its index, or -1 if none is open.

        The elements inside it stay open if they have an end tag of their own after this position.
        """
        index = len(self.names) - 1
        while index >= 0 and self.names[index] != name:
            index -= 1
        if index >= 0:
            self.close_written(index)
            del self.names[index], self.tags[index]
            self.drop_unended(index, position)
        return index

    def close_written(self, start: int = 0) -> None:
        """Writes the end tags of the elements from this index on."""
        if self.written <= start:
            return
        for name in reversed(self.names[start : self.written]):
            self.output.write(f"</{name}>")
        self.written = start

    def drop(self, start: int) -> None:
        del self.names[start:], self.tags[start:]

    def drop_unended(self, start: int, position: int) -> None:
        """Forgets the elements from this index on that have no end tag after this position."""
        if start < len(self.names):
            ended = [
                (name, tag)
                for name, tag in zip(self.names[start:], self.tags[start:], strict=True)
                if self._last_end_tags.get(name, -1) >= position
            ]
            self.drop(start)
            for name, tag in ended:
                self.open(name, tag)

    @cached_property
    def _last_end_tags(self) -> dict[str, int]:
        return {match[1].lower(): match.start() for match in _END_TAG.finditer(self.html)}

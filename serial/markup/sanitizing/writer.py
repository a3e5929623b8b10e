"""Writes HTML again, element by element, so that each stands where it may stand."""

import re
from collections import Counter
from typing import Final

from serial.invisible_characters import has_visible_text
from serial.markup.containers import CONTAINERS
from serial.markup.elements import ENDED_BY
from serial.markup.sanitizing.content_model import (
    ENDS,
    IMPLIED_CHILDREN,
    PARAGRAPH_PARENTS,
    PARENTS,
    RUBY_TEXTS,
    TEXT_BLOCKS,
)
from serial.markup.sanitizing.open_elements import Block, InlineElements, Output

# Browsers limit nesting to 512 levels, and EPUB readers to fewer.
MAX_DEPTH: Final = 100

_WHITE_SPACE: Final = " \t\n\r\f"
_CLASS: Final = re.compile(r' class="([a-z]+)')
_HOLD_NO_TEXT: Final = PARAGRAPH_PARENTS | IMPLIED_CHILDREN.keys() | {"colgroup"}
_DEFAULT_SUMMARY: Final = "Details"


class Writer:
    """position: offset in the HTML of the tag that is being written."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.position = 0
        self.output = Output()
        self.inlines = InlineElements(html, self.output)
        self.blocks = [Block("", "", 0, 0)]
        self.open_counts: Counter[str] = Counter()
        # End tags that are still to come of elements that ended with their parent.
        self.ended_early: Counter[str] = Counter()

    @property
    def block(self) -> Block:
        return self.blocks[-1]

    @property
    def is_between_paragraphs(self) -> bool:
        block = self.blocks[-1]
        return not self.inlines.names and block.model in PARAGRAPH_PARENTS and block.has_summary

    def add_paragraphs(self, html: str) -> None:
        self.output.write(html)
        self.block.is_shown = True

    def add_text(self, text: str) -> None:
        if not text.strip(_WHITE_SPACE):
            self.output.write(text)
        elif has_visible_text(text):
            if self._open_parents_of_text():
                text = text.lstrip(_WHITE_SPACE)
            self._write_shown(text)
        else:
            self._write_invisible(text)

    def add_void(self, name: str, html: str) -> None:
        if name == "hr":
            self._leave_text()
            self._open_parents()
            self.output.write(html)
            self.block.is_shown = True
        elif name == "col":
            if self.block.model in ("colgroup", "table"):
                self.output.write(html)
        elif name == "img":
            self._open_parents_of_text()
            self._write_shown(html)
        else:
            self._write_invisible(html)

    def open_inline(self, name: str, tag: str) -> None:
        if name == "bdo" and " dir=" not in tag:
            return
        if name in RUBY_TEXTS:
            if "ruby" not in self.inlines.names:
                return
            for other in RUBY_TEXTS:
                self.end_inline(other)
        if name == "a":
            self.end_inline(name)
        if len(self.blocks) + len(self.inlines.names) < MAX_DEPTH:
            self.inlines.open(name, tag)
            if self._holds_text(self.block):
                self.inlines.write()

    def end_inline(self, name: str) -> None:
        index = self.inlines.end(name, self.position)
        if index >= 0:
            for block in reversed(self.blocks):
                if block.inline_count <= index:
                    break
                block.inline_count -= 1

    def open_block(self, name: str, tag: str) -> None:
        self._leave_text()
        if name not in PARENTS:
            self._open_parents()
        elif not self._return_to_parent(name):
            self._open_parents()
            tag = ""
        self._push(name, tag)

    def end_block(self, name: str) -> None:
        if self.ended_early[name]:
            self.ended_early[name] -= 1
        elif self.open_counts[name]:
            while self.block.name != name:
                ended = self.block.name
                self._close(is_implied=True)
                if ended not in ENDED_BY:
                    self.ended_early[ended] += 1
            self._close()

    def finish(self) -> str:
        while len(self.blocks) > 1:
            self._close(is_implied=True)
        self.inlines.close_written()
        return "".join(self.output.parts)

    def _holds_text(self, block: Block) -> bool:
        """Whether text may be written in this block without another element around it."""
        return block.model not in _HOLD_NO_TEXT

    def _write_shown(self, html: str) -> None:
        self.inlines.write()
        self.output.write(html)
        self.block.is_shown = True

    def _write_invisible(self, html: str) -> None:
        """Writes spaces and line breaks in text, but none between paragraphs."""
        if self._holds_text(self.block):
            self.output.write(html)
        else:
            self.output.skips_line_end = True

    def _leave_text(self) -> None:
        """Ends the paragraph that is open, if any, before a block."""
        self.inlines.close_written()
        if self.block.model in TEXT_BLOCKS:
            self._close(is_implied=True)

    def _open_parents(self) -> None:
        """Opens the elements that must stand between the open block and what comes next."""
        if self.block.model == "colgroup":
            self._close()
        while child := IMPLIED_CHILDREN.get(self.block.model):
            self._push(child, f"<{child}>")
        self._write_missing_summary()

    def _open_parents_of_text(self) -> bool:
        """The same before text; returns True if any element was opened."""
        if self.block.model == "colgroup":
            self._close()
        if self._holds_text(self.block):
            return False
        self._open_parents()
        if self.block.model in PARAGRAPH_PARENTS:
            self._push("p", "<p>")
        return True

    def _write_missing_summary(self) -> None:
        block = self.block
        if not block.has_summary:
            block.has_summary = True
            class_name = _CLASS.search(self.output.parts[block.start])
            container = CONTAINERS.get(class_name[1]) if class_name else None
            label = container.default_label if container else _DEFAULT_SUMMARY
            self.output.write(f"<summary>{label}</summary>")

    def _return_to_parent(self, name: str) -> bool:
        """Closes what ends where such an element begins; returns False if it has no parent."""
        index = len(self.blocks) - 1
        while self.blocks[index].model in ENDS.get(name, ()):
            index -= 1
        parent = self.blocks[index]
        if parent.model not in PARENTS[name]:
            return False
        if name == "summary" and (parent.has_summary or parent.is_shown):
            return False
        if name == "caption" and parent.is_shown:
            return False
        while len(self.blocks) - 1 > index:
            self._close(is_implied=True)
        parent.has_summary = True
        if name in ("td", "th") and parent.model != "tr":
            self._push("tr", "<tr>")
        return True

    def _push(self, name: str, tag: str) -> None:
        """Opens a block; without a tag, or too deep, only its text will be kept."""
        if len(self.blocks) + len(self.inlines.names) >= MAX_DEPTH:
            tag = ""
        model = name if tag else "div"
        start, inline_count = len(self.output.parts), len(self.inlines.names)
        self.blocks.append(Block(name, model, start, inline_count, has_summary=model != "details"))
        self.open_counts[name] += 1
        if tag:
            self.output.write(tag)

    def _close(self, *, is_implied: bool = False) -> None:
        self.inlines.close_written()
        block = self.blocks.pop()
        self.open_counts[block.name] -= 1
        self._end_inlines_of(block)
        if block.is_removed:
            self.block.is_shown |= block.is_shown
        elif block.is_empty:
            self.output.take_back(block.start)
            self.block.has_summary &= block.model != "summary"
        else:
            if is_implied and block.model == "p":
                self.output.trim(block.start + 1)
            self.output.write(f"</{block.model}>")
            self.block.is_shown |= block.model != "colgroup"

    def _end_inlines_of(self, block: Block) -> None:
        """Inline elements do not outlast their parent, except paragraphs and removed elements."""
        if block.inline_count == len(self.inlines.names):
            return
        if block.model in TEXT_BLOCKS or block.is_removed:
            self.inlines.drop_unended(block.inline_count, self.position)
        else:
            self.inlines.drop(block.inline_count)

"""Finds out whether a quote has words of a folded passage, such as a spoiler."""

from collections.abc import Iterator
from functools import cached_property

from serial.markup.paragraphs.blocks import Block, split_into_blocks
from serial.markup.paragraphs.digests import normalize_text
from serial.markup.paragraphs.folds import find_folds
from serial.markup.plain_text import plain_text


class FoldedText:
    """The folded passages of one rendered text."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.folds = find_folds(html)

    @cached_property
    def blocks(self) -> dict[int, Block]:
        return {block.id: block for block in split_into_blocks(self.html) if block.id}

    def has_words_of(self, quote: str, paragraph_id: int | None) -> bool:
        """paragraph_id: where the quote begins; None or an unknown id: anywhere in the text.

        A quote may begin in one paragraph and end in another. A quote that is not in the text (any
        more) counts as folded if its paragraph is.
        """
        if not self.folds:
            return False
        block = self.blocks.get(paragraph_id or 0)
        start = block.start if block else 0
        if any(fold.start < start < fold.end for fold in self.folds):
            return True
        passage = _squeeze(quote.rstrip("…"))
        pieces = [(_squeeze(plain_text(html)), folded) for html, folded in self._pieces(start)]
        begin = "".join(text for text, _folded in pieces).find(passage)
        end = begin + len(passage)
        position = 0
        for text, is_folded in pieces:
            if is_folded and 0 <= begin < position + len(text) and position < end:
                return True
            position += len(text)
        return False

    def _pieces(self, start: int) -> Iterator[tuple[str, bool]]:
        """Yields the HTML from `start` on in pieces, and whether each piece is folded."""
        for fold in self.folds:
            if fold.end > start:
                yield self.html[start : fold.start], False
                yield self.html[fold.start : fold.end], True
                start = fold.end
        yield self.html[start:], False


def _squeeze(text: str) -> str:
    """Selected text has no certain white space between two paragraphs."""
    return "".join(normalize_text(text).split())

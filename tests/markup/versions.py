"""Versions of a text that is saved again and again, with the paragraph ids of its blocks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from serial.markup.paragraphs.aligning import align
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock


@dataclass(frozen=True)
class Version:
    texts: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    history: ParagraphHistory = ParagraphHistory()
    splits: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def first(cls, texts: Iterable[str]) -> Self:
        """Returns the first version; its ids are 1, 2, 3 …"""
        return cls().next(texts)

    def next(self, texts: Iterable[str]) -> Self:
        """Returns the next version; stores the history as JSON, as saving a chapter does."""
        new = tuple(texts)
        alignment = align(self.blocks, new, self.history)
        history = ParagraphHistory.from_json(alignment.history.as_json())
        return type(self)(new, alignment.ids, history, alignment.splits)

    @property
    def blocks(self) -> Sequence[PreviousBlock]:
        return [PreviousBlock(*pair) for pair in zip(self.ids, self.texts, strict=True)]

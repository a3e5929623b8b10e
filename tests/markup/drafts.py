"""A text that is saved again and again, with the ids that its blocks have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from serial.markup.paragraphs.aligning import align
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock


@dataclass(frozen=True)
class Draft:
    texts: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    history: ParagraphHistory = ParagraphHistory()
    splits: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Saved once: its ids are 1, 2, 3 …"""
        return cls().saved(texts)

    def saved(self, texts: Iterable[str]) -> Self:
        """The next version; the history goes by way of JSON, as it does between two saves."""
        new = tuple(texts)
        found = align(self.placed, new, self.history)
        history = ParagraphHistory.from_json(found.history.as_json())
        return type(self)(new, found.ids, history, found.splits)

    @property
    def placed(self) -> Sequence[PreviousBlock]:
        return [PreviousBlock(*pair) for pair in zip(self.ids, self.texts, strict=True)]

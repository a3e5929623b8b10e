"""What somebody searches for in the texts of a story."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from unicodedata import normalize

from serial.markup.searching.folding import fold, fold_sequences

# A search with one of these is about the source: formatting, addresses, HTML.
_SOURCE_SIGNS: Final = frozenset("*_~\\`[]<>/")
_ADDRESS: Final = re.compile(r"\w\.\w")


@dataclass(frozen=True, kw_only=True)
class Query:
    """text: one line. The searched words are found whatever quotation marks and dashes they have.

    matches_capitals: "Rose" does not find "rose". whole_words: "Ann" does not find "Annual".
    """

    text: str
    matches_capitals: bool = False
    whole_words: bool = False

    @cached_property
    def needle(self) -> str:
        """What is looked for in a folded text. Empty if the query finds nothing."""
        text = normalize("NFC", " ".join(self.text.split()))
        return fold_sequences(fold(text, matches_capitals=self.matches_capitals))

    @cached_property
    def is_of_source(self) -> bool:
        """Whether it looks for signs of the markup, which are skipped otherwise."""
        return not _SOURCE_SIGNS.isdisjoint(self.text) or bool(_ADDRESS.search(self.text))

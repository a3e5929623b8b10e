"""Numbers that depend on a seed and a name only: the same on every machine, for good."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Seed:
    value: str

    def fraction(self, name: str) -> float:
        """Returns a number from 0 to below 1."""
        digest = hashlib.sha256(f"{self.value}/{name}".encode()).digest()
        return int.from_bytes(digest[:6]) / 2**48

    def between(self, name: str, low: float, high: float) -> float:
        return low + (high - low) * self.fraction(name)

    def integer(self, name: str, low: int, high: int) -> int:
        """Returns an integer from `low` to `high`, both included."""
        return low + int((high - low + 1) * self.fraction(name))

    def choice(self, name: str, values: Sequence[T]) -> T:
        return values[self.integer(name, 0, len(values) - 1)]

"""What is remembered of a text from one save to the next, so that what went can come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class PreviousBlock:
    """A block of the version before."""

    id: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ParagraphHistory:
    """next_id: greater than any id that was ever given.

    forms: the digest of a text to the ids of the blocks that had it and now have another or
    are gone; oldest first. lost: the id of a block that is gone to that of the block that stood
    before it, 0 if none did. absorbed: the id of a block that went into another to that one's.
    """

    next_id: int = 1
    forms: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    lost: Mapping[int, int] = field(default_factory=dict)
    absorbed: Mapping[int, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Forms as a list: the keys of an object may come back from a database in any order."""
        return {
            "next_id": self.next_id,
            "forms": [[key, *ids] for key, ids in self.forms.items()],
            "lost": {str(key): value for key, value in self.lost.items()},
            "absorbed": {str(key): value for key, value in self.absorbed.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """An empty object is an empty history."""
        return cls(
            next_id=kept.get("next_id", 1),
            forms={key: tuple(ids) for key, *ids in kept.get("forms", ())},
            lost={int(key): value for key, value in kept.get("lost", {}).items()},
            absorbed={int(key): value for key, value in kept.get("absorbed", {}).items()},
        )

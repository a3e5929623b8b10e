"""What is stored about the former paragraphs of a text, so that they can get their ids back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self


@dataclass(frozen=True)
class PreviousBlock:
    """A block of the previous version: its paragraph id and its plain text."""

    id: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ParagraphHistory:
    """The former paragraphs of one text.

    next_id: greater than any paragraph id that was ever assigned.
    former_ids: maps the digest of a text to the ids of the paragraphs that once had this text
        and now have another or are gone; oldest first.
    deleted: maps the id of a deleted paragraph to the id of the paragraph before it, or to 0 if
        it was the first.
    absorbed: maps the id of a paragraph that was merged into another to the id of that one.
    sketches: maps the id of a deleted or absorbed paragraph, or of one that absorbed another, to
        sketches of its former texts; oldest first.
    """

    next_id: int = 1
    former_ids: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    deleted: Mapping[int, int] = field(default_factory=dict)
    absorbed: Mapping[int, int] = field(default_factory=dict)
    sketches: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def with_lost_passage(self, preceding_id: int) -> tuple[int, "ParagraphHistory"]:
        """Returns a new id, and a history in which it is deleted after this paragraph.

        For what was anchored to a passage that is gone, in a paragraph that keeps its id.
        """
        lost_id = self.next_id
        deleted = {**self.deleted, lost_id: preceding_id}
        return lost_id, replace(self, next_id=lost_id + 1, deleted=deleted)

    def as_json(self) -> dict[str, object]:
        """Returns an object for a JSONField.

        former_ids and sketches become lists, because a database may return the keys of an object
        in any order.
        """
        return {
            "next_id": self.next_id,
            "former_ids": [[digest, *ids] for digest, ids in self.former_ids.items()],
            "deleted": {str(key): value for key, value in self.deleted.items()},
            "absorbed": {str(key): value for key, value in self.absorbed.items()},
            "sketches": [[key, *sketches] for key, sketches in self.sketches.items()],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:  # JSON has no types.
        """Reads what as_json() returned. An empty object is an empty history."""
        return cls(
            next_id=stored.get("next_id", 1),
            former_ids={digest: tuple(ids) for digest, *ids in stored.get("former_ids", ())},
            deleted={int(key): value for key, value in stored.get("deleted", {}).items()},
            absorbed={int(key): value for key, value in stored.get("absorbed", {}).items()},
            sketches={key: tuple(sketches) for key, *sketches in stored.get("sketches", ())},
        )

"""What an action on comments sets: read, applied, undone and stored in the action log."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from accounts.models import User
from serial.comments.models import Comment, CommentAction

# What is changed: a Comment for most kinds.
Subject = TypeVar("Subject")


class ActionRefused(Exception):
    """Raised when the action is not possible. str(error) is the message for the user."""


@dataclass(frozen=True)
class Change(ABC, Generic[Subject]):
    """The value that actions of one kind set. The fields of each subclass are its parts.

    CommentAction stores two of them as JSON: `before` and `after` the action.
    """

    kind: ClassVar[CommentAction.Kind]

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:  # A JSONField has no types.
        return cls(**stored)

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    @abstractmethod
    def subject_of(cls, action: CommentAction) -> Subject:
        """Returns what the action changed. No query after `load_for_undo`."""

    @abstractmethod
    def read(self, subject: Subject) -> Self:
        """Returns the present value of what this change sets."""

    @abstractmethod
    def apply(
        self, subject: Subject, by: User | None, *, undoes: CommentAction | None = None
    ) -> CommentAction | None:
        """Sets the value and logs it. Returns None if nothing changed. Raises ActionRefused."""

    @classmethod
    def undo(cls, action: CommentAction, by: User | None) -> CommentAction | None:
        """Sets the value before the action again. Returns and raises what `apply` does."""
        return cls.from_json(action.before).apply(cls.subject_of(action), by, undoes=action)

    @classmethod
    def is_unchanged_since(cls, action: CommentAction) -> bool:
        """Returns whether the value is still the one that the action set."""
        after = cls.from_json(action.after)
        return after.read(cls.subject_of(action)) == after

    def log(
        self,
        before: Self,
        by: User | None,
        undoes: CommentAction | None,
        *,
        story_id: int,
        chapter_id: int | None = None,
        comment: Comment | None = None,
        has_decision: bool = False,
    ) -> CommentAction:
        """has_decision: as of CommentAction. It is stored in the same transaction."""
        return CommentAction.objects.create(
            kind=self.kind,
            story_id=story_id,
            chapter_id=chapter_id,
            comment=comment,
            before=before.to_json(),
            after=self.to_json(),
            by=by,
            undoes=undoes,
            has_decision=has_decision,
        )

"""What review needs to know of a thing, and what can be done with it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from django.utils.translation import gettext

from accounts.models import User
from serial.comments.models import CommentAction
from serial.moderation.choices import DecisionKind, SubjectKind
from serial.moderation.models import Decision, ReviewItem

# JSON, as Decision stores it.
Values = dict[str, object]


@dataclass(frozen=True)
class Applied:
    """What a decision did: the values before and after it, and the entry of a comment's log."""

    before: Values
    after: Values
    action: CommentAction | None = None

    @property
    def is_change(self) -> bool:
        return self.before != self.after


class Subject(ABC):
    """A thing under review. There is one subclass for each SubjectKind (registry.py)."""

    kind: ClassVar[SubjectKind]

    @classmethod
    @abstractmethod
    def load(cls, item: ReviewItem) -> Self:
        """Returns the thing that this item reviews."""

    @classmethod
    @abstractmethod
    def lock(cls, item: ReviewItem) -> Self:
        """Like `load`; locks the thing until the transaction ends. The item is locked after it."""

    @abstractmethod
    def item_fields(self) -> dict[str, object]:
        """Returns the field of ReviewItem that refers to this thing: {name: value}."""

    @abstractmethod
    def revision(self) -> int:
        """Increases with every edit. A decision is made on the revision that was seen."""

    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def label(self) -> str:
        """Returns what it is called, in plain text."""

    @abstractmethod
    def text(self) -> str:
        """What a moderator reads; empty if nothing may be read any more."""

    @abstractmethod
    def member_id(self) -> int | None:
        """Whom decisions about it concern; None for guests and deleted accounts."""

    @abstractmethod
    def story_id(self) -> int | None: ...

    def concerned(self) -> set[int | None]:
        """All members whom decisions about it concern: they do not decide on it."""
        return {self.member_id()}

    @abstractmethod
    def apply(self, kind: DecisionKind, value: Mapping[str, object], by: User | None) -> Applied:
        """Does what a decision of this kind does. The thing is locked. Raises ActionRefused."""

    @abstractmethod
    def restore(self, decision: Decision, by: User | None) -> Applied:
        """Restores what was before this decision. The thing is locked. Raises ActionRefused."""

    def is_later(self, revision: int, than: int) -> bool:
        """Whether the thing was edited between these two revisions of it."""
        return revision > than

    def ip_hash_id(self) -> int | None:
        """Of the guest who wrote it, while it is known."""
        return None

    def is_held(self) -> bool:
        """Whether it awaits a decision before others see it."""
        return False

    def is_hidden(self) -> bool:
        """Whether moderators hid it, so that it can be restored."""
        return False

    def is_public(self) -> bool:
        """Whether others can read it. Only asked where a kind of decision depends on it."""
        return True

    def finding_count(self) -> int:
        """How many checks found something in its present revision."""
        return 0

    def reach(self) -> int:
        """About how many people see it; 0 while nobody does."""
        return 0

    def is_reviewable(self) -> bool:
        """Whether there is still something to decide on."""
        return True

    def gone_message(self) -> str:
        """What a moderator reads if it is not reviewable any more."""
        return gettext("This was deleted. There is nothing to decide on any more.")

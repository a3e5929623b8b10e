"""What is under review and was deleted: its records stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext

from accounts.models import User
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision, ReviewItem
from serial.moderation.subjects.base import Applied, Subject


@dataclass(frozen=True)
class GoneSubject(Subject):
    """Nothing can be decided about it. Undoing a decision ends its sanction."""

    item: ReviewItem

    @classmethod
    def load(cls, item: ReviewItem) -> Self:
        return cls(item)

    @classmethod
    def lock(cls, item: ReviewItem) -> Self:
        """There is only the item, which is locked next."""
        return cls(item)

    def item_fields(self) -> dict[str, object]:
        return {}

    def revision(self) -> int:
        return self.item.revision

    def url(self) -> str:
        return ""

    def label(self) -> str:
        return gettext("%(kind)s, deleted") % {"kind": self.item.get_kind_display()}

    def text(self) -> str:
        return ""

    def member_id(self) -> int | None:
        return self.item.member_id

    def story_id(self) -> int | None:
        return self.item.on_story_id

    def apply(self, kind: DecisionKind, value: Mapping[str, object], by: User | None) -> Applied:
        return Applied({}, {})

    def restore(self, decision: Decision, by: User | None) -> Applied:
        return Applied({}, {})

    def is_reviewable(self) -> bool:
        return False

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, cast

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.library.counts import told_count
from serial.moderation.choices import SubjectKind
from serial.moderation.models import ReviewItem
from serial.moderation.subjects.hidable import HidableSubject
from serial.moderation.subjects.stories import first_author_id
from serial.stories import taking_down
from serial.stories.models import Announcement


@dataclass(frozen=True)
class AnnouncementSubject(HidableSubject):
    """It is hidden for one reason at a time; a legal order is the stronger one."""

    announcement: Announcement
    kind = SubjectKind.ANNOUNCEMENT

    @classmethod
    def load(cls, item: ReviewItem) -> Self:
        rows = Announcement.objects.select_related("story")
        return cls(rows.get(pk=cast(int, item.announcement_id)))

    @classmethod
    def lock(cls, item: ReviewItem) -> Self:
        rows = Announcement.objects.select_for_update(of=("self",)).select_related("story")
        return cls(rows.get(pk=cast(int, item.announcement_id)))

    def item_fields(self) -> dict[str, object]:
        return {"announcement": self.announcement}

    def revision(self) -> int:
        return self.announcement.revision

    def label(self) -> str:
        return f"{self.announcement.story.title}, {self.announcement.title}"

    def url(self) -> str:
        return self.announcement.get_absolute_url()

    def text(self) -> str:
        return f"{self.announcement.title}\n\n{self.announcement.body}"

    def member_id(self) -> int | None:
        return first_author_id(self.announcement.story_id)

    def story_id(self) -> int | None:
        return self.announcement.story_id

    def reach(self) -> int:
        """The followers who are told of it; other readers are not counted."""
        is_seen = self.announcement.is_published() and not self.announcement.taken_down_for
        return told_count(self.announcement.story) if is_seen else 0

    def is_reviewable(self) -> bool:
        announcement = self.announcement
        return announcement.deleted_at is None and announcement.story.deleted_at is None

    def hidden_for(self) -> Sequence[str]:
        reason = self.announcement.taken_down_for
        return [reason] if reason else []

    def take_down(self, reason: TakedownReason, by: User | None) -> None:
        taking_down.take_down_announcement(self.announcement, reason, by)

    def put_back(self, reason: TakedownReason, by: User | None) -> None:
        taking_down.put_back_announcement(self.announcement, by)

"""Pen names and profiles: their pages and pictures."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, cast

from accounts.models import MemberProfile, PenName, User
from accounts.takedown_reasons import TakedownReason
from serial.moderation.choices import SubjectKind
from serial.moderation.models import ReviewItem
from serial.moderation.subjects.fingerprints import fingerprint_of
from serial.moderation.subjects.hidable import HidableSubject


class PersonSubject(HidableSubject):
    """It is hidden for one reason at a time; a legal order is the stronger one."""

    @abstractmethod
    def row(self) -> PenName | MemberProfile: ...

    def label(self) -> str:
        return str(self.row())

    def url(self) -> str:
        return self.row().get_absolute_url()

    def member_id(self) -> int | None:
        return self.row().user_id

    def story_id(self) -> int | None:
        return None

    def revision(self) -> int:
        return fingerprint_of(self.text(), self.row().picture.name)

    def is_later(self, revision: int, than: int) -> bool:
        """Fingerprints have no order."""
        return revision != than

    def hidden_for(self) -> Sequence[str]:
        reason = self.row().taken_down_for
        return [reason] if reason else []

    def take_down(self, reason: TakedownReason, by: User | None) -> None:
        self._save(reason)

    def put_back(self, reason: TakedownReason, by: User | None) -> None:
        self._save("")

    def _save(self, reason: str) -> None:
        row = self.row()
        row.taken_down_for = reason
        row.save(update_fields=["taken_down_for"])


@dataclass(frozen=True)
class PenNameSubject(PersonSubject):
    pen_name: PenName
    kind = SubjectKind.PEN_NAME

    @classmethod
    def load(cls, item: ReviewItem) -> Self:
        return cls(PenName.objects.get(pk=cast(int, item.pen_name_id)))

    @classmethod
    def lock(cls, item: ReviewItem) -> Self:
        return cls(PenName.objects.select_for_update().get(pk=cast(int, item.pen_name_id)))

    def row(self) -> PenName:
        return self.pen_name

    def item_fields(self) -> dict[str, object]:
        return {"pen_name": self.pen_name}

    def text(self) -> str:
        row = self.pen_name
        return "\n\n".join(filter(None, (row.name, row.biography, row.links)))


@dataclass(frozen=True)
class ProfileSubject(PersonSubject):
    profile: MemberProfile
    kind = SubjectKind.PROFILE

    @classmethod
    def load(cls, item: ReviewItem) -> Self:
        profiles = MemberProfile.objects.select_related("user")
        return cls(profiles.get(pk=cast(int, item.profile_id)))

    @classmethod
    def lock(cls, item: ReviewItem) -> Self:
        return cls(MemberProfile.objects.select_for_update().get(pk=cast(int, item.profile_id)))

    def row(self) -> MemberProfile:
        return self.profile

    def item_fields(self) -> dict[str, object]:
        return {"profile": self.profile}

    def text(self) -> str:
        row = self.profile
        return "\n\n".join(filter(None, (row.name, row.about, row.links)))


def subject_of_person(row: PenName | MemberProfile) -> PersonSubject:
    return PenNameSubject(row) if isinstance(row, PenName) else ProfileSubject(row)

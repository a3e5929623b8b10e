from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.core.files.storage import default_storage
from django.utils.translation import gettext

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.moderation.choices import SubjectKind
from serial.moderation.models import ReviewItem
from serial.moderation.subjects.hidable import HidableSubject
from serial.moderation.subjects.shown_pictures import ShownBy, put_back_on, take_off


@dataclass(frozen=True)
class ImageSubject(HidableSubject):
    """A file of the default storage. Its name is random, and another picture has another name.

    on_story and owner_id: of the story or person that shows it.
    """

    name: str
    on_story: int | None
    owner_id: int | None
    kind = SubjectKind.IMAGE

    @classmethod
    def load(cls, item: ReviewItem) -> Self:
        return cls(item.image, item.on_story_id, item.member_id)

    @classmethod
    def lock(cls, item: ReviewItem) -> Self:
        """A file has no row but its item, which is locked next."""
        return cls.load(item)

    def item_fields(self) -> dict[str, object]:
        return {"image": self.name}

    def revision(self) -> int:
        return 0

    def label(self) -> str:
        return gettext("Picture")

    def url(self) -> str:
        return default_storage.url(self.name)

    def text(self) -> str:
        return ""

    def member_id(self) -> int | None:
        return self.owner_id

    def story_id(self) -> int | None:
        return self.on_story

    def hidden_for(self) -> Sequence[str]:
        reasons = ReviewItem.objects.filter(image=self.name).exclude(taken_down_for="")
        return list(reasons.values_list("taken_down_for", flat=True))

    def take_down(self, reason: TakedownReason, by: User | None) -> None:
        for item in ReviewItem.objects.filter(image=self.name):
            shown_by = item.shown_by or take_off(self.name)
            self._save(reason, shown_by)

    def put_back(self, reason: TakedownReason, by: User | None) -> None:
        for item in ReviewItem.objects.filter(image=self.name):
            put_back_on(self.name, item.shown_by)
            self._save("", {})

    def _save(self, reason: str, shown_by: ShownBy) -> None:
        items = ReviewItem.objects.filter(image=self.name)
        items.update(taken_down_for=reason, shown_by=shown_by)

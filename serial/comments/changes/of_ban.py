from dataclasses import dataclass, replace
from typing import Self

from django.db import transaction

from accounts.models import User
from serial.comments.changes.base import Change
from serial.comments.models import CommentAction, StoryBan
from serial.stories.models import Story


@dataclass(frozen=True)
class BanChange(Change[Story]):
    """Bans a member, or the guests of an IP hash, from a story, or lifts the ban."""

    kind = CommentAction.Kind.BAN
    user_id: int | None
    ip_hash_id: int | None
    banned: bool

    @classmethod
    def subject_of(cls, action: CommentAction) -> Story:
        return action.story

    def read(self, subject: Story) -> Self:
        commenter = (self.user_id, self.ip_hash_id)
        bans = subject.bans.all()
        return replace(self, banned=any((ban.user_id, ban.ip_hash_id) == commenter for ban in bans))

    @transaction.atomic
    def apply(
        self, subject: Story, by: User | None, *, undoes: CommentAction | None = None
    ) -> CommentAction | None:
        """Returns None for a commenter who is unknown: the account or IP hash may be deleted."""
        commenter = {"user_id": self.user_id, "ip_hash_id": self.ip_hash_id}
        bans = StoryBan.objects.filter(story=subject, **commenter)
        if bans.exists() == self.banned or not any(commenter.values()):
            return None
        if self.banned:
            ban = StoryBan(story=subject, **commenter)
            StoryBan.objects.bulk_create([ban], ignore_conflicts=True)
        else:
            bans.delete()
        before = replace(self, banned=not self.banned)
        return self.log(before, by, undoes, story_id=subject.pk)

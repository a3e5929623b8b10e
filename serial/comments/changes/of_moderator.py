from dataclasses import dataclass, replace
from typing import Self

from django.db import transaction

from accounts.models import User
from serial.comments.changes.base import Change
from serial.comments.models import CommentAction, StoryModerator
from serial.stories.models import Story


@dataclass(frozen=True)
class ModeratorChange(Change[Story]):
    """Lets a member moderate the comments of a story, or ends that."""

    kind = CommentAction.Kind.MODERATOR
    user_id: int | None
    appointed: bool

    @classmethod
    def subject_of(cls, action: CommentAction) -> Story:
        return action.story

    def read(self, subject: Story) -> Self:
        moderators = {row.user_id for row in subject.moderators.all()}
        return replace(self, appointed=self.user_id in moderators)

    @transaction.atomic
    def apply(
        self, subject: Story, by: User | None, *, undoes: CommentAction | None = None
    ) -> CommentAction | None:
        """Returns None for an account that was deleted."""
        user = User.objects.filter(pk=self.user_id).first() if self.user_id else None
        rows = StoryModerator.objects.filter(story=subject, user=user)
        if user is None or rows.exists() == self.appointed:
            return None
        if self.appointed:
            row = StoryModerator(story=subject, user=user)
            StoryModerator.objects.bulk_create([row], ignore_conflicts=True)
        else:
            rows.delete()
        before = replace(self, appointed=not self.appointed)
        return self.log(before, by, undoes, story_id=subject.pk)

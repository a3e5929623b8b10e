"""Changes of the comment settings of a story or of one chapter."""

from dataclasses import dataclass
from typing import Self, cast

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.changes.base import Change
from serial.comments.counters import lock_discussion, save_counters
from serial.comments.models import CommentAction, Discussion, StoryCommentSettings
from serial.stories.models import Story


@dataclass(frozen=True)
class StorySettingsChange(Change[Story]):
    kind = CommentAction.Kind.STORY_SETTINGS
    audience: str
    premoderation: str
    closes_after_days: int | None
    # By a moderator of the site. Authors keep it as it is.
    closed: bool = False

    @classmethod
    def subject_of(cls, action: CommentAction) -> Story:
        return action.story

    @classmethod
    def from_settings(cls, row: StoryCommentSettings) -> Self:
        closed = row.closed_at is not None
        return cls(row.audience, row.premoderation, row.closes_after_days, closed)

    def read(self, subject: Story) -> Self:
        return self.from_settings(
            getattr(subject, "comment_settings", None) or StoryCommentSettings()
        )

    @transaction.atomic
    def apply(
        self, subject: Story, by: User | None, *, undoes: CommentAction | None = None
    ) -> CommentAction | None:
        new = StoryCommentSettings(story_id=subject.pk)
        StoryCommentSettings.objects.bulk_create([new], ignore_conflicts=True)
        settings = StoryCommentSettings.objects.select_for_update().get(story=subject)
        before = self.from_settings(settings)
        if before == self:
            return None
        settings.audience, settings.premoderation = self.audience, self.premoderation
        settings.closes_after_days = self.closes_after_days
        if before.closed != self.closed:
            settings.closed_at = timezone.now() if self.closed else None
        settings.save()
        return self.log(before, by, undoes, story_id=subject.pk)


@dataclass(frozen=True)
class ChapterSettingsChange(Change[Chapter]):
    """An empty audience or premoderation: same as the story."""

    kind = CommentAction.Kind.CHAPTER_SETTINGS
    audience: str
    premoderation: str
    closed: bool

    @classmethod
    def subject_of(cls, action: CommentAction) -> Chapter:
        # Every action of this kind has a chapter.
        return cast(Chapter, action.chapter)

    @classmethod
    def from_settings(cls, row: Discussion) -> Self:
        return cls(row.audience, row.premoderation, row.closed_at is not None)

    def read(self, subject: Chapter) -> Self:
        return self.from_settings(getattr(subject, "discussion", None) or Discussion())

    @transaction.atomic
    def apply(
        self, subject: Chapter, by: User | None, *, undoes: CommentAction | None = None
    ) -> CommentAction | None:
        discussion = lock_discussion(subject.pk)
        before = self.from_settings(discussion)
        if before == self:
            return None
        discussion.audience, discussion.premoderation = self.audience, self.premoderation
        if before.closed != self.closed:
            discussion.closed_at = timezone.now() if self.closed else None
        save_counters(discussion, "audience", "premoderation", "closed_at")
        return self.log(before, by, undoes, story_id=subject.story_id, chapter_id=subject.pk)

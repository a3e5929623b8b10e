from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, cast

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters import taking_down
from serial.chapters.models import Chapter
from serial.comments.models import Discussion
from serial.moderation.choices import DecisionKind, SubjectKind
from serial.moderation.models import Decision, ReviewItem
from serial.moderation.subjects.base import Applied
from serial.moderation.subjects.comment_settings import close_comments_of_chapter, undo_settings
from serial.moderation.subjects.hidable import REASONS, HidableSubject
from serial.moderation.subjects.stories import first_author_id
from serial.stories.models import Story


@dataclass(frozen=True)
class ChapterSubject(HidableSubject):
    chapter: Chapter
    kind = SubjectKind.CHAPTER

    @classmethod
    def load(cls, item: ReviewItem) -> Self:
        chapters = Chapter.objects.select_related("story")
        return cls(chapters.get(pk=cast(int, item.chapter_id)))

    @classmethod
    def lock(cls, item: ReviewItem) -> Self:
        """The story first, as everything that moves chapters does."""
        story = Story.objects.select_for_update().get(chapters=cast(int, item.chapter_id))
        chapter = Chapter.objects.select_for_update().get(pk=cast(int, item.chapter_id))
        chapter.story = story
        return cls(chapter)

    def item_fields(self) -> dict[str, object]:
        return {"chapter": self.chapter}

    def revision(self) -> int:
        return self.chapter.revision

    def label(self) -> str:
        return f"{self.chapter.story.title}, {self.chapter.numbered_label()}"

    def url(self) -> str:
        return self.chapter.get_absolute_url()

    def text(self) -> str:
        chapter = self.chapter
        texts = (chapter.title, chapter.note_before, chapter.body, chapter.note_after)
        return "\n\n".join(filter(None, texts))

    def member_id(self) -> int | None:
        return first_author_id(self.chapter.story_id)

    def story_id(self) -> int | None:
        return self.chapter.story_id

    def reach(self) -> int:
        """Comments and kudos are counted, readers are not."""
        discussion = Discussion.objects.filter(chapter=self.chapter).first() or Discussion()
        return discussion.comment_count + discussion.kudos_count

    def is_reviewable(self) -> bool:
        return self.chapter.deleted_at is None and self.chapter.story.deleted_at is None

    def apply(self, kind: DecisionKind, value: Mapping[str, object], by: User | None) -> Applied:
        if kind == DecisionKind.CLOSE_COMMENTS:
            return close_comments_of_chapter(self.chapter, by)
        return super().apply(kind, value, by)

    def restore(self, decision: Decision, by: User | None) -> Applied:
        if decision.action is not None:
            return undo_settings(decision.action, by)
        return super().restore(decision, by)

    def hidden_for(self) -> Sequence[str]:
        return [reason for reason in self.chapter.takedown_reasons if reason in REASONS]

    def take_down(self, reason: TakedownReason, by: User | None) -> None:
        taking_down.take_down(self.chapter, reason, by)

    def put_back(self, reason: TakedownReason, by: User | None) -> None:
        taking_down.put_back(self.chapter, reason, by)

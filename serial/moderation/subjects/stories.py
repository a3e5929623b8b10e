from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, cast

from django.core.exceptions import ValidationError
from django.db.models import F, Sum

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Discussion
from serial.moderation.choices import DecisionKind, SubjectKind
from serial.moderation.models import Decision, ReviewItem
from serial.moderation.subjects.base import Applied, Values
from serial.moderation.subjects.comment_settings import close_comments_of_story, undo_settings
from serial.moderation.subjects.fingerprints import fingerprint_of
from serial.moderation.subjects.hidable import REASONS, HidableSubject, changed_again
from serial.stories import taking_down
from serial.stories.choices import Rating, Role
from serial.stories.models import Credit, Story
from serial.stories.validators import validate_warnings


def first_author_id(story_pk: int) -> int | None:
    """Whom decisions about a story concern. Its other authors read them too."""
    credits = Credit.objects.filter(story=story_pk, role=Role.AUTHOR).visible()
    return credits.values_list("pen_name__user", flat=True).first()


@dataclass(frozen=True)
class StorySubject(HidableSubject):
    """The value of DecisionKind.CORRECT is {"rating": Rating, "warnings": [Warning]}."""

    story: Story
    kind = SubjectKind.STORY

    @classmethod
    def load(cls, item: ReviewItem) -> Self:
        return cls(Story.objects.get(pk=cast(int, item.story_id)))

    @classmethod
    def lock(cls, item: ReviewItem) -> Self:
        return cls(Story.objects.select_for_update().get(pk=cast(int, item.story_id)))

    def item_fields(self) -> dict[str, object]:
        return {"story": self.story}

    def revision(self) -> int:
        story = self.story
        return fingerprint_of(
            *(story.title, story.summary, story.rating, story.warnings, story.content_notes),
            *(story.cover.name, story.cover_alt, story.copyright_line, story.comment_prompt),
        )

    def is_later(self, revision: int, than: int) -> bool:
        """Fingerprints have no order."""
        return revision != than

    def label(self) -> str:
        return self.story.title

    def url(self) -> str:
        return self.story.get_absolute_url()

    def text(self) -> str:
        return f"{self.story.title}\n\n{self.story.summary}"

    def member_id(self) -> int | None:
        return first_author_id(self.story.pk)

    def story_id(self) -> int | None:
        return self.story.pk

    def reach(self) -> int:
        """Comments and kudos of its chapters are counted, readers are not."""
        count = Sum(F("comment_count") + F("kudos_count"))
        discussions = Discussion.objects.filter(chapter__story=self.story)
        return discussions.aggregate(count=count)["count"] or 0

    def is_reviewable(self) -> bool:
        return self.story.deleted_at is None

    def apply(self, kind: DecisionKind, value: Mapping[str, object], by: User | None) -> Applied:
        if kind == DecisionKind.CORRECT:
            return self._correct(value)
        if kind == DecisionKind.CLOSE_COMMENTS:
            return close_comments_of_story(self.story, by)
        return super().apply(kind, value, by)

    def restore(self, decision: Decision, by: User | None) -> Applied:
        if decision.action is not None:
            return undo_settings(decision.action, by)
        if decision.kind == DecisionKind.CORRECT:
            return self._undo_correction(decision)
        return super().restore(decision, by)

    def hidden_for(self) -> Sequence[str]:
        return [reason for reason in self.story.takedown_reasons if reason in REASONS]

    def take_down(self, reason: TakedownReason, by: User | None) -> None:
        taking_down.take_down(self.story, reason, by)

    def put_back(self, reason: TakedownReason, by: User | None) -> None:
        taking_down.put_back(self.story, reason, by)

    def _labels(self) -> Values:
        return {"rating": self.story.rating, "warnings": self.story.warnings}

    def _undo_correction(self, decision: Decision) -> Applied:
        """What its authors changed since then stays, and is theirs to change."""
        later = decision.item.decisions.in_force().filter(kind=DecisionKind.CORRECT)
        if later.filter(pk__gt=decision.pk).exists():
            raise ActionRefused(changed_again())
        now, before, after = self._labels(), decision.before, decision.after
        return self._correct({name: before[name] for name in now if now[name] == after[name]})

    def _correct(self, value: Mapping[str, object]) -> Applied:
        before = self._labels()
        new = {**before, **value}
        try:
            # Its value: the fingerprint tells a choice from its text.
            self.story.rating = Rating(str(new["rating"])).value
            validate_warnings(new["warnings"])
        except (ValueError, ValidationError) as error:
            raise ActionRefused(str(error)) from error
        self.story.warnings = new["warnings"]
        self.story.save(update_fields=["rating", "warnings"])
        return Applied(before, self._labels())

"""Changes of one comment: its state, its thread, its quote and its paragraph."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.models import User
from serial.comments.changes.base import ActionRefused, Change
from serial.comments.choices import DELETED_STATES, State
from serial.comments.counters import lock_comment, move_count, save_counters, set_state
from serial.comments.folded_quotes import update_folded_quotes
from serial.comments.models import Comment, CommentAction, Discussion
from serial.comments.observers import notify_observers

# Per chapter. More pinned threads would hide the newest comments.
MAX_PINNED = 3


class CommentChange(Change[Comment]):
    @classmethod
    def subject_of(cls, action: CommentAction) -> Comment:
        # The constraint comment_action_has_comment guarantees that there is one.
        return cast(Comment, action.comment)

    @abstractmethod
    def write(self, discussion: Discussion, comment: Comment) -> None:
        """Sets the value of a locked comment. The caller saves the discussion's counters."""

    @transaction.atomic
    def apply(
        self, subject: Comment, by: User | None, *, undoes: CommentAction | None = None
    ) -> CommentAction | None:
        return self.apply_locked(*lock_comment(subject.pk), by, undoes=undoes)

    def apply_locked(
        self,
        discussion: Discussion,
        comment: Comment,
        by: User | None,
        *,
        undoes: CommentAction | None = None,
        without: str = "",
        has_decision: bool = False,
    ) -> CommentAction | None:
        """Does it for what `lock_comment` returned.

        without: as for `notify_of_many`. has_decision: as for `log`.
        """
        before = self.read(comment)
        if before == self:
            return None
        self.write(discussion, comment)
        save_counters(discussion)
        action = self.log_on(comment, before, by, undoes, has_decision=has_decision)
        notify_observers(comment, action, without=without)
        return action

    def log_on(
        self,
        comment: Comment,
        before: Self,
        by: User | None,
        undoes: CommentAction | None = None,
        *,
        has_decision: bool = False,
    ) -> CommentAction:
        ids = {"story_id": comment.story_id, "chapter_id": comment.chapter_id}
        return self.log(before, by, undoes, comment=comment, has_decision=has_decision, **ids)


@dataclass(frozen=True)
class StateChange(CommentChange):
    kind = CommentAction.Kind.STATE
    state: State

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:  # A JSONField has no types.
        return cls(State(stored["state"]))

    def read(self, subject: Comment) -> Self:
        return type(self)(State(subject.state))

    def write(self, discussion: Discussion, comment: Comment) -> None:
        if comment.state in DELETED_STATES:
            message = gettext("The commenter deleted this comment. You cannot change it.")
            raise ActionRefused(message)
        if self.state in DELETED_STATES:
            raise ActionRefused(gettext("Only the commenter can delete this comment."))
        comment.state_changed_at = timezone.now()
        set_state(discussion, comment, self.state)


@dataclass(frozen=True)
class ThreadClosedChange(CommentChange):
    kind = CommentAction.Kind.CLOSE_THREAD
    closed: bool

    def read(self, subject: Comment) -> Self:
        return type(self)(subject.closed_at is not None)

    def write(self, discussion: Discussion, comment: Comment) -> None:
        comment.closed_at = timezone.now() if self.closed else None
        comment.save(update_fields=["closed_at"])


@dataclass(frozen=True)
class PinChange(CommentChange):
    kind = CommentAction.Kind.PIN
    pinned: bool

    def read(self, subject: Comment) -> Self:
        return type(self)(subject.is_pinned)

    def write(self, discussion: Discussion, comment: Comment) -> None:
        if self.pinned and comment.parent_id is not None:
            raise ActionRefused(gettext("Only the first comment of a thread can be pinned."))
        in_chapter = Comment.objects.filter(chapter=comment.chapter_id, is_pinned=True)
        if self.pinned and in_chapter.count() >= MAX_PINNED:
            message = ngettext(
                "A chapter can have %(max)d pinned thread. Unpin it first.",
                "A chapter can have %(max)d pinned threads. Unpin one of them first.",
                MAX_PINNED,
            )
            raise ActionRefused(message % {"max": MAX_PINNED})
        comment.is_pinned = self.pinned
        comment.save(update_fields=["is_pinned"])


@dataclass(frozen=True)
class QuoteChange(CommentChange):
    kind = CommentAction.Kind.QUOTE
    hidden: bool

    def read(self, subject: Comment) -> Self:
        return type(self)(subject.quote_is_hidden)

    def write(self, discussion: Discussion, comment: Comment) -> None:
        comment.quote_is_hidden = self.hidden
        comment.save(update_fields=["quote_is_hidden"])


@dataclass(frozen=True)
class ParagraphChange(CommentChange):
    """Moves the whole thread. None: to the chapter as a whole."""

    kind = CommentAction.Kind.PARAGRAPH
    paragraph: int | None

    def read(self, subject: Comment) -> Self:
        return type(self)(subject.paragraph)

    def write(self, discussion: Discussion, comment: Comment) -> None:
        thread = Comment.objects.filter(chapter=comment.chapter_id, thread=comment.thread)
        move_count(discussion, comment.paragraph, self.paragraph, thread.published().count())
        thread.update(paragraph=self.paragraph)
        update_folded_quotes(comment.chapter, thread)

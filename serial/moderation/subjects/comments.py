from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, cast

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.of_comment import CommentChange, StateChange, ThreadClosedChange
from serial.comments.choices import READABLE_BY_MODERATORS, State, Verdict
from serial.comments.counters import lock_comment
from serial.comments.models import CheckFinding, Comment, CommentAction, Discussion
from serial.comments.undoing import undo_action
from serial.compiled_queries import CompiledRelatedQuery, CompiledTuples, Placeholder
from serial.moderation.choices import DecisionKind, SubjectKind
from serial.moderation.models import Decision, ReviewItem
from serial.moderation.subjects.base import Applied, Subject

# In COMMENT_OBSERVERS: keeps the items right when comments change. What decides on comments saves
# their items itself, once.
ITEM_OBSERVER = "serial.moderation.observing.update_review_items"
STATE_AFTER = {
    DecisionKind.APPROVE: State.PUBLISHED,
    DecisionKind.HOLD: State.HELD,
    DecisionKind.HIDE: State.HIDDEN,
    DecisionKind.REJECT: State.REJECTED,
}
# Findings that are no suspicion: of the check `premoderation`, and of a raid switch.
APPROVAL_CODES = ("premoderated", "guest", "raid")


@dataclass(frozen=True)
class CommentSubject(Subject):
    """findings, viewers: what `finding_count` and `reach` return, if it was counted before.

    discussion: of a locked comment.
    """

    comment: Comment
    findings: int | None = None
    viewers: int | None = None
    discussion: Discussion | None = None
    kind = SubjectKind.COMMENT

    @classmethod
    def load(cls, item: ReviewItem) -> Self:
        return cls(_COMMENT.get(item.comment_id))

    @classmethod
    def lock(cls, item: ReviewItem) -> Self:
        discussion, comment = lock_comment(cast(int, item.comment_id))
        return cls(comment, discussion=discussion)

    def item_fields(self) -> dict[str, object]:
        return {"comment": self.comment}

    def revision(self) -> int:
        return self.comment.edit_count

    def label(self) -> str:
        return f"{self.comment.story.title}, {self.comment.chapter.numbered_label()}"

    def url(self) -> str:
        return self.comment.get_absolute_url()

    def text(self) -> str:
        return self.comment.body if self.is_reviewable() else ""

    def member_id(self) -> int | None:
        return self.comment.user_id

    def story_id(self) -> int | None:
        return self.comment.story_id

    def ip_hash_id(self) -> int | None:
        return None if self.comment.user_id else self.comment.ip_hash_id

    def is_held(self) -> bool:
        return self.comment.state == State.HELD

    def is_public(self) -> bool:
        return self.comment.is_published()

    def finding_count(self) -> int:
        """Without the author's own wish to approve comments, which is no suspicion."""
        if self.findings is not None:
            return self.findings
        return len(_SUSPICIONS.fetch(self.comment.pk, self.comment.edit_count))

    def reach(self) -> int:
        """Who took part in the chapter: comments and kudos are counted, readers are not."""
        if not self.comment.is_published():
            return 0
        if self.viewers is not None:
            return self.viewers
        discussion = Discussion.objects.get(pk=self.comment.chapter_id)
        return discussion.comment_count + discussion.kudos_count

    def is_reviewable(self) -> bool:
        return self.comment.state in READABLE_BY_MODERATORS

    def gone_message(self) -> str:
        return gettext("The commenter deleted this comment. You cannot change it.")

    def apply(self, kind: DecisionKind, value: Mapping[str, object], by: User | None) -> Applied:
        if kind == DecisionKind.CLOSE_THREAD:
            return self._set(self._first_of_thread(), ThreadClosedChange(closed=True), by)
        state = STATE_AFTER.get(kind, State(self.comment.state))
        if kind == DecisionKind.DISMISS and self.is_held():
            raise ActionRefused(gettext("This comment is held. Approve it, reject it or hide it."))
        return self._set_state(StateChange(state), by)

    def restore(self, decision: Decision, by: User | None) -> Applied:
        action = cast(CommentAction, decision.action)
        if action.before != action.after and not self._is_gone():
            undone = undo_action(action, by)
            self._reload()
            return Applied(undone.before, undone.after, undone)
        state = StateChange(State(self.comment.state))
        return _log_unchanged(self.comment, state, by, undoes=action)

    def _is_gone(self) -> bool:
        """Deleted by its commenter for good: then it has no state to restore."""
        return not self.is_reviewable() and not self.comment.is_undeletable()

    def _reload(self) -> None:
        self.comment.refresh_from_db(fields=["state", "state_changed_at"])

    def _first_of_thread(self) -> Comment:
        thread = self.comment.thread
        return Comment.objects.get(chapter=self.comment.chapter_id, number=thread)

    def _set_state(self, change: StateChange, by: User | None) -> Applied:
        """The function that decides saves the item, which the observer would save too."""
        discussion = cast(Discussion, self.discussion)
        action = change.apply_locked(
            discussion, self.comment, by, without=ITEM_OBSERVER, has_decision=True
        )
        if action is None:
            return _log_unchanged(self.comment, change, by)
        return Applied(action.before, action.after, action)

    def _set(self, comment: Comment, change: CommentChange, by: User | None) -> Applied:
        action = change.apply(comment, by)
        if action is None:
            return _log_unchanged(comment, change, by)
        self._reload()
        return Applied(action.before, action.after, action)


def _suspicious(findings: "QuerySet[CheckFinding]") -> "QuerySet[CheckFinding]":
    return findings.exclude(verdict=Verdict.PUBLISH).exclude(code__in=APPROVAL_CODES)


_SUSPICIONS = CompiledTuples(
    lambda comment_id, revision: (
        _suspicious(CheckFinding.objects.filter(comment=comment_id, revision=revision))
        .order_by()
        .values_list("pk")
    ),
    *(Placeholder("comment_id"), Placeholder("revision")),
)
_COMMENT = CompiledRelatedQuery(
    lambda comment_id: (
        Comment.objects.with_names().select_related("chapter__story").filter(pk=comment_id)
    ),
    Placeholder("comment_id"),
)


def subjects_of(comments: Sequence[Comment]) -> list[CommentSubject]:
    """With what they are asked for, counted at once if there are several."""
    if len(comments) <= 1:
        return [CommentSubject(comment) for comment in comments]
    found = CheckFinding.objects.filter(comment__in=comments, revision=F("comment__edit_count"))
    suspicions = _suspicious(found).order_by().values_list("comment")
    findings = dict(suspicions.annotate(Count("pk")))
    discussions = Discussion.objects.filter(pk__in={comment.chapter_id for comment in comments})
    viewers = {d.pk: d.comment_count + d.kudos_count for d in discussions}
    return [
        CommentSubject(comment, findings.get(comment.pk, 0), viewers.get(comment.chapter_id, 0))
        for comment in comments
    ]


def _log_unchanged(
    comment: Comment, change: CommentChange, by: User | None, undoes: CommentAction | None = None
) -> Applied:
    """Each decision about a comment has an entry in its log, also if its state stays the same."""
    action = change.log_on(comment, change, by, undoes, has_decision=True)
    return Applied(action.before, action.after, action)

"""What moderators have to do on a large sample site, and what was decided: for comments that are
held, rejected or hidden, and reports of a few others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Final

from django.contrib.auth.models import Group

from accounts.models.user import MODERATORS
from serial.comments.choices import State, Verdict
from serial.comments.models import CheckFinding, Comment, CommentAction
from serial.desk.sample.bulk_people import People, make_uuid
from serial.desk.sample.bulk_rows import NewRows
from serial.moderation.choices import DecisionKind, Reason, Status, SubjectKind
from serial.moderation.models import Decision, Report, ReviewItem, Rule

# Of published comments.
REPORTED_SHARE: Final = 0.002
REASONS: Final = (Reason.SPAM, Reason.SPOILER, Reason.HARASSMENT, Reason.OFF_TOPIC)
CODES: Final = {"first-comments": "A first comment.", "links": "It has a link."}
POINTS = 10.0


@dataclass
class ModerationRows(NewRows):
    items: list[ReviewItem] = field(default_factory=list)
    findings: list[CheckFinding] = field(default_factory=list)
    actions: list[CommentAction] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)


class ModerationMaker:
    """Without a moderator or rules on the site, checks have rejected what is rejected."""

    def __init__(self, rng: Random, people: People) -> None:
        self._rng = rng
        self._people = people
        group = Group.objects.filter(name=MODERATORS)
        self._moderator = group.values_list("user", flat=True).first()
        self._rules = list(Rule.objects.in_force().values_list("pk", flat=True))

    def make(
        self, comments: Iterable[Comment], authors: dict[int, int], rows: ModerationRows
    ) -> None:
        """authors: of each story, a user. The comments are stored before these rows."""
        for comment in comments:
            if comment.state == State.HELD:
                self._hold(comment, rows)
            elif comment.state == State.REJECTED:
                self._reject(comment, rows)
            elif comment.state == State.HIDDEN:
                author = authors[comment.story_id]
                rows.actions.append(_action(comment, State.PUBLISHED, author))
            elif comment.is_published() and self._rng.random() < REPORTED_SHARE:
                self._report(comment, rows)

    def _hold(self, comment: Comment, rows: ModerationRows) -> None:
        code = self._rng.choice(sorted(CODES))
        rows.findings.append(
            CheckFinding(
                comment_id=comment.pk, code=code, verdict=Verdict.HOLD, message=CODES[code]
            )
        )
        rows.items.append(_item(comment, is_held=True))

    def _reject(self, comment: Comment, rows: ModerationRows) -> None:
        decided_at = comment.state_changed_at or comment.posted_at
        item = _item(comment, status=Status.DECIDED, decided_at=decided_at, version=2)
        action = _action(comment, State.HELD, self._moderator)
        rows.items.append(item)
        rows.actions.append(action)
        is_person = self._moderator is not None
        rows.decisions.append(
            Decision(
                item=item,
                action=action,
                kind=DecisionKind.REJECT,
                by_id=self._moderator,
                check_code="" if is_person else "links",
                before=action.before,
                after=action.after,
                rule_id=self._rng.choice(self._rules) if self._rules and is_person else None,
                waited_since=comment.posted_at if is_person else None,
                member_id=comment.user_id,
                created_at=decided_at,
            )
        )

    def _report(self, comment: Comment, rows: ModerationRows) -> None:
        item = _item(comment, is_reported=True, open_report_count=1)
        rows.items.append(item)
        rows.reports.append(
            Report(
                item=item,
                reporter_id=self._rng.choice(self._people.readers),
                reason=self._rng.choice(REASONS),
                received_at=comment.posted_at + timedelta(minutes=5),
                uid=make_uuid(self._rng),
            )
        )


def _item(comment: Comment, **fields: object) -> ReviewItem:
    return ReviewItem(
        kind=SubjectKind.COMMENT,
        comment_id=comment.pk,
        on_story_id=comment.story_id,
        member_id=comment.user_id,
        score=POINTS,
        opened_at=comment.posted_at,
        **({"status": Status.WAITING} | fields),
    )


def _action(comment: Comment, before: State, by: int | None) -> CommentAction:
    return CommentAction(
        kind=CommentAction.Kind.STATE,
        story_id=comment.story_id,
        chapter_id=comment.chapter_id,
        comment_id=comment.pk,
        before={"state": before.value},
        after={"state": comment.state},
        by_id=by,
        created_at=comment.state_changed_at or comment.posted_at,
        has_decision=True,
    )

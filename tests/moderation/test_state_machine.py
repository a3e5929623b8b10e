"""After any sequence of acts: states, counts, log, items, reports, sanctions and pages agree."""

from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import (
    READABLE_BY_COMMENTER,
    READABLE_BY_EVERYONE,
    READABLE_BY_MODERATORS,
    State,
)
from serial.comments.editing import (
    TooLate,
    delete_comment,
    erase_comment,
    save_edit,
    undelete_comment,
)
from serial.comments.models import Comment, CommentAction
from serial.moderation.acting import undo_logged
from serial.moderation.appealing import answer_appeal, appeal
from serial.moderation.causes import acts_of_authors, comment_of
from serial.moderation.choices import (
    DecisionKind,
    Reason,
    ReportOutcome,
    SanctionKind,
    Status,
)
from serial.moderation.deciding import Clash, Ruling, Seen, decide, undo
from serial.moderation.models import Appeal, Decision, Report, ReviewItem, Sanction
from serial.moderation.reporting import NewReport, report
from serial.moderation.review.items import item_for
from serial.moderation.sanctions.orders import SanctionOrder
from serial.moderation.subjects.registry import subject_of
from serial.web.rate_limits import TooManyRequests
from tests.comments.machines import BODIES, SiteMachine, indexes
from tests.comments.recounting import assert_counts_are_right
from tests.conftest import client_of
from tests.moderation.reviewing import make_rule
from tests.sampling import examples

KINDS = [
    *(DecisionKind.APPROVE, DecisionKind.REJECT, DecisionKind.HIDE, DecisionKind.HOLD),
    *(DecisionKind.CLOSE_THREAD, DecisionKind.WARN, DecisionKind.DISMISS),
]
VERBS = [moderating.approve, moderating.hold, moderating.hide, moderating.reject]
kinds, reasons = st.sampled_from(KINDS), st.sampled_from(list(Reason))
STATE = CommentAction.Kind.STATE


class ModerationMachine(SiteMachine):
    """People post, edit, delete, erase, report and appeal; authors, moderators and checks act."""

    def __init__(self) -> None:
        super().__init__()
        self.rule_row = make_rule()
        self.seen: dict[int, Seen] = {}
        self.visitors: dict[str, Any] = {
            "guest": AnonymousUser(),
            "rosa": self.people[1],
            "author": self.author,
            "moderator": self.moderator,
        }

    @initialize()
    def first_comments(self) -> None:
        """By a member, published, and by a guest, held: every sequence has something to act on."""
        self.submit(1, 0)
        self.submit(3, 1)

    @rule(person=indexes, body=indexes, parent=st.none() | indexes)
    def post(self, person: int, body: int, parent: int | None) -> None:
        fields = {} if parent is None else {"parent": self.get_comment(parent)}
        self.submit(person, body, **fields)

    @rule(index=indexes, body=indexes)
    def edit(self, index: int, body: int) -> None:
        with suppress(TooLate):
            save_edit(self.get_comment(index).pk, BODIES[body % len(BODIES)], None)

    @rule(index=indexes, verb=st.sampled_from([delete_comment, undelete_comment, erase_comment]))
    def delete_or_erase(self, index: int, verb: Any) -> None:
        with suppress(ActionRefused):
            verb(self.get_comment(index).pk, None)

    @rule(index=indexes, person=indexes, reason=reasons)
    def report(self, index: int, person: int, reason: Reason) -> None:
        comment = self.get_comment(index)
        reporter = self.people[person % len(self.people)]
        new = NewReport(
            reason=reason,
            reporter=reporter,
            ip="" if reporter else "192.0.2.9",
            revision=comment.edit_count,
        )
        with suppress(TooManyRequests):
            report(subject_of(comment), new)

    @rule(
        index=indexes,
        kind=kinds,
        sanction=st.sampled_from([None, *SanctionKind]),
        looks_again=st.booleans(),
    )
    def decide(
        self, index: int, kind: DecisionKind, sanction: SanctionKind | None, looks_again: bool
    ) -> None:
        """On what they see now, or on what they saw when they decided on it before."""
        pk = item_for(subject_of(self.get_comment(index))).pk
        item = ReviewItem.objects.get(pk=pk)
        was = self.seen.get(pk)
        if was is None or looks_again:
            was = self.seen[pk] = Seen(item.version, item.revision)
        is_stale = was != Seen(item.version, item.revision)
        order = SanctionOrder(sanction, days=7) if sanction else None
        ruling = Ruling(kind=kind, rule=self.rule_row, sanction=order)
        before = self.everything()
        try:
            decide(pk, ruling, self.moderator, was)
        except Clash:
            assert is_stale and self.everything() == before
        except ActionRefused:
            assert self.everything() == before
        else:
            assert not is_stale

    @rule(index=indexes, verb=st.sampled_from(VERBS))
    def act_as_author(self, index: int, verb: Any) -> None:
        with suppress(ActionRefused):
            verb(self.get_comment(index), self.author)

    @precondition(lambda self: Decision.objects.exists())
    @rule(index=indexes)
    def undo_one(self, index: int) -> None:
        decisions = list(Decision.objects.order_by("-pk")[:6])
        with suppress(ActionRefused):
            undo(decisions[index % len(decisions)].pk, self.moderator)

    @rule(index=indexes)
    def appeal(self, index: int) -> None:
        decisions = Decision.objects.exclude(item__comment__user=None).order_by("-pk")
        causes: list[Any] = [*decisions[:4], *acts_of_authors().exclude(comment__user=None)[:2]]
        if causes:
            cause = causes[index % len(causes)]
            comment = comment_of(cause)
            assert comment and comment.user
            with suppress(ActionRefused, PermissionDenied):
                appeal(cause, "This is wrong.", by=comment.user)

    @precondition(lambda self: Appeal.objects.waiting().exists())
    @rule(reverse=st.booleans())
    def answer(self, reverse: bool) -> None:
        made, before = Appeal.objects.waiting().order_by("pk")[0], self.everything()
        try:
            answer_appeal(made.pk, reverse=reverse, words="We looked again.", by=self.moderator)
        except ActionRefused:
            assert self.everything() == before
            return
        if not reverse:
            assert self.everything() == before
        elif made.decision is not None:
            assert Decision.objects.filter(undoes=made.decision).exists()

    def teardown(self) -> None:
        try:
            self.undo_everything()
            self.items_agree_with_comments_and_reports()
            self.counts_are_right()
        finally:
            super().teardown()

    def undo_everything(self) -> None:
        """The newest first. What its commenter deleted stays deleted."""
        gone = Comment.objects.exclude(state__in=READABLE_BY_MODERATORS)
        acts = CommentAction.objects.by_others().filter(undoes=None, undone_by=None)
        for action in acts.exclude(comment__in=gone).order_by("-pk"):
            undo_logged(action, self.moderator)
        for comment in Comment.objects.filter(state__in=READABLE_BY_MODERATORS):
            assert comment.is_published() and comment.closed_at is None
        reports = Report.objects.exclude(item__comment__in=gone)
        assert not reports.exclude(outcome=ReportOutcome.OPEN).exists()
        waiting = ReviewItem.objects.waiting().exclude(comment__in=gone)
        assert not waiting.filter(is_reported=False).exists()
        sanctions = Sanction.objects.in_force()
        assert not sanctions.exclude(decision__item__comment__in=gone).exists()

    @rule(index=indexes, name=st.sampled_from(["guest", "rosa", "author", "moderator"]))
    def look(self, index: int, name: str) -> None:
        """The comment's own page shows its text to those who may read it, and to nobody else."""
        comment, visitor = self.get_comment(index), self.visitors[name]
        client = client_of(visitor) if isinstance(visitor, User) else Client()
        url = comment.get_absolute_url()
        response = client.get(url)
        assert (response.status_code == 200) == self.may_read(comment, name)

    def may_read(self, comment: Comment, name: str) -> bool:
        visitor = self.visitors[name]
        states = {*READABLE_BY_EVERYONE}
        if name in ("author", "moderator"):
            states |= {*READABLE_BY_MODERATORS}
        if isinstance(visitor, User) and comment.user_id == visitor.pk:
            states |= {*READABLE_BY_COMMENTER}
        return comment.state in states

    def everything(self) -> list[object]:
        models = (Comment, CommentAction, Decision, Report, ReviewItem, Sanction)
        return [list(model.objects.order_by("pk").values()) for model in models]

    @invariant()
    def counts_are_right(self) -> None:
        assert_counts_are_right(self.chapter)

    @invariant()
    def lists_agree_with_states(self) -> None:
        for name, visitor in self.visitors.items():
            listed = set(Comment.objects.readable_by(visitor).values_list("pk", flat=True))
            for comment in Comment.objects.all():
                assert (comment.pk in listed) == self.may_read(comment, name)
                assert comment.is_readable_by(visitor) == self.may_read(comment, name)

    @invariant()
    def log_leads_to_the_state(self) -> None:
        for comment in Comment.objects.all():
            state = State.PUBLISHED.value
            for action in comment.actions.filter(kind=STATE).order_by("pk"):
                assert self.leads_to(state, action.before["state"])
                state = action.after["state"]
            assert self.leads_to(state, comment.state)

    @staticmethod
    def leads_to(logged: str, state: str) -> bool:
        """The log does not say that a deleted comment was erased."""
        return state == logged or (logged, state) == (State.DELETED, State.ERASED)

    @invariant()
    def items_agree_with_comments_and_reports(self) -> None:
        held = Comment.objects.filter(state=State.HELD)
        assert not held.filter(review_item=None).exists()
        for item in ReviewItem.objects.select_related("comment"):
            comment, reports = item.comment, item.reports.open()
            assert comment and item.is_held == (comment.state == State.HELD)
            assert item.revision == comment.edit_count
            assert item.open_report_count == reports.count()
            assert (item.status == Status.WAITING) == (item.is_held or item.is_reported)
            if comment.state not in READABLE_BY_MODERATORS:
                assert item.status == Status.DECIDED

    @invariant()
    def decisions_agree_with_the_log(self) -> None:
        for decision in Decision.objects.select_related("action__undone_by", "undoes"):
            action = decision.action
            assert action and (action.before, action.after) == (decision.before, decision.after)
            assert action.by_id == decision.by_id
            undoes = decision.undoes.action_id if decision.undoes else None
            assert action.undoes_id == undoes
            undoing = getattr(action, "undone_by", None)
            is_undone = Decision.objects.filter(undoes=decision).exists()
            assert (undoing is not None) == is_undone
        for report_row in Report.objects.all():
            is_judged = report_row.outcome != ReportOutcome.OPEN
            assert is_judged == (report_row.judged_by_id is not None)

    @invariant()
    def sanctions_end_with_their_decisions(self) -> None:
        for sanction in Sanction.objects.select_related("decision"):
            is_undone = Decision.objects.filter(undoes=sanction.decision).exists()
            assert (sanction.ended_by_id is not None) == is_undone


@pytest.mark.hypothesis
@pytest.mark.extended
@pytest.mark.django_db
def test_everything_agrees_after_any_sequence_of_acts() -> None:
    run_state_machine_as_test(
        ModerationMachine,
        settings=settings(
            max_examples=examples(10, least=2),
            stateful_step_count=25,
            suppress_health_check=list(HealthCheck),
        ),
    )

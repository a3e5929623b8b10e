"""Deciding about comments: state, counts, log, reports and item change together or not at all."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.editing import delete_comment, save_edit
from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import (
    DecisionKind,
    Reason,
    ReportOutcome,
    SanctionKind,
    Status,
)
from serial.moderation.deciding import Clash, Ruling, Seen, decide, decide_now, undo
from serial.moderation.models import Decision, ReviewItem, Sanction
from serial.moderation.review.claims import claim
from serial.moderation.sanctions.orders import SanctionOrder
from tests.comments.conftest import MakeComment
from tests.comments.people import PEOPLE, get_person
from tests.comments.recounting import assert_counts_are_right
from tests.moderation.reviewing import (
    decide_comment,
    item_of,
    make_rule,
    report_comment,
    seen,
)
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

APPROVE, REJECT, HIDE, HOLD = (
    *(DecisionKind.APPROVE, DecisionKind.REJECT),
    *(DecisionKind.HIDE, DecisionKind.HOLD),
)


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("What a lovely lamp.")


@shared_rows
def held(make_comment: MakeComment) -> Comment:
    return make_comment("Buy lamps.", by=None)


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def snapshot(comment: Comment) -> tuple[object, ...]:
    item = item_of(comment)
    reports = item.reports.order_by("pk").values_list("outcome", "judged_by", "judged_at")
    fields = ("status", "is_held", "is_reported", "is_urgent", "open_report_count", "opened_at")
    flags = [getattr(item, name) for name in (*fields, "score")]
    return (state_of(comment), flags, list(reports))


def test_held_comment_waits_and_published_one_has_no_item(held: Comment, comment: Comment) -> None:
    item = ReviewItem.objects.get()
    assert item.comment == held and item.is_held and item.status == Status.WAITING
    assert (item.on_story_id, item.member_id) == (held.story_id, None)


@try_each(
    "kind, state, waits",
    [
        (APPROVE, State.PUBLISHED, False),
        (REJECT, State.REJECTED, False),
        (HIDE, State.HIDDEN, False),
        (HOLD, State.HELD, True),
    ],
)
def test_decision_is_one_action_and_is_undone(
    kind: DecisionKind, state: State, waits: bool, moderator: User, held: Comment
) -> None:
    before = snapshot(held)
    decision = decide_comment(held, kind, moderator, rule=make_rule(), words="No.", note="Again.")
    assert state_of(held) == state
    assert (item_of(held).status == Status.WAITING) is waits
    action = CommentAction.objects.get(decision=decision)
    assert (action.before, action.after) == (decision.before, decision.after)
    assert action.before == {"state": State.HELD} and action.after == {"state": state}
    assert (action.by, decision.by, decision.item.comment) == (moderator, moderator, held)
    assert_counts_are_right(held.chapter)
    undoing = undo(decision.pk, moderator)
    assert undoing.undoes == decision and undoing.action and undoing.action.undoes == action
    assert snapshot(held) == before
    assert_counts_are_right(held.chapter)
    with pytest.raises(ActionRefused):
        undo(decision.pk, moderator)
    with pytest.raises(ActionRefused):
        undo(undoing.pk, moderator)


@pytest.mark.parametrize("name", PEOPLE)
def test_only_moderators_decide_and_undo(
    name: str, request: pytest.FixtureRequest, held: Comment
) -> None:
    person = get_person(name, request)
    if name in ("moderator", "superuser"):
        decision = decide_comment(held, APPROVE, person)  # type: ignore[arg-type]
        undo(decision.pk, person)
        return
    with pytest.raises(PermissionDenied):
        decide_comment(held, APPROVE, person)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        decide_now(held, Ruling(kind=APPROVE), person)
    decision = decide_comment(held, APPROVE, None)
    with pytest.raises(PermissionDenied):
        undo(decision.pk, person)
    assert state_of(held) == State.PUBLISHED


@try_each("change", ["decision", "edit", "author", "deletion", "report"])
def test_clash_changes_nothing(
    change: str, moderator: User, author: User, reader: User, held: Comment
) -> None:
    was = seen(item_of(held))
    if change == "decision":
        decide_comment(held, HIDE, moderator)
    elif change == "edit":
        save_edit(held.pk, "Buy better lamps.", None)
    elif change == "author":
        moderating.approve(held, author)
    elif change == "deletion":
        delete_comment(held.pk, None)
    else:
        report_comment(held, reader)
    state, log = state_of(held), CommentAction.objects.count()
    decisions = Decision.objects.count()
    with pytest.raises(Clash) as clash:
        decide(item_of(held).pk, Ruling(kind=REJECT, rule=make_rule()), moderator, was)
    assert clash.value.item.version == item_of(held).version
    assert (state_of(held), CommentAction.objects.count()) == (state, log)
    assert Decision.objects.count() == decisions


def test_edit_without_an_item_version_clashes_too(moderator: User, held: Comment) -> None:
    item = item_of(held)
    with pytest.raises(Clash):
        decide(item.pk, Ruling(kind=APPROVE), moderator, Seen(item.version, item.revision + 1))


@try_each(
    "kind, outcome",
    [
        (APPROVE, ReportOutcome.DISMISSED),
        (DecisionKind.DISMISS, ReportOutcome.DISMISSED),
        (HIDE, ReportOutcome.UPHELD),
        (DecisionKind.WARN, ReportOutcome.UPHELD),
        (DecisionKind.CLOSE_THREAD, ReportOutcome.UPHELD),
        (HOLD, ReportOutcome.OPEN),
    ],
)
def test_decision_judges_the_reports(
    kind: DecisionKind,
    outcome: ReportOutcome,
    moderator: User,
    other_author: User,
    comment: Comment,
) -> None:
    report = report_comment(comment, other_author, Reason.THREAT)
    assert item_of(comment).is_urgent
    before = snapshot(comment)
    decision = decide_comment(comment, kind, moderator, rule=make_rule())
    report.refresh_from_db()
    assert report.outcome == outcome
    assert report.judged_by == (None if kind == HOLD else decision)
    item = item_of(comment)
    assert (item.is_reported, item.is_urgent) == (kind == HOLD, kind == HOLD)
    assert CommentAction.objects.filter(decision=decision).count() == 1
    undo(decision.pk, moderator)
    assert snapshot(comment) == before


def test_note_decides_nothing(moderator: User, reader: User, comment: Comment) -> None:
    report_comment(comment, None)
    claim(item_of(comment).pk, moderator)
    before = snapshot(comment)
    decision = decide_comment(comment, DecisionKind.NOTE, moderator, note="Seen before.")
    assert snapshot(comment) == before
    item = item_of(comment)
    assert (item.claimed_by, item.decided_at) == (moderator, None)
    assert decision not in Decision.objects.told_to(reader)
    with pytest.raises(ActionRefused):
        decide_comment(comment, DecisionKind.NOTE, moderator)


def test_refused_decisions(moderator: User, comment: Comment, held: Comment) -> None:
    for decided, kind in (
        (held, REJECT),
        (held, DecisionKind.DISMISS),
        (held, DecisionKind.RESTORE),
        (held, DecisionKind.UNDO),
        (held, DecisionKind.SANCTION),
        (comment, APPROVE),
    ):
        with pytest.raises(ActionRefused):
            decide_comment(decided, kind, moderator)
    # Nobody to warn: the IP hash of a guest may be deleted.
    Comment.objects.filter(pk=held.pk).update(ip_hash=None)
    with pytest.raises(ActionRefused):
        decide_comment(held, DecisionKind.WARN, moderator, rule=make_rule())
    assert not Decision.objects.exclude(check_code="guest").exists()
    delete_comment(held.pk, None)
    with pytest.raises(ActionRefused):
        decide_comment(held, APPROVE, moderator)


def test_sanction_starts_and_ends_with_its_decision(
    moderator: User, reader: User, comment: Comment
) -> None:
    order = SanctionOrder(SanctionKind.SILENCED, days=7)
    decision = decide_comment(comment, HIDE, moderator, sanction=order)
    sanction = Sanction.objects.in_force().get(member=reader)
    assert sanction.ends_at == decision.created_at + timedelta(days=7)
    undo(decision.pk, moderator)
    assert not Sanction.objects.in_force().exists()


def test_later_decision_is_undone_first(moderator: User, held: Comment) -> None:
    first = decide_comment(held, APPROVE, moderator)
    second = decide_comment(held, HIDE, moderator)
    with pytest.raises(ActionRefused):
        undo(first.pk, moderator)
    undo(second.pk, moderator)
    undo(first.pk, moderator)
    assert state_of(held) == State.HELD


def test_same_state_decided_again_later_is_undone_first(moderator: User, held: Comment) -> None:
    first = decide_comment(held, HIDE, moderator)
    decide_comment(held, APPROVE, moderator)
    second = decide_comment(held, HIDE, moderator)
    with pytest.raises(ActionRefused):
        undo(first.pk, moderator)
    undo(second.pk, moderator)
    assert state_of(held) == State.PUBLISHED


def test_deciding_on_the_comment_itself(moderator: User, comment: Comment) -> None:
    decision = decide_now(comment, Ruling(kind=HIDE, words="A spoiler."), moderator)
    assert state_of(comment) == State.HIDDEN
    assert item_of(comment).status == Status.DECIDED
    assert decision.waited_since is None
    undo(decision.pk, moderator)
    assert (state_of(comment), item_of(comment).status) == (State.PUBLISHED, Status.DECIDED)


def test_author_decides_without_a_decision(
    author: User, reader: User, held: Comment, moderator: User
) -> None:
    report_comment(held, reader)
    moderating.approve(held, author)
    item = item_of(held)
    assert (item.is_held, item.is_reported) == (False, True)
    assert not Decision.objects.exclude(check_code="guest").exists()
    moderating.hold(held, author)
    assert item_of(held).is_held


@pytest.mark.parametrize("kind", [DecisionKind.APPROVE, DecisionKind.NOTE])
def test_the_entry_of_the_log_is_written_once(
    held: Comment, moderator: User, kind: DecisionKind
) -> None:
    with CaptureQueriesContext(connection) as queries:
        decision = decide_comment(held, kind, moderator, note="Looked at it.")
    about_actions = [q["sql"] for q in queries if CommentAction._meta.db_table in q["sql"]]
    written = [sql for sql in about_actions if sql.startswith(("INSERT", "UPDATE"))]
    assert len(written) == 1 and decision.action is not None
    decision.action.refresh_from_db()
    assert decision.action.has_decision

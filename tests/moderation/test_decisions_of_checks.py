"""What checks and reports do by themselves is a decision too: with its cause, and undone."""

import pytest
from django.test import override_settings

from accounts.models import User
from serial.comments.checks import CheckedComment, Finding
from serial.comments.choices import State, Verdict
from serial.comments.editing import save_edit
from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import DecisionKind, Reason, Status
from serial.moderation.deciding import undo
from serial.moderation.models import Decision, ReviewItem
from serial.moderation.review.opening import hidden_at
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right
from tests.conftest import make_user
from tests.moderation.reviewing import decide_comment, item_of, report_comment
from tests.rolling_back import try_each

LINK = "See https://lamps.example/"
HIDING_WEIGHT = 12.0


def refuse_lamps(checked: CheckedComment) -> Finding | None:
    if "lamps" in checked.comment.body:
        return Finding("lamps", Verdict.REJECT, "No lamps.")
    return None


def note_all(checked: CheckedComment) -> Finding:
    return Finding("noted", Verdict.PUBLISH, "Seen.")


def with_check(name: str) -> override_settings:
    return override_settings(COMMENT_CHECKS=[f"{__name__}.{name}"])


@try_each("how", ["post", "edit"])
def test_held_by_a_check(how: str, moderator: User, make_comment: MakeComment) -> None:
    if how == "post":
        comment = make_comment(LINK)
    else:
        comment = make_comment("Lovely.")
        assert not ReviewItem.objects.exists()
        save_edit(comment.pk, LINK, None)
    decision = Decision.objects.get()
    assert (decision.kind, decision.check_code, decision.by) == (DecisionKind.HOLD, "links", None)
    assert decision.words == comment.findings.get().message
    assert (decision.member, decision.revision) == (comment.user, int(how == "edit"))
    action = CommentAction.objects.get()
    assert action == decision.action
    assert (action.before, action.after) == ({"state": "published"}, {"state": "held"})
    undo(decision.pk, moderator)
    assert Comment.objects.get().state == State.PUBLISHED
    assert item_of(comment).status == Status.DECIDED
    assert_counts_are_right(comment.chapter)


def test_edit_of_a_held_comment_is_no_second_decision(make_comment: MakeComment) -> None:
    comment = make_comment(LINK)
    save_edit(comment.pk, f"{LINK} again", None)
    assert Decision.objects.count() == CommentAction.objects.count() == 1
    assert item_of(comment).version == 2


def test_rejected_by_a_check(moderator: User, make_comment: MakeComment) -> None:
    with with_check("refuse_lamps"):
        comment = make_comment("Buy lamps.")
    decision = Decision.objects.get()
    assert (decision.kind, decision.check_code) == (DecisionKind.REJECT, "lamps")
    assert item_of(comment).status == Status.DECIDED
    undo(decision.pk, moderator)
    assert Comment.objects.get().state == State.PUBLISHED


def test_finding_that_holds_nothing_is_no_decision(make_comment: MakeComment) -> None:
    with with_check("note_all"):
        make_comment("Lovely.")
    assert not Decision.objects.exists() and not ReviewItem.objects.exists()


@pytest.fixture
def members(db: None) -> list[User]:
    return [make_user(f"member-{number}") for number in range(13)]


def test_newcomers_alone_hold_nothing(members: list[User], make_comment: MakeComment) -> None:
    comment = make_comment("Lovely.")
    for member in members:
        report_comment(comment, member, Reason.HATE)
    report_comment(comment, None, Reason.HATE, weight=HIDING_WEIGHT)
    assert Comment.objects.get().state == State.PUBLISHED
    assert item_of(comment).is_reported


def test_reports_of_known_members_hold_a_comment(
    members: list[User], moderator: User, established_reader: User, make_comment: MakeComment
) -> None:
    for number in range(3):
        make_comment(f"Comment {number}.")
    comment = make_comment("Hateful.", by=members[0])
    for member in members[1:7]:
        report_comment(comment, member, Reason.HATE)
    report_comment(comment, established_reader, Reason.HATE, weight=6)
    comment.refresh_from_db()
    assert comment.state == State.HELD
    decision = Decision.objects.get(item__comment=comment)
    assert (decision.check_code, decision.by, decision.was_reported) == ("reports", None, True)
    item = item_of(comment)
    assert item.is_held and item.is_reported and item.open_report_count == 7
    # After a moderator saw this revision, reports only count.
    decide_comment(comment, DecisionKind.APPROVE, moderator)
    report_comment(comment, moderator, Reason.HATE, weight=20)
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


@pytest.mark.parametrize(("shown", "hidden"), [(1, 12), (20, 12), (1, 0)])
def test_hiding_takes_at_least_as_much_as_showing(shown: int, hidden: int) -> None:
    with override_settings(REPORTS_SHOWN_AT=shown, REPORTS_HIDDEN_AT=hidden):
        assert hidden_at() >= max(shown, hidden, 3)

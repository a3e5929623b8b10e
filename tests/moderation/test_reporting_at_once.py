"""The same report and the same appeal at the same moment: one row, one answer."""

import pytest

from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Comment
from serial.moderation.appealing import answer_appeal, appeal
from serial.moderation.choices import DecisionKind, Reason
from serial.moderation.models import Appeal, Decision, Report, ReviewItem
from serial.moderation.reporting import NewReport, report
from serial.moderation.subjects.registry import subject_of
from tests.comments.conftest import MakeComment
from tests.comments.test_concurrency import run_at_once
from tests.moderation.reviewing import decide_comment, make_moderator, make_rule

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TIMES = 5


def test_one_report_of_a_person_is_stored(make_comment: MakeComment, author: User) -> None:
    comment = make_comment()

    def send(number: int) -> bool:
        new = NewReport(reason=Reason.HATE, words=f"Number {number}.", reporter=author)
        _report, is_added = report(subject_of(Comment.objects.get(pk=comment.pk)), new)
        return is_added

    assert sorted(map(str, run_at_once(TIMES, send))) == ["False", *["True"] * (TIMES - 1)]
    words = Report.objects.get().words
    assert all(f"Number {number}." in words for number in range(TIMES))
    assert ReviewItem.objects.get().open_report_count == 1


def test_one_moderator_answers_an_appeal(make_comment: MakeComment, reader: User) -> None:
    moderators = [make_moderator(f"moderator-{number}") for number in range(TIMES + 1)]
    decision = decide_comment(
        make_comment(), DecisionKind.REJECT, moderators[TIMES], rule=make_rule()
    )
    made = appeal(decision, "It is on topic.", reader)

    def answer(number: int) -> str:
        try:
            by, words = moderators[number], f"Number {number}."
            answer_appeal(made.pk, reverse=number % 2 == 0, words=words, by=by)
        except ActionRefused:
            return "told"
        return "answered"

    assert sorted(map(str, run_at_once(TIMES, answer))) == ["answered", *["told"] * (TIMES - 1)]
    is_reversed = Appeal.objects.get().status == "reversed"
    assert Decision.objects.filter(undoes=decision).count() == int(is_reversed)
    assert (Comment.objects.get().state == "published") == is_reversed

"""How much a report counts, against values worked out by hand."""

import pytest

from accounts.models import User
from serial.moderation.choices import ReportOutcome
from serial.moderation.models import Report
from serial.moderation.review.weights import accuracy, accuracy_of, weight_of
from tests.comments.conftest import MakeComment
from tests.moderation.reviewing import report_comment


@pytest.mark.parametrize(
    ("right", "judged", "expected"),
    [
        (0, 0, 0.0),
        (0, 5, 0.0),
        (5, 5, 0.0),
        # log4(16) = 2, log4(64) = 3, log4(8) = 1.5.
        (16, 16, 10.0),
        (64, 64, 15.0),
        (0, 16, -10.0),
        (0, 8, -7.5),
        # 85 % is half the way from 70 % to 100 %; 35 % half the way down. log4(20) = 2.16096...
        (17, 20, 5.402410),
        (7, 20, -5.402410),
        (7, 10, 0.0),
    ],
)
def test_accuracy(right: int, judged: int, expected: float) -> None:
    assert accuracy(right, judged) == pytest.approx(expected, abs=1e-6)


def test_trust(established_reader: User, other_author: User, moderator: User) -> None:
    people = (None, other_author, established_reader, moderator)
    assert [weight_of(person, concerns=None) for person in people] == [1.0, 1.0, 1.0, 6.0]


def test_members_of_good_standing_weigh_more(
    established_reader: User, make_comment: MakeComment
) -> None:
    for number in range(3):
        make_comment(f"Comment {number}.")
    assert weight_of(established_reader, concerns=None) == 3.0
    assert weight_of(None, concerns=None) == 1.0


def test_reports_on_oneself_do_not_count(
    reader: User, other_author: User, make_comment: MakeComment
) -> None:
    assert weight_of(reader, concerns=reader.pk) == 0.0
    for number in range(6):
        comment = make_comment(f"Comment {number}.", by=other_author)
        report_comment(comment, other_author)
        report_comment(comment, reader)
    Report.objects.update(outcome=ReportOutcome.DISMISSED)
    assert accuracy_of(other_author) == 0.0
    assert accuracy_of(reader) == pytest.approx(accuracy(0, 6)) and accuracy(0, 6) < 0
    assert weight_of(reader, concerns=None) == 0.0

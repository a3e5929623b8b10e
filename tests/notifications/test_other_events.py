"""Likes by authors, decisions, outcomes, answers and invitations: each is told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from serial.comments.models import Comment
from serial.comments.moderating import hide, reject
from serial.comments.reactions import set_like
from serial.comments.settings_changes import ban_commenter
from serial.jobs.kinds import job_kinds
from serial.moderation.appealing import appeal
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision, Report, ReviewItem, Wave
from serial.notifications.models import Notification
from serial.notifications.retention import NOTIFICATION_PERIOD, PRUNING_JOB, prune_notifications
from serial.notifications.writing.job import NOTIFICATIONS_JOB
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.moderation.reviewing import decide_comment, make_rule, report_comment
from tests.notifications.conftest import Told


@pytest.fixture
def comment(make_comment: MakeComment) -> Comment:
    """By the reader."""
    return make_comment("I liked this.")


def test_likes_by_authors_are_told_once(
    comment: Comment, author: User, other_author: User, reader: User, told: Told
) -> None:
    set_like(comment, other_author, given=True)
    assert told(reader) == []
    for given in (True, False, True):
        set_like(comment, author, given=given)
        assert told(reader) == ([f"author_like:{comment.pk}"] if given else [])
    assert Notification.objects.count() == 1


def test_a_decision_is_told_once(
    comment: Comment, moderator: User, reader: User, told: Told
) -> None:
    decision = decide_comment(comment, DecisionKind.REJECT, moderator, rule=make_rule())
    for _ in range(2):
        assert told(reader) == [f"decision:{decision.pk}"]
    assert Notification.objects.get().created_at == decision.created_at


def test_what_a_check_holds_is_not_told(
    make_comment: MakeComment, reader: User, told: Told
) -> None:
    comment = make_comment("Look: https://a.example https://b.example https://c.example")
    assert comment.state == "held"
    assert told(reader) == []


def test_all_authors_are_told_of_decisions_on_their_story(
    story: Story, author: User, other_author: User, moderator: User, told: Told
) -> None:
    add_credit(story, other_author.pen_names.get(), Role.CO_AUTHOR, by=author).accept()
    item = ReviewItem.objects.create(
        kind="story", story=story, on_story=story, member=author, status="decided"
    )
    hidden = Decision.objects.create(item=item, kind="hide", member=author, by=moderator)
    warned = Decision.objects.create(item=item, kind="warn", member=author, by=moderator)
    assert told(author) == [f"decision:{hidden.pk}", f"decision:{warned.pk}"]
    assert told(other_author) == [f"decision:{hidden.pk}"]
    assert told(moderator) == []


def test_acts_of_authors_are_told(comment: Comment, author: User, reader: User, told: Told) -> None:
    act = hide(comment, author)
    assert act is not None
    assert told(reader) == [f"act:{act.pk}"]
    ban = ban_commenter(comment, author)
    assert ban is not None
    assert told(reader) == [f"act:{act.pk}", f"act:{ban.pk}"]


def test_outcomes_of_reports_and_answers_to_appeals_are_told(
    comment: Comment, author: User, other_author: User, moderator: User, told: Told, reader: User
) -> None:
    report = report_comment(comment, other_author)
    assert told(other_author) == []
    decision = decide_comment(comment, DecisionKind.REJECT, moderator, rule=make_rule())
    assert told(other_author) == [f"report:{report.pk}"]
    answered = appeal(decision, "It is fine.", reader)
    assert told(reader) == [f"decision:{decision.pk}"]
    at = timezone.now()
    type(answered).objects.update(status="upheld", answer="No.", answered_at=at)
    assert told(reader) == [f"decision:{decision.pk}", f"appeal:{answered.pk}"]
    assert Report.objects.get().outcome == "upheld"


def test_an_invitation_is_told_until_it_is_answered(
    story: Story, author: User, other_author: User, told: Told
) -> None:
    credit = add_credit(story, other_author.pen_names.get(), Role.CO_AUTHOR, by=author)
    assert told(other_author) == [f"invitation:{credit.pk}"]
    assert told(author) == []
    credit.accept()
    assert told(other_author) == []


def test_what_happened_while_nothing_ran_is_told_within_a_week(
    comment: Comment, author: User, reader: User, told: Told
) -> None:
    set_like(comment, author, given=True)
    like = comment.likes.get()
    for days, count in ((8, 0), (6, 1)):
        type(like).objects.update(given_at=timezone.now() - timedelta(days=days))
        assert len(told(reader)) == count


def test_old_notifications_are_deleted(
    comment: Comment, author: User, reader: User, told: Told
) -> None:
    assert {NOTIFICATIONS_JOB, PRUNING_JOB} <= set(job_kinds())
    reject(comment, author)
    assert len(told(reader)) == 1
    for age, count in ((-1, 1), (1, 0)):
        created_at = timezone.now() - NOTIFICATION_PERIOD - timedelta(days=age)
        Notification.objects.update(created_at=created_at)
        assert prune_notifications({}) is None
        assert Notification.objects.count() == count


def test_many_decisions_of_a_wave_are_told_once(
    make_comment: MakeComment, moderator: User, reader: User, told: Told
) -> None:
    wave = Wave.objects.create(kind="reject", by=moderator)
    first, _second = (
        Decision.objects.create(
            item=ReviewItem.objects.create(
                kind="comment", comment=make_comment(f"No. {n}"), member=reader, status="decided"
            ),
            kind="reject",
            member=reader,
            by=moderator,
            wave=wave,
        )
        for n in range(2)
    )
    for _ in range(2):
        assert told(reader) == [f"wave:{wave.pk}"]
    assert Notification.objects.get().decision == first

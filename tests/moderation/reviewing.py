"""Helpers that report and decide as the pages do."""

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from accounts.models.user import MODERATORS
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind, Reason
from serial.moderation.deciding import Ruling, Seen, decide
from serial.moderation.decisions.kinds import KINDS
from serial.moderation.decisions.reports import receive_report
from serial.moderation.models import Decision, Report, ReviewItem, Rule
from serial.moderation.review.items import item_for
from serial.moderation.subjects.registry import lock_subject, subject_of
from tests.conftest import make_user


def make_moderator(name: str) -> User:
    user = make_user(name)
    user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    return user


def make_rule(number: int = 1) -> Rule:
    texts = {"title": "No advertising", "text": "Do not advertise."}
    return Rule.objects.get_or_create(number=number, is_in_force=True, defaults=texts)[0]


def seen(item: ReviewItem) -> Seen:
    return Seen(item.version, item.revision)


def item_of(comment: Comment) -> ReviewItem:
    return ReviewItem.objects.get(comment=comment)


def report_comment(
    comment: Comment, by: User | None, reason: Reason = Reason.SPAM, *, weight: float = 1
) -> Report:
    """Stores a report of the present revision with this weight."""
    item = item_for(subject_of(comment))
    report = Report.objects.create(
        item=item,
        reporter=by,
        reason=reason,
        weight=weight,
        revision=Comment.objects.get(pk=comment.pk).edit_count,
    )
    with transaction.atomic():
        receive_report(ReviewItem.objects.get(pk=item.pk), lock_subject(item), report)
    return report


def decide_comment(
    comment: Comment, kind: DecisionKind, by: User | None, **ruling: object
) -> Decision:
    """Decides what is there now. Moderators say why they restrict something."""
    needs_ground = kind in KINDS and KINDS[kind].needs_ground
    if needs_ground and by is not None and "rule" not in ruling:
        ruling.setdefault("words", "It does not belong here.")
    item = item_for(subject_of(comment))
    return decide(item.pk, Ruling(kind=kind, **ruling), by, seen(item))  # type: ignore[arg-type]

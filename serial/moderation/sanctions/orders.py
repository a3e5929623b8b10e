"""Giving a sanction with a decision."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext

from serial.comments.changes.base import ActionRefused
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Decision, Sanction
from serial.moderation.sanctions.releases import releases_changed
from serial.moderation.subjects.base import Subject


@dataclass(frozen=True)
class SanctionOrder:
    """days: how long; None for good."""

    kind: SanctionKind
    days: int | None = None


# A warning only says something.
WARNING = SanctionOrder(SanctionKind.WARNING)


def give_sanction(order: SanctionOrder, decision: Decision, subject: Subject) -> Sanction:
    """Raises ActionRefused if it is not known whom to sanction."""
    member_id, ip_hash_id = subject.member_id(), subject.ip_hash_id()
    if member_id is None and ip_hash_id is None:
        raise ActionRefused(gettext("The site does not know any more who wrote this."))
    days = order.days
    sanction = Sanction.objects.create(
        kind=order.kind,
        member_id=member_id,
        ip_hash_id=ip_hash_id,
        starts_at=decision.created_at,
        ends_at=None if days is None else decision.created_at + timedelta(days=days),
        decision=decision,
    )
    releases_changed(sanction)
    return sanction

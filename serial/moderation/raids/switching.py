"""Switching a raid switch on, and off before its time."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.moderation.models import RaidSwitch
from serial.moderation.models.raid_switch import RaidKind
from serial.stories.models import Story

# In hours. It always ends by itself.
HOURS = (1, 2, 6, 12, 24, 72)
DEFAULT_HOURS = 2


@transaction.atomic
def switch_on(kind: str, hours: int, by: User, story: Story | None = None) -> RaidSwitch:
    """Replaces a switch of the same kind in the same place. story: None for the whole site.

    Raises PermissionDenied, and ActionRefused for an unknown kind or length.
    """
    if kind not in RaidKind.values or hours not in HOURS:
        raise ActionRefused(gettext("Choose what to do, and for how long."))
    now = timezone.now()
    switch = RaidSwitch(
        kind=kind, story=story, by=by, started_at=now, ends_at=now + timedelta(hours=hours)
    )
    if not switch.is_managed_by(by):
        raise PermissionDenied
    same = RaidSwitch.objects.in_force().filter(kind=kind, story=story)
    same.update(ended_at=now, ended_by=by)
    switch.save()
    return switch


@transaction.atomic
def switch_off(switch: RaidSwitch, by: User) -> None:
    """Raises PermissionDenied."""
    if not switch.is_managed_by(by):
        raise PermissionDenied
    running = RaidSwitch.objects.in_force().filter(pk=switch.pk)
    running.update(ended_at=timezone.now(), ended_by=by)

"""Switching the spam score on and off. Each switch is a row that says who did it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.moderation.models import SpamSwitch
from serial.moderation.spam.status import spam_status


@transaction.atomic
def switch_spam_score(is_on: bool, by: User) -> SpamSwitch | None:
    """Returns the row, or None if it was so already.

    Raises PermissionDenied, and ActionRefused with the reason if it may not be switched on.
    """
    if not by.is_moderator():
        raise PermissionDenied
    status = spam_status()
    if is_on and status.obstacle:
        raise ActionRefused(status.obstacle)
    if is_on == status.is_switched_on or status.model is None:
        return None
    return SpamSwitch.objects.create(is_on=is_on, spam_model=status.model, by=by)

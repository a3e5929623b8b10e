"""Who gets emails about a copyright notice, and in which language."""

from typing import NamedTuple

from django.conf import settings

from accounts.models import User
from accounts.models.preferences import preferences_of
from serial.moderation.copyright.models import CopyrightNotice, CounterNotice
from serial.web.contact_points import operator_emails


class Recipient(NamedTuple):
    email: str
    # A member's own, and the site's for others.
    language: str


def language_of(user: User | None) -> str:
    return settings.LANGUAGE_CODE if user is None else preferences_of(user).language


def sender_of(row: CopyrightNotice | CounterNotice) -> list[Recipient]:
    """Returns nobody if their account was erased."""
    return [Recipient(row.email, language_of(row.user))] if row.email else []


def operators() -> list[Recipient]:
    return [Recipient(email, language_of(None)) for email in operator_emails()]


def authors_of(notice: CopyrightNotice) -> list[Recipient]:
    """Returns all who are credited on the story."""
    if notice.story_id is None:
        return []
    users = User.objects.filter(
        is_active=True,
        pen_names__credits__story=notice.story_id,
        pen_names__credits__accepted_at__isnull=False,
    ).exclude(email="")
    rows = users.distinct().order_by("email").select_related("preferences")
    return [Recipient(user.email, language_of(user)) for user in rows]

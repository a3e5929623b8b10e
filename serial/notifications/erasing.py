"""Erasing a member's notifications and the settings for them with their account."""

from serial.erasure import Erasure
from serial.notifications.models import (
    ChaptersSeen,
    DigestTime,
    Notification,
    NotificationSetting,
    StorySetting,
)

MODELS = (Notification, ChaptersSeen, NotificationSetting, StorySetting, DigestTime)


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS)."""
    for model in MODELS:
        model._default_manager.filter(user=erasure.user_id).delete()

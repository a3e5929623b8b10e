"""Erasing a member's notifications and the settings for them with their account."""

from serial.erasure import Erasure
from serial.notifications.models import DigestTime, NotificationSetting, StorySetting


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS)."""
    for settings in (NotificationSetting, StorySetting, DigestTime):
        settings._default_manager.filter(user=erasure.user_id).delete()

"""The numbers and names in the texts that come with the software (POLICY_TEXT_VALUES)."""

from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from accounts import known_devices
from serial.archive.registry.entries import personal_data
from serial.archive.time_limits import CANCEL_PERIOD
from serial.comments.time_limits import EDIT_WINDOW, OWNER_TOKEN_PERIOD
from serial.contact.models import HANDLED_PERIOD, UNHANDLED_PERIOD
from serial.moderation.copyright.deadlines import RECORD_PERIOD
from serial.reading.comments.tokens import COOKIE_PREFIX
from serial.stories.time_limits import UNDELETE_PERIOD
from serial.web.ip_hash import IP_HASH_PERIOD


def text_values() -> dict[str, str | int | bool]:
    operator = settings.SITE_OPERATOR
    return {
        "site_name": settings.SITE_NAME,
        "operator": operator or gettext("the operator of this site"),
        "operator_sentence": operator or gettext("The operator of this site"),
        "who_may_write": settings.WHO_MAY_WRITE,
        "guest_comments": settings.GUEST_COMMENTS,
        "minimum_age": settings.MINIMUM_AGE,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "session_period": in_words(timedelta(seconds=settings.SESSION_COOKIE_AGE)),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "csrf_period": in_words(timedelta(seconds=settings.CSRF_COOKIE_AGE)),
        "messages_cookie": CookieStorage.cookie_name,
        "device_cookie": known_devices.COOKIE,
        "device_period": in_words(known_devices.LIFETIME),
        "comment_cookie": COOKIE_PREFIX,
        "owner_token_period": in_words(OWNER_TOKEN_PERIOD),
        "edit_window": in_words(EDIT_WINDOW),
        "undelete_period": in_words(UNDELETE_PERIOD),
        "guest_ip_period": in_words(IP_HASH_PERIOD),
        "cancel_period": in_words(CANCEL_PERIOD),
        "stored": _stored(get_language()),
        "message_period": in_words(UNHANDLED_PERIOD),
        # The daily command may have run a moment before.
        "handled_message_period": in_words(HANDLED_PERIOD + timedelta(days=1)),
        "copyright_url": reverse("report_copyright"),
        "copyright_years": RECORD_PERIOD.days // 365,
        "contact_url": reverse("contact"),
        "rules_url": reverse("policy", args=["rules"]),
        "privacy_url": reverse("policy", args=["privacy"]),
        "account_url": reverse("account"),
        "data_url": reverse("my_data"),
        "reset_url": reverse("account_reset_password"),
    }


@lru_cache(maxsize=8)
def _stored(language: str | None) -> str:
    """Returns a list of what the apps have registered, in this language."""
    why, kept = gettext("Why:"), gettext("Kept:")
    return "\n".join(
        f"- **{entry.name}.** {entry.holds} *{why}* {entry.reason} *{kept}* {entry.kept_for}"
        for entry in personal_data()
        if not entry.is_empty
    )


def in_words(period: timedelta) -> str:
    """Returns "30 days", or "30 minutes" for less than a day."""
    if period.days:
        return ngettext("%d day", "%d days", period.days) % period.days
    minutes = period // timedelta(minutes=1)
    return ngettext("%d minute", "%d minutes", minutes) % minutes

from django.utils.translation import gettext

from serial.comments.checks import CheckedComment, Finding, hold
from serial.moderation.check_settings.content import SiteHolds
from serial.moderation.check_settings.reading import settings_for


def site_policy(checked: CheckedComment) -> Finding | None:
    """Holds whose comments await approval on all stories. A story's own policy holds more."""
    policy = settings_for(checked).limits.site_policy
    if checked.is_author:
        return None
    if policy.holds == SiteHolds.EVERYONE:
        return hold(
            "site-policy", gettext("All comments on this site are reviewed before publication.")
        )
    if policy.holds == SiteHolds.GUESTS and checked.user is None:
        return hold(
            "site-policy", gettext("Guest comments on this site are reviewed before publication.")
        )
    return None

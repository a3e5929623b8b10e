"""The check settings that are in force."""

from datetime import datetime
from functools import lru_cache

from serial.comments.checks import CheckedComment
from serial.compiled_queries import CompiledTuples
from serial.moderation.check_settings.content import Content
from serial.moderation.check_settings.defaults import DEFAULTS
from serial.moderation.models import CheckSettings

# Under which the checks of one comment share what they read (CheckedComment.shared).
SHARED = "check settings"


def settings_in_force() -> Content:
    """Reads the newest version; a new site without one has the defaults."""
    newest = _NEWEST.rows()
    return _load(*newest[0]) if newest else DEFAULTS


# Every comment asks.
_NEWEST = CompiledTuples(
    lambda: CheckSettings.objects.newest_first().values_list("pk", "created_at")[:1]
)


def settings_for(checked: CheckedComment) -> Content:
    """Returns the settings for this comment: those in force, or those that are tried on it."""
    if SHARED not in checked.shared:
        checked.shared[SHARED] = settings_in_force()
    content: Content = checked.shared[SHARED]  # type: ignore[assignment]
    return content


# Each process reads a version once. Two: while a new one is saved, requests still use the old one.
@lru_cache(maxsize=2)
def _load(pk: int, created_at: datetime) -> Content:
    return Content.from_json(CheckSettings.objects.values_list("content", flat=True).get(pk=pk))

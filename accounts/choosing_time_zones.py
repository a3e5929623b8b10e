"""Stores a member's time zone: the one they choose, or the one of their browser until they do."""

from accounts.models import Preferences, User
from accounts.models.preferences import DEFAULT_TIME_ZONE
from accounts.time_zones import known_time_zones

Source = Preferences.TimeZoneSource


def choose_time_zone(user: User, zone: str) -> None:
    """Stores a zone that a form has validated."""
    values = {"time_zone": zone, "time_zone_source": Source.MEMBER}
    user.preferences = Preferences.objects.update_or_create(user=user, defaults=values)[0]


def guess_time_zone(user: User, zone: str) -> bool:
    """Stores the zone of the browser if nobody has said one yet.

    Returns False if it did not, also for a name that this system does not know: browsers and
    systems have different editions of the tz database.
    """
    if zone not in known_time_zones():
        return False
    Preferences.objects.get_or_create(user=user)
    undecided = Preferences.objects.filter(
        user=user, time_zone_source=Source.DEFAULT, time_zone=DEFAULT_TIME_ZONE
    )
    return bool(undecided.update(time_zone=zone, time_zone_source=Source.BROWSER))

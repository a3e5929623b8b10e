from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts.models import Preferences
from accounts.models.preferences import preferences_of


class PreferencesMiddleware:
    """Activates a member's language and time zone.

    Ignores the browser's Accept-Language, because all guests share one cached page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        preferences = self._preferences(request)
        if preferences is None:
            return self.get_response(request)
        with (
            translation.override(preferences.language),
            timezone.override(_zone(preferences.time_zone)),
        ):
            return self.get_response(request)

    def _preferences(self, request: HttpRequest) -> Preferences | None:
        # A visitor without a session cookie is a guest. Checking it first saves a query.
        if not request.session.session_key or not request.user.is_authenticated:
            return None
        return preferences_of(request.user)


def _zone(name: str) -> ZoneInfo | None:
    """Returns None, for the site's time zone, if the name is no longer in the tz database."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None

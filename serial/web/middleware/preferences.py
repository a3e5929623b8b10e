from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts.models import Preferences
from accounts.models.preferences import preferences_of


class PreferencesMiddleware:
    """A member sees the site in their language and time zone; guests all see the same page.

    The browser's Accept-Language is left alone on purpose: a page for guests is one page.
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
        # A visitor without a session cookie is a guest: no query is spent on finding out.
        if not request.session.session_key or not request.user.is_authenticated:
            return None
        return preferences_of(request.user)


def _zone(name: str) -> ZoneInfo | None:
    """The zone of that name; None, so the site's own, where it has gone out of use."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None

from django.conf import settings
from django.http import HttpRequest

from accounts.models.preferences import preferences_of


def site(request: HttpRequest) -> dict[str, object]:
    """What every page knows of the site it belongs to, and of how its reader wants to see it."""
    known: dict[str, object] = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    # An error page may come before anybody is known.
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        known["reading_settings"] = preferences_of(user).reading_settings()
    return known

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.html import format_html_join

from accounts.models import User
from accounts.models.preferences import preferences_of


def site_context(request: HttpRequest) -> dict[str, object]:
    """What every page knows of the site it belongs to, and of how its reader wants to see it."""
    known: dict[str, object] = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    # An error page may come before anybody is known.
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        known["settings_attributes"] = reading_attributes(user)
    return known


def reading_attributes(user: User | AnonymousUser) -> str:
    """How this reader wants pages to look, as attributes of the html element."""
    chosen = preferences_of(user).reading_settings()
    return format_html_join("", ' data-{}="{}"', chosen.items())

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.html import format_html_join

from accounts.models import User
from accounts.models.preferences import preferences_of


def site_context(request: HttpRequest) -> dict[str, object]:
    """Adds the site's name and URL, and a member's reading settings, to every template."""
    context: dict[str, object] = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    # An error page may be rendered before the authentication middleware has run.
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context["settings_attributes"] = reading_attributes(user)
    return context


def reading_attributes(user: User | AnonymousUser) -> str:
    """Returns the reader's settings as HTML attributes, such as ' data-theme="dark"'."""
    settings_by_name = preferences_of(user).reading_settings()
    return format_html_join("", ' data-{}="{}"', settings_by_name.items())

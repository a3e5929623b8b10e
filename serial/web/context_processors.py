from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from accounts.authorship import writing_page
from accounts.models import User
from accounts.models.preferences import preferences_of
from serial.web.accent import accent_url
from serial.web.policy_acceptance import policy_notice
from serial.web.submitted_fields import UNREADABLE_FORM


def site_context(request: HttpRequest) -> dict[str, object]:
    """Adds the site's name, URL and looks, to every template.

    For members also their reading settings and initial, and the page for writing that they may
    open.
    """
    context: dict[str, object] = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_tagline": settings.SITE_TAGLINE,
        "site_logo": settings.SITE_LOGO,
        "site_icon": settings.SITE_ICON,
        "site_accent_url": accent_url(),
    }
    # An error page may be rendered before the authentication middleware has run.
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        # Templates call what can be called: most pages show a placeholder in its place.
        context["settings_attributes"] = partial(reading_attributes, user)
        context["time_zone_attribute"] = partial(time_zone_attribute, user)
        context["writing_page"] = writing_page(user)
        context["policy_notice"] = partial(policy_notice, user)
        context["member_initial"] = member_initial(user)
    else:
        context["return_query"] = return_query(request)
    return context


def return_query(request: HttpRequest) -> str:
    """Returns a query such as ?next=/stories/, for links to the sign-in and sign-up pages.

    It leads back to the page, or from these pages to where they lead back. Without the page's own
    query, which may have anything: the page is cached for all guests (static/js/reading/loader.js
    adds it).
    """
    next_url = request.path
    url_name = request.resolver_match.url_name if request.resolver_match else None
    if (url_name or "").startswith(("account_", "mfa_")):
        next_url = _submitted_next(request) or request.GET.get("next", "")
    is_of_this_site = url_has_allowed_host_and_scheme(next_url, allowed_hosts=None)
    if not is_of_this_site or next_url == reverse("home"):
        return ""
    return f"?{urlencode({'next': next_url})}"


def member_initial(user: User | AnonymousUser) -> str:
    """Returns the letter that stands for the member in the bar of the site."""
    return user.get_username()[:1].upper()


def _submitted_next(request: HttpRequest) -> str:
    try:
        return request.POST.get("next", "")
    except UNREADABLE_FORM:
        return ""


def reading_attributes(user: User | AnonymousUser) -> SafeString:
    """Returns the reader's settings as HTML attributes, such as ' data-theme="dark"'."""
    settings_by_name = preferences_of(user).reading_settings()
    attributes = format_html_join("", ' data-{}="{}"', settings_by_name.items())
    return attributes + time_zone_attribute(user)


def time_zone_attribute(user: User | AnonymousUser) -> SafeString:
    """Returns where a script sends the time zone (static/js/account/time_zone.js), until it did."""
    if not preferences_of(user).lacks_time_zone():
        return SafeString("")
    return format_html(' data-lacks-time-zone="{}"', reverse("save_guessed_time_zone"))

"""The web app manifest and /favicon.ico; templates/layout/_icons.html links both."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from serial.web.cache_headers import set_cache_control

# --paper of the light theme in static/css/tokens.css. A manifest has one colour for all themes; the
# pages themselves name one for each.
PAPER = "#fbf8f3"
# File name, size and purpose: a phone may cut a maskable icon to a circle.
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


def show_manifest(request: HttpRequest) -> HttpResponse:
    home = reverse("home")
    manifest = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": str(settings.SITE_TAGLINE),
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": _icons(),
    }
    response = JsonResponse(manifest, content_type="application/manifest+json")
    set_cache_control(request, response)
    return response


def _icons() -> list[dict[str, str]]:
    if settings.SITE_ICON:
        return [{"src": settings.SITE_ICON, "sizes": "any", "purpose": "any"}]
    return [
        {"src": static(f"icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": use}
        for name, sizes, use in ICONS
    ]


def redirect_to_favicon(request: HttpRequest) -> HttpResponse:
    """For browsers and feed readers that ask for this path without reading a page."""
    # Not permanent: browsers would keep it after the operator chose another icon.
    return HttpResponseRedirect(settings.SITE_ICON or static("icons/favicon.ico"))

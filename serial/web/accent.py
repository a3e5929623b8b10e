"""The operator's own accent colour, as a style sheet."""

from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control

YEAR_SECONDS = 365 * 24 * 60 * 60
# --accent-hover follows from these: see tokens.css. Outside the layers, so that it wins over the
# accents of all themes.
STYLE_SHEET = """:root {{
  --accent: {accent};
  --accent-soft: color-mix(in oklab, var(--accent) 14%, var(--paper));
}}
"""


def accent_url() -> str:
    """Returns the URL of the style sheet, or "" if the operator chose no accent colour."""
    style_sheet = _style_sheet()
    version = blake2b(style_sheet.encode(), digest_size=6).hexdigest()
    return reverse("accent_css", args=(version,)) if style_sheet else ""


# Its URL changes with its content.
@cache_control(public=True, max_age=YEAR_SECONDS, immutable=True)
def accent_css(request: HttpRequest, version: str) -> HttpResponse:
    return HttpResponse(_style_sheet(), content_type="text/css")


def _style_sheet() -> str:
    return STYLE_SHEET.format(accent=settings.SITE_ACCENT) if settings.SITE_ACCENT else ""

"""The page of all components in all themes, for those who design the site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

THEMES = (
    ("light", "ltr", _("Light")),
    ("sepia", "ltr", _("Sepia")),
    ("dark", "ltr", _("Dark")),
    ("black", "ltr", _("Black")),
    ("light", "rtl", _("Right to left")),
)


def show_styles(request: HttpRequest) -> HttpResponse:
    """Only under DEBUG: it has nothing for readers."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "web/styles.html", {"themes": THEMES})

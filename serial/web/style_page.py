"""The page of all components in all themes, for those who design the site: not translated."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

THEMES = (
    ("light", "ltr", "Light"),
    ("sepia", "ltr", "Sepia"),
    ("dark", "ltr", "Dark"),
    ("black", "ltr", "Black"),
    ("light", "rtl", "Right to left"),
)


def show_styles(request: HttpRequest) -> HttpResponse:
    """Only under DEBUG: it has nothing for readers."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "web/styles.html", {"themes": THEMES})

"""The panel in which readers choose how the text looks."""

from functools import partial

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.models import Preferences, Visitor
from accounts.models.preferences import READING_SETTINGS, preferences_of
from accounts.reading_settings import settings_context
from serial.web.page_cache import get_or_make


def reading_panel_context(request: HttpRequest) -> dict[str, object]:
    """Returns what the page's template needs to show the panel with this reader's settings."""
    return {"has_reading_panel": True, "reading_panel_fields": partial(_fields, request.user)}


def _fields(user: Visitor) -> SafeString:
    preferences = preferences_of(user)
    values = tuple(getattr(preferences, name) for name in READING_SETTINGS)
    return get_or_make("reading-panel", values, lambda: _render_fields(preferences), len)


def _render_fields(preferences: Preferences) -> SafeString:
    return render_to_string("reading/_reading_panel_fields.html", settings_context(preferences))

"""The panel in which readers choose how the text looks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.models import Preferences
from accounts.models.preferences import READING_SETTINGS, preferences_of
from serial.web.page_cache import get_or_make


@dataclass(frozen=True)
class PanelChoice:
    """A setting with several options, each (value, label, is chosen)."""

    name: str
    label: str
    options: list[tuple[object, str, bool]]


def reading_panel_context(request: HttpRequest) -> dict[str, object]:
    """Returns what the page's template needs to show the panel with this reader's settings."""
    preferences = preferences_of(request.user)
    values = tuple(getattr(preferences, name) for name in READING_SETTINGS)
    fields = get_or_make("reading-panel", values, lambda: _render_fields(preferences), len)
    return {"has_reading_panel": True, "reading_panel_fields": fields}


def _render_fields(preferences: Preferences) -> SafeString:
    # Any: these are columns with choices, or switches; Django's stubs cannot tell.
    fields: list[Any] = [Preferences._meta.get_field(name) for name in READING_SETTINGS]
    choices, switches = [], []
    for field in fields:
        value, label = getattr(preferences, field.name), str(field.verbose_name)
        if isinstance(field, BooleanField):
            switches.append((field.name, label, value))
        else:
            options = [(key, str(text), key == value) for key, text in field.choices]
            choices.append(PanelChoice(field.name, label, options))
    context = {"choices": choices, "switches": switches}
    return render_to_string("reading/_reading_panel_fields.html", context)

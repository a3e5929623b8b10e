"""The panel in which readers choose how the text looks."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import BooleanField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Preferences, Visitor
from accounts.models.preferences import READING_SETTINGS, preferences_of
from serial.web.page_cache import get_or_make

# Shorter than on the page of all preferences.
LABELS = {"line_height": _("Line spacing"), "paragraph_style": _("Paragraphs")}
OPTION_LABELS = {
    Preferences.Theme.SYSTEM: _("Device"),
    Preferences.Typeface.SANS: _("Sans"),
    Preferences.Typeface.DYSLEXIC: _("Dyslexia"),
    Preferences.ParagraphStyle.INDENTED: _("Indented"),
}
# The names of the buttons that step through the options of a setting.
STEP_LABELS = {
    "text_size": (_("Smaller text"), _("Larger text")),
    "line_height": (_("Less line spacing"), _("More line spacing")),
    "measure": (_("Fewer characters per line"), _("More characters per line")),
}


@dataclass(frozen=True)
class Option:
    value: object
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Setting:
    """A setting with several options."""

    name: str
    label: str
    options: list[Option]
    default: object
    less: str
    more: str


@dataclass(frozen=True)
class Switch:
    name: str
    label: str
    is_on: bool


def reading_panel_context(request: HttpRequest) -> dict[str, object]:
    """Returns what the page's template needs to show the panel with this reader's settings."""
    return {"has_reading_panel": True, "reading_panel_fields": partial(_fields, request.user)}


def _fields(user: Visitor) -> SafeString:
    preferences = preferences_of(user)
    values = tuple(getattr(preferences, name) for name in READING_SETTINGS)
    return get_or_make("reading-panel", values, lambda: _render_fields(preferences), len)


def _render_fields(preferences: Preferences) -> SafeString:
    # Any: these are columns with choices, or switches; Django's stubs cannot tell.
    fields: list[Any] = [Preferences._meta.get_field(name) for name in READING_SETTINGS]
    switches: list[Switch] = []
    context: dict[str, object] = {"switches": switches}
    for field in fields:
        value = getattr(preferences, field.name)
        label = capfirst(str(LABELS.get(field.name, field.verbose_name)))
        if isinstance(field, BooleanField):
            switches.append(Switch(field.name, label, value))
            continue
        options = [
            Option(key, str(OPTION_LABELS.get(key, text)), key == value)
            for key, text in field.choices
        ]
        less, more = STEP_LABELS.get(field.name, ("", ""))
        context[field.name] = Setting(
            field.name, label, options, field.default, str(less), str(more)
        )
    return render_to_string("reading/_reading_panel_fields.html", context)

"""The reading settings of a member as choices, for the reading panel and the preferences."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Preferences
from accounts.models.preferences import READING_SETTINGS

# Shorter than in /admin/.
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


def settings_context(preferences: Preferences) -> dict[str, object]:
    """Returns what templates/reading/_reading_panel_fields.html shows, and all of it as `shown`."""
    # Any: these are columns with choices, or switches; Django's stubs cannot tell.
    fields: list[Any] = [Preferences._meta.get_field(name) for name in READING_SETTINGS]
    switches: list[Switch] = []
    shown: dict[str, str] = {}
    context: dict[str, object] = {"switches": switches}
    for field in fields:
        value = getattr(preferences, field.name)
        shown[field.name] = _as_sent(value)
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
    context["shown"] = urlencode(shown)
    return context


def _as_sent(value: object) -> str:
    """Returns what a form sends for it: for a switch that is off, nothing."""
    if isinstance(value, bool):
        return "on" if value else ""
    return str(value)

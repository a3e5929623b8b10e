"""The list of time zones as a form field."""

from functools import cache, partial
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models.preferences import UNKNOWN_TIME_ZONE
from accounts.time_zones import Zones, known_time_zones, time_zones_by_region

OPTION = '<option value="{}"{}>{}</option>'


class TimeZoneSelect(forms.Select):
    """Renders its 430 options once for each zone that is chosen: 9 ms by template, then 2 ms."""

    def __init__(self, current: str) -> None:
        super().__init__()
        self.current = current

    def use_required_attribute(self, initial: object) -> bool:
        """Django would read all choices; the first one is not empty, so it is never required."""
        return False

    # Any: as Django's.
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        chosen = str(value) if value in known_time_zones() else self.current
        return format_html("<select{}>{}</select>", attributes, _options(self.current, chosen))


class HiddenZone(forms.HiddenInput):
    """Has no attributes for screen readers: HTML allows none for a hidden field."""

    # Any: as Django's.
    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attributes = super().build_attrs(base_attrs, extra_attrs)
        return {name: value for name, value in attributes.items() if not name.startswith("aria-")}


class TimeZoneField(forms.ChoiceField):
    """The zones of cities. The current zone is always a choice, also if it is not of a city."""

    hidden_widget = HiddenZone

    # Any: what Django's ChoiceField takes.
    def __init__(self, current: str, **options: Any) -> None:
        self.current = current
        # The widget renders the options, so most forms never read the choices, whose 430 names
        # Django would check one by one.
        super().__init__(
            label=_("Time zone"),
            choices=partial(time_zones_by_region, current),
            initial=current,
            error_messages={"invalid_choice": UNKNOWN_TIME_ZONE},
            widget=TimeZoneSelect(current),
            **options,
        )

    def valid_value(self, value: object) -> bool:
        regions = time_zones_by_region(self.current)
        return any(value == zone for _region, zones in regions for zone, _city in zones)


@cache
def _options(current: str, chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        (
            (region, format_html_join("", OPTION, _option_values(zones, chosen)))
            for region, zones in time_zones_by_region(current)
        ),
    )


def _option_values(zones: Zones, chosen: str) -> list[tuple[str, str, str]]:
    return [(zone, " selected" if zone == chosen else "", city) for zone, city in zones]

"""The time zone of the hour in a form: shown, and changed without losing what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choosing_time_zones import choose_time_zone
from accounts.models import User
from accounts.time_zone_field import TimeZoneField
from serial.times.zones import city_name


class TimeZoneChoice(forms.BaseForm):
    """Adds the field `time_zone` to a form: the hour that it asks for counts in that zone."""

    def add_time_zone_field(self) -> None:
        self.fields["time_zone"] = TimeZoneField(
            timezone.get_current_timezone_name(),
            required=False,
            # Whether it was changed here, or in another tab since this form was opened.
            show_hidden_initial=True,
            help_text=_(
                "The day and time that you entered stay, and count in this time zone. It becomes"
                " the time zone of your account when you save."
            ),
        )

    def time_zone_city(self) -> str:
        return city_name(str(self["time_zone"].value() or timezone.get_current_timezone_name()))

    @contextmanager
    def in_chosen_time_zone(self) -> Iterator[None]:
        """Use after the field was cleaned."""
        with timezone.override(ZoneInfo(self._zone())):
            yield

    def store_time_zone(self, user: User) -> None:
        """Makes a zone that was chosen here that of the account, and of the rest of the request."""
        if "time_zone" in self.changed_data:
            choose_time_zone(user, self._zone())
            timezone.activate(ZoneInfo(self._zone()))

    def _zone(self) -> str:
        return self.cleaned_data.get("time_zone") or timezone.get_current_timezone_name()

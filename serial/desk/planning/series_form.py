"""Several chapters one after another: the first day, the time, and how many days apart."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.chapters.releasing import release_range_error, validate_release
from serial.desk.planning.wall_time_fields import (
    AmbiguousTimeField,
    DayField,
    TimeOfDayField,
    ambiguity_question,
    choose_moment,
    resolve_in_current_zone,
)
from serial.times.wall_clock import WallTime
from serial.times.wording import format_day, format_time, zone_name


class SeriesForm(forms.Form):
    first_day = DayField(label=_("First day"))
    at = TimeOfDayField(label=_("Time"))
    every = forms.IntegerField(
        label=_("Days from one to the next"),
        min_value=0,
        max_value=365,
        initial=7,
        help_text=_("7 for one a week, 1 for one a day, 0 for all of them at once."),
    )

    def __init__(self, count: int, *args: Any, **options: Any) -> None:
        """For `count` chapters."""
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.count = count
        self.fields["at"].help_text = gettext("In %(zone)s.") % {"zone": zone_name()}
        self._moments: list[datetime] = []

    def moments(self) -> list[datetime]:
        """One for each chapter, in UTC, once the form is valid."""
        return self._moments

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self._moments = self._series(**cleaned)
            except ValidationError as error:
                self.add_error("first_day", error)
        return cleaned

    def _series(self, first_day: date, at: time, every: int) -> list[datetime]:
        """By each day's own clock: a series at 18:00 stays at 18:00 in summer and in winter."""
        try:
            days = [first_day + timedelta(days=every * n) for n in range(self.count)]
        except OverflowError:
            raise release_range_error() from None
        moments = [self._meant(resolve_in_current_zone(day, at)) for day in days]
        for moment in filter(None, moments):
            validate_release(moment)
        return [moment for moment in moments if moment]

    def _meant(self, reading: WallTime) -> datetime | None:
        if reading.is_clear():
            return choose_moment(reading, None)
        name = f"which_{reading.day:%Y-%m-%d}"
        if name not in self.fields:
            self._ask(name, reading)
        moment = choose_moment(reading, self.data.get(self.add_prefix(name)))
        if moment is None and not self.has_error(name):
            self.add_error(name, ambiguity_question(reading))
        return moment

    def _ask(self, name: str, reading: WallTime) -> None:
        typed = datetime.combine(reading.day, reading.time)
        said = {"day": format_day(typed), "time": format_time(typed)}
        field = AmbiguousTimeField(label=gettext("%(time)s on %(day)s") % said)
        field.ask(reading)
        self.fields[name] = field

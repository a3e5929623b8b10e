"""The form to schedule several chapters: first day, time, and days between releases."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from datetime import time as Time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import release_range_error, validate_release
from serial.desk.planning.time_zone_choice import TimeZoneChoice
from serial.desk.planning.usual_time import usual_time
from serial.desk.planning.wall_time_fields import (
    AmbiguousTimeField,
    DayField,
    TimeOfDayField,
    ambiguity_question,
    choose_occurrence,
    resolve_in_current_zone,
)
from serial.times.wall_clock import WallTime
from serial.times.wording import format_time, format_upcoming_day


class SeriesForm(TimeZoneChoice, forms.Form):
    first_day = DayField(label=_("First day"))
    time = TimeOfDayField(label=_("Time"))
    interval_days = forms.IntegerField(
        label=_("Days between chapters"),
        min_value=0,
        max_value=365,
        initial=7,
        help_text=_("Enter 7 for weekly, 1 for daily, or 0 to release all chapters at once."),
    )

    def __init__(
        self, chapters: Sequence[Chapter], data: Mapping[str, object] | None = None
    ) -> None:
        initial = {"time": usual_time(chapters[0].story)}
        super().__init__(data, initial=initial, label_suffix="")
        self.count = len(chapters)
        self.add_time_zone_field()
        self._release_times: list[datetime] = []

    def release_times(self) -> list[datetime]:
        """Returns a release time in UTC for each chapter, once the form is valid."""
        return self._release_times

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors:
            typed = {name: cleaned[name] for name in ("first_day", "time", "interval_days")}
            try:
                with self.in_chosen_time_zone():
                    self._release_times = self._series(**typed)
            except ValidationError as error:
                self.add_error("first_day", error)
        return cleaned

    def _series(self, first_day: date, time: Time, interval_days: int) -> list[datetime]:
        """Resolves each day in local time, so a series at 18:00 stays at 18:00 all year."""
        try:
            days = [first_day + timedelta(days=interval_days * n) for n in range(self.count)]
        except OverflowError:
            raise release_range_error() from None
        release_times = [self._resolve_release(resolve_in_current_zone(day, time)) for day in days]
        for release_at in filter(None, release_times):
            validate_release(release_at)
        return [release_at for release_at in release_times if release_at]

    def _resolve_release(self, wall_time: WallTime) -> datetime | None:
        if wall_time.is_unambiguous():
            return choose_occurrence(wall_time, None)
        name = f"occurrence_{wall_time.day:%Y-%m-%d}"
        if name not in self.fields:
            self._add_occurrence_field(name, wall_time)
        release_at = choose_occurrence(wall_time, self.data.get(self.add_prefix(name)))
        if release_at is None and not self.has_error(name):
            self.add_error(name, ambiguity_question(wall_time))
        return release_at

    def _add_occurrence_field(self, name: str, wall_time: WallTime) -> None:
        typed = datetime.combine(wall_time.day, wall_time.time)
        params = {"day": format_upcoming_day(typed), "time": format_time(typed)}
        field = AmbiguousTimeField(label=gettext("%(time)s on %(day)s") % params, required=False)
        field.show_choices(wall_time)
        self.fields[name] = field

"""Form fields for a day and a local time, and for the choice if the time is ambiguous."""

from datetime import UTC, date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from serial.chapters.releases.releasing import release_range_error
from serial.times.wall_clock import WallTime, WallTimeKind, resolve_wall_time
from serial.times.wording import format_time, format_upcoming_day, zone_name
from serial.times.zones import zone_abbreviation


class DayField(forms.DateField):
    # A native date field only accepts ISO 8601.
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TimeOfDayField(forms.TimeField):
    """A time of day, to the minute."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def to_python(self, value: str | time | None) -> time | None:
        time_of_day = super().to_python(value)
        return time_of_day.replace(second=0, microsecond=0) if time_of_day else None


class AmbiguousTimeField(forms.ChoiceField):
    """The choice between two moments; hidden unless the typed time is ambiguous.

    Give `required=False`: only the form knows whether the time is ambiguous.
    """

    widget: forms.Widget | type[forms.Widget] = forms.HiddenInput

    def validate(self, value: object) -> None:
        """Accepts any value: a choice made for an earlier day and time is ignored."""

    def show_choices(self, wall_time: WallTime) -> None:
        self.widget = forms.RadioSelect()
        self.choices = [
            (occurrence_key(moment), label) for moment, label in _occurrence_choices(wall_time)
        ]


def resolve_in_current_zone(day: date, local_time: time) -> WallTime:
    """Resolves a local day and time; raises ValidationError if it is out of range."""
    try:
        return resolve_wall_time(day, local_time, timezone.get_current_timezone())
    except OverflowError:
        raise release_range_error() from None


def occurrence_key(moment: datetime) -> str:
    """Returns the form value of a moment: ISO 8601 in UTC, to the minute."""
    return moment.astimezone(UTC).isoformat(timespec="minutes")


def choose_occurrence(wall_time: WallTime, key: str | None) -> datetime | None:
    """Returns the moment in UTC, or None if there are two and the key matches neither."""
    for moment in wall_time.moments:
        if wall_time.is_unambiguous() or occurrence_key(moment) == key:
            return moment.astimezone(UTC)
    return None


def ambiguity_question(wall_time: WallTime) -> str:
    texts = {
        WallTimeKind.REPEATED: _(
            "On %(day)s, %(time)s occurs twice in %(zone)s, because the clocks go back. "
            "Choose one of the two times."
        ),
        WallTimeKind.SKIPPED: _(
            "On %(day)s, %(time)s does not exist in %(zone)s, because the clocks go forward. "
            "Choose one of the two times."
        ),
    }
    typed = datetime.combine(wall_time.day, wall_time.time)
    params = {"day": format_upcoming_day(typed), "time": format_time(typed), "zone": zone_name()}
    return texts[wall_time.kind] % params


def _occurrence_choices(wall_time: WallTime) -> list[tuple[datetime, str]]:
    if wall_time.kind is WallTimeKind.REPEATED:
        texts = [_("%(time)s, the first time"), _("%(time)s, the second time")]
    else:
        texts = [_("%(time)s, before the clocks change"), _("%(time)s, after the clocks change")]
    return [
        (moment, text % {"time": _time_with_zone(moment, wall_time)})
        for moment, text in zip(wall_time.moments, texts, strict=True)
    ]


def _time_with_zone(moment: datetime, wall_time: WallTime) -> str:
    """Returns "01:30 EDT", with the day if it differs from the typed day (changes at midnight)."""
    text = f"{format_time(moment)} {zone_abbreviation(moment)}"
    if moment.date() == wall_time.day:
        return text
    return _("%(time)s on %(day)s") % {"time": text, "day": format_upcoming_day(moment)}

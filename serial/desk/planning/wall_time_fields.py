"""A day and a time as they are typed, and the question that a change of the clocks raises."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from serial.chapters.releasing import release_range_error
from serial.times.wall_clock import Occurrence, WallTime, resolve_wall_time
from serial.times.wording import format_day, format_time, zone_name
from serial.times.zones import abbreviation


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        # The browser's own calendar, which takes and gives nothing but ISO 8601.
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**{"widget": widget, **options})


class TimeOfDayField(forms.TimeField):
    """To the minute."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(**{"widget": widget, **options})

    def to_python(self, value: Any) -> time | None:
        at = super().to_python(value)
        return at.replace(second=0, microsecond=0) if at else at


class AmbiguousTimeField(forms.ChoiceField):
    """Which of two moments is meant: hidden until the form has found that it must ask."""

    widget: Any = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})

    def validate(self, value: Any) -> None:
        """What fits depends on the day and the time; an old answer to others is no error."""

    def ask(self, reading: WallTime) -> None:
        self.widget = forms.RadioSelect()
        self.choices = [(moment_key(moment), label) for moment, label in _labelled(reading)]


def resolve_in_current_zone(day: date, at: time) -> WallTime:
    """What a day and a time mean in the author's zone; ValidationError at the calendar's ends."""
    try:
        return resolve_wall_time(day, at, timezone.get_current_timezone())
    except OverflowError:
        raise release_range_error() from None


def moment_key(moment: datetime) -> str:
    """How a form names a moment."""
    return moment.astimezone(UTC).isoformat(timespec="minutes")


def choose_moment(reading: WallTime, answer: str | None) -> datetime | None:
    """The moment in UTC, or None where there are two and the answer names neither."""
    for moment in reading.moments:
        if reading.is_clear() or moment_key(moment) == answer:
            return moment.astimezone(UTC)
    return None


def ambiguity_question(reading: WallTime) -> str:
    texts = {
        Occurrence.TWICE: _(
            "On %(day)s, %(time)s comes twice in %(zone)s, as the clocks go back. "
            "Which do you mean?"
        ),
        Occurrence.NEVER: _(
            "On %(day)s, %(time)s does not come in %(zone)s, as the clocks go forward. "
            "Which do you mean?"
        ),
    }
    typed = datetime.combine(reading.day, reading.time)
    said = {"day": format_day(typed), "time": format_time(typed), "zone": zone_name()}
    return texts[reading.occurs] % said


def _labelled(reading: WallTime) -> list[tuple[datetime, str]]:
    if reading.occurs is Occurrence.TWICE:
        texts = [_("%(time)s, the first"), _("%(time)s, the second")]
    else:
        texts = [_("%(time)s, before the clocks change"), _("%(time)s, after")]
    return [
        (moment, text % {"time": _clock(moment, reading)})
        for moment, text in zip(reading.moments, texts, strict=True)
    ]


def _clock(moment: datetime, reading: WallTime) -> str:
    """ "01:30 EDT", with its day where that is another than was typed: some change at midnight."""
    shown = f"{format_time(moment)} {abbreviation(moment)}"
    if moment.date() == reading.day:
        return shown
    return _("%(time)s on %(day)s") % {"time": shown, "day": format_day(moment)}

"""The forms of the schedule page: the rhythm of a story, and its break."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.time_zone_field import TimeZoneField
from serial.chapters.models import ReleaseSchedule
from serial.chapters.models.chapter import EARLIEST_RELEASE, LATEST_RELEASE
from serial.chapters.models.release_schedule import (
    MAX_BUFFER_GOAL,
    MAX_CHAPTERS_PER_SLOT,
    MAX_INTERVAL_DAYS,
)
from serial.chapters.releases.queue.rhythm import RhythmChoice
from serial.desk.planning.usual_rhythm import usual_rhythm
from serial.desk.planning.usual_time import usual_time
from serial.desk.planning.wall_time_fields import DayField, TimeOfDayField
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind

Data = Mapping[str, object] | None
IN_CALENDAR = (
    MinValueValidator(EARLIEST_RELEASE.date()),
    MaxValueValidator(date(LATEST_RELEASE.year - 1, 12, 31)),
)


class RhythmForm(forms.Form):
    """Fields that the chosen kind does not use may be empty."""

    kind = forms.ChoiceField(
        label=_("Release a chapter"),
        choices=ReleaseSchedule.Kind.choices,
        widget=forms.RadioSelect,
        initial=RhythmKind.WEEKLY.value,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"),
        coerce=int,
        required=False,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    interval_days = forms.IntegerField(
        label=_("Days from one release to the next"),
        required=False,
        min_value=1,
        max_value=MAX_INTERVAL_DAYS,
        initial=3,
    )
    month_day = forms.IntegerField(
        label=_("Day of the month"),
        required=False,
        min_value=1,
        max_value=31,
        initial=1,
        help_text=_("In a shorter month, it is the last day."),
    )
    time = TimeOfDayField(label=_("Time"))
    first_day = DayField(label=_("Not before"), validators=IN_CALENDAR)
    chapters_per_slot = forms.IntegerField(
        label=_("Chapters at a time"),
        min_value=1,
        max_value=MAX_CHAPTERS_PER_SLOT,
        initial=1,
        help_text=_("More than one are released together, in the order of the story."),
    )
    buffer_goal = forms.IntegerField(
        label=_("Chapters that should be ready"),
        required=False,
        min_value=1,
        max_value=MAX_BUFFER_GOAL,
        help_text=_("While there are fewer, the desk warns you. Empty for no warning."),
    )
    # Of the kinds, the field that each one needs.
    needed: ClassVar = {
        RhythmKind.WEEKLY.value: ("weekdays", _("Choose at least one day.")),
        RhythmKind.INTERVAL.value: ("interval_days", _("Enter the number of days.")),
        RhythmKind.MONTHLY.value: ("month_day", _("Enter a day of the month.")),
    }

    def __init__(self, story: Story, schedule: ReleaseSchedule | None, data: Data = None) -> None:
        initial = _saved(schedule) if schedule else _suggested(story)
        super().__init__(data, initial=initial, label_suffix="", prefix="rhythm")
        zone = schedule.time_zone if schedule else timezone.get_current_timezone_name()
        self.fields["time_zone"] = TimeZoneField(
            zone, help_text=_("Releases follow the clocks of this time zone.")
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        name, message = self.needed.get(str(cleaned.get("kind")), ("kind", ""))
        if not cleaned.get(name) and not self.has_error(name):
            self.add_error(name, message)
        return cleaned

    def choice(self) -> RhythmChoice:
        """Use after `is_valid()`."""
        cleaned = self.cleaned_data
        return RhythmChoice(
            kind=RhythmKind(cleaned["kind"]),
            first_day=cleaned["first_day"],
            time=cleaned["time"],
            time_zone=cleaned["time_zone"],
            weekdays=sorted(cleaned["weekdays"]),
            interval_days=cleaned["interval_days"] or 7,
            month_day=cleaned["month_day"] or 1,
            chapters_per_slot=cleaned["chapters_per_slot"],
            buffer_goal=cleaned["buffer_goal"],
        )


class BreakForm(forms.Form):
    first = DayField(label=_("First day without a release"), validators=IN_CALENDAR)
    until = DayField(label=_("Back on"), validators=IN_CALENDAR)

    def __init__(self, story: Story, data: Data = None) -> None:
        initial = {"first": story.break_from or timezone.localdate(), "until": story.break_until}
        super().__init__(data, initial=initial, label_suffix="", prefix="break")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        first, until = cleaned.get("first"), cleaned.get("until")
        if isinstance(until, date) and until <= timezone.localdate():
            self.add_error("until", gettext("Choose a day in the future."))
        elif isinstance(first, date) and isinstance(until, date) and until <= first:
            self.add_error("until", gettext("Choose a day after the first one."))
        return cleaned


def _saved(schedule: ReleaseSchedule) -> dict[str, object]:
    names = (field.name for field in fields(RhythmChoice))
    return {name: getattr(schedule, name) for name in names}


def _suggested(story: Story) -> dict[str, object]:
    """Returns what the last releases show."""
    initial: dict[str, object] = {
        "time": usual_time(story),
        "first_day": timezone.localdate(),
        "time_zone": timezone.get_current_timezone_name(),
    }
    rhythm = usual_rhythm(story)
    if rhythm is None:
        return initial
    if rhythm.kind is RhythmKind.WEEKLY:
        return initial | {"weekdays": sorted(rhythm.weekdays)}
    # Not today: an interval counts from the first day.
    first = next(rhythm.slots(timezone.now(), LATEST_RELEASE), None)
    first_day = first.day if first else rhythm.first_day
    interval = {"kind": rhythm.kind.value, "interval_days": rhythm.interval_days}
    return initial | interval | {"first_day": first_day}

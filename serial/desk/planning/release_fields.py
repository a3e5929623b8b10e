"""The form fields for a chapter's release: draft, now, or scheduled for a day and time."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.chapters.releasing import validate_release
from serial.desk.planning.wall_time_fields import (
    AmbiguousTimeField,
    DayField,
    TimeOfDayField,
    ambiguity_question,
    choose_moment,
    moment_key,
    resolve_in_current_zone,
)
from serial.times.wall_clock import WallTime
from serial.times.wording import zone_name

RELEASE_CHOICES = [
    ("draft", _("Draft: not released")),
    ("now", _("Publish now")),
    ("at", _("Schedule for a day and time")),
]


class ReleaseFields(forms.Form):
    """Must come before ModelForm among the bases of a chapter form.

    After `is_valid()`, read `moment()` and `release_changed()` to save the release.
    """

    release = forms.ChoiceField(
        label=_("Release"), choices=RELEASE_CHOICES, widget=forms.RadioSelect
    )
    release_day = DayField(label=_("Day"), required=False)
    release_time = TimeOfDayField(label=_("Time"), required=False)
    release_occurrence = AmbiguousTimeField(label=_("Which time do you mean?"))

    _moment: datetime | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._saved_moment: datetime | None = getattr(
            getattr(self, "instance", None), "release_at", None
        )
        help_text = gettext("Time zone: %(zone)s.") % {"zone": zone_name()}
        self.fields["release_time"].help_text = help_text
        self.initial.setdefault("release", "at" if self._saved_moment else "draft")
        if self._saved_moment:
            self._set_initial(self._saved_moment)

    def moment(self) -> datetime | None:
        """Returns the release time in UTC; None for a draft."""
        return self._moment

    def release_changed(self) -> bool:
        return self._moment != self._saved_moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("release") == "now":
            now = timezone.now()
            is_released = self._saved_moment is not None and self._saved_moment <= now
            self._moment = self._saved_moment if is_released else now
        elif cleaned.get("release") == "at":
            self._moment = self._typed_moment(cleaned.get("release_occurrence"))
        return cleaned

    def _set_initial(self, moment: datetime) -> None:
        day, at = _local_day_and_time(moment)
        self.initial.setdefault("release_day", day)
        self.initial.setdefault("release_time", at)
        self.initial.setdefault("release_occurrence", moment_key(moment))
        if not self.is_bound:
            self._ask_if_ambiguous(resolve_in_current_zone(day, at))

    def _typed_moment(self, occurrence: str | None) -> datetime | None:
        """Returns the moment that the fields name; adds an error and returns None without one."""
        day: date | None = self._required("release_day", gettext("Choose the day."))
        at: time | None = self._required("release_time", gettext("Choose the time."))
        if day is None or at is None:
            return None
        try:
            return self._resolve_moment(day, at, occurrence)
        except ValidationError as error:
            self.add_error("release_day", error)
        return None

    def _resolve_moment(self, day: date, at: time, occurrence: str | None) -> datetime | None:
        wall_time = resolve_in_current_zone(day, at)
        self._ask_if_ambiguous(wall_time)
        moment = choose_moment(wall_time, occurrence)
        if self._saved_moment and _is_unchanged(self._saved_moment, moment, day, at):
            return self._saved_moment
        if moment is None:
            self.add_error("release_occurrence", ambiguity_question(wall_time))
        else:
            validate_release(moment)
        return moment

    def _required(self, name: str, message: str) -> Any:
        value = self.cleaned_data.get(name)
        if value is None and not self.has_error(name):
            self.add_error(name, message)
        return value

    def _ask_if_ambiguous(self, wall_time: WallTime) -> None:
        field = self.fields["release_occurrence"]
        if not wall_time.is_unambiguous() and isinstance(field, AmbiguousTimeField):
            field.ask(wall_time)


def _local_day_and_time(moment: datetime) -> tuple[date, time]:
    """Returns day and time in the author's zone, to the minute."""
    local = timezone.localtime(moment)
    return local.date(), local.time().replace(second=0, microsecond=0, fold=0)


def _is_unchanged(saved: datetime, moment: datetime | None, day: date, at: time) -> bool:
    """Whether the fields still name the saved moment; they show no seconds."""
    return _local_day_and_time(saved) == (day, at) and (
        moment is None or moment_key(moment) == moment_key(saved)
    )

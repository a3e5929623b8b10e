"""When a chapter is to be released, as an author says it: not yet, now, or at a day and time."""

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

CHOICES = [
    ("draft", _("Not yet: a draft")),
    ("now", _("Now")),
    ("at", _("On a day, at a time")),
]


class ReleaseFields(forms.Form):
    """Goes before ModelForm among the bases of a form of a chapter.

    After `is_valid()` a save asks `moment()` and `release_changed()`.
    """

    release = forms.ChoiceField(label=_("Release"), choices=CHOICES, widget=forms.RadioSelect)
    release_day = DayField(label=_("Day"), required=False)
    release_time = TimeOfDayField(label=_("Time"), required=False)
    release_which = AmbiguousTimeField(label=_("Which of the two"))

    _moment: datetime | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._before: datetime | None = getattr(getattr(self, "instance", None), "release_at", None)
        here = gettext("In %(zone)s.") % {"zone": zone_name()}
        self.fields["release_time"].help_text = here
        self.initial.setdefault("release", "at" if self._before else "draft")
        if self._before:
            self._begin_with(self._before)

    def moment(self) -> datetime | None:
        """When it is to be released, in UTC; None for a draft."""
        return self._moment

    def release_changed(self) -> bool:
        return self._moment != self._before

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("release") == "now":
            now = timezone.now()
            is_out = self._before is not None and self._before <= now
            self._moment = self._before if is_out else now
        elif cleaned.get("release") == "at":
            self._moment = self._typed_moment(cleaned.get("release_which"))
        return cleaned

    def _begin_with(self, moment: datetime) -> None:
        day, at = _shown(moment)
        self.initial.setdefault("release_day", day)
        self.initial.setdefault("release_time", at)
        self.initial.setdefault("release_which", moment_key(moment))
        if not self.is_bound:
            self._ask_where_unclear(resolve_in_current_zone(day, at))

    def _typed_moment(self, answer: str | None) -> datetime | None:
        """What day, time and answer say together; None where something is to be said first."""
        day: date | None = self._required("release_day", gettext("Choose the day."))
        at: time | None = self._required("release_time", gettext("Choose the time."))
        if day is None or at is None:
            return None
        try:
            return self._chosen(day, at, answer)
        except ValidationError as error:
            self.add_error("release_day", error)
        return None

    def _chosen(self, day: date, at: time, answer: str | None) -> datetime | None:
        reading = resolve_in_current_zone(day, at)
        self._ask_where_unclear(reading)
        moment = choose_moment(reading, answer)
        if self._before and _is_same(self._before, moment, day, at):
            return self._before
        if moment is None:
            self.add_error("release_which", ambiguity_question(reading))
        else:
            validate_release(moment)
        return moment

    def _required(self, name: str, message: str) -> Any:
        value = self.cleaned_data.get(name)
        if value is None and not self.has_error(name):
            self.add_error(name, message)
        return value

    def _ask_where_unclear(self, reading: WallTime) -> None:
        field = self.fields["release_which"]
        if not reading.is_clear() and isinstance(field, AmbiguousTimeField):
            field.ask(reading)


def _shown(moment: datetime) -> tuple[date, time]:
    """The day and the minute that the author's clock shows."""
    local = timezone.localtime(moment)
    return local.date(), local.time().replace(second=0, microsecond=0, fold=0)


def _is_same(before: datetime, moment: datetime | None, day: date, at: time) -> bool:
    """Whether the fields still say the moment it has; they show no seconds."""
    return _shown(before) == (day, at) and (
        moment is None or moment_key(moment) == moment_key(before)
    )

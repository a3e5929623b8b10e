"""The form fields for a chapter's release: draft, now, next slot of the queue, or day and time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.chapters.releases.queue.changing import NO_RHYTHM
from serial.chapters.releases.releasing import validate_release
from serial.desk.desk_form import DeskForm
from serial.desk.planning.confirmations_field import ConfirmationsField
from serial.desk.planning.next_slot import OtherReleases, TakenSlot
from serial.desk.planning.time_zone_choice import TimeZoneChoice
from serial.desk.planning.wall_time_fields import (
    AmbiguousTimeField,
    DayField,
    TimeOfDayField,
    ambiguity_question,
    choose_occurrence,
    occurrence_key,
    resolve_in_current_zone,
)
from serial.stories.models import Story
from serial.times.wall_clock import WallTime
from serial.times.wording import format_upcoming

# The button that releases the chapter when it saves it, whatever else is chosen.
PUBLISH = "_publish"
RELEASE_CHOICES = [
    ("draft", _("Draft")),
    ("now", _("Publish now")),
    ("queue", _("Add to queue")),
    ("schedule", _("Schedule")),
]
HINTS = {
    "draft": _("Only the authors of the story see it."),
    "now": _("Everyone can read it."),
    "schedule": _("It becomes public at the minute you choose."),
}
# Of a chapter in the queue.
LEAVING_HINTS = {
    "draft": _("It leaves the queue; the chapters behind it move up. Only the authors see it."),
    "schedule": _("It leaves the queue and keeps the time you choose. Those behind it move up."),
}


@dataclass(frozen=True)
class ReleaseOption:
    """A radio button; `tag` is its HTML."""

    value: str
    id: str
    tag: str
    label: str
    hint: str


class ReleaseFields(TimeZoneChoice, DeskForm, forms.Form):
    """Must come before ModelForm among the bases of a chapter form.

    After `is_valid()`, read `release_at()` and `release_changed()` to save the release.
    """

    # Each with what the page showed at first. A day that was only suggested is not chosen with it,
    # and a release that nobody touched here stays as it is saved: another tab may have changed it.
    release = forms.ChoiceField(
        label=_("Release"),
        choices=RELEASE_CHOICES,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
    )
    release_day = DayField(label=_("Day"), required=False, show_hidden_initial=True)
    release_time = TimeOfDayField(label=_("Time"), required=False, show_hidden_initial=True)
    release_occurrence = AmbiguousTimeField(
        label=_("Which time do you mean?"), required=False, show_hidden_initial=True
    )

    confirmed_release = ConfirmationsField(label="", required=False)

    _release_at: datetime | None = None
    _choice_made = ""
    # Of the story, if it is known.
    other_releases: OtherReleases | None = None

    def set_up(self) -> None:
        super().set_up()
        saved = getattr(self, "instance", None)
        self._saved_release: datetime | None = getattr(saved, "release_at", None)
        self._was_queued = bool(getattr(saved, "is_queued", False)) and not self._is_released()
        self.add_time_zone_field()
        self.initial.setdefault("release", self._saved_choice())
        if self._saved_release:
            self._set_initial(self._saved_release)

    def suggest_release(self, others: OtherReleases) -> None:
        """Fills day and time with the next free slot, unless the chapter has a release."""
        self.other_releases = others
        if self._saved_release is None and not self.is_bound:
            moment = others.suggestion()
            self.initial.setdefault("release_day", moment.date())
            self.initial.setdefault("release_time", moment.time().replace(second=0, fold=0))

    def taken_slots(self) -> list[dict[str, str]]:
        """Returns the coming releases of the other chapters, for the script."""
        slots = self.other_releases.scheduled if self.other_releases else []
        # Formatting takes longer than the rest, and most have the same time of day.
        times = {minute: slot.time() for minute, slot in {s.minute(): s for s in slots}.items()}
        return [
            {
                "day": slot.moment.date().isoformat(),
                "time": times[slot.minute()],
                "label": slot.label,
            }
            for slot in slots
        ]

    def taken_on_day(self) -> list[TakenSlot]:
        """Returns the other chapters that are released on the day in the field."""
        typed = self["release_day"].value()
        day = typed.isoformat() if isinstance(typed, date) else str(typed)
        slots = self.other_releases.scheduled if self.other_releases else []
        return [slot for slot in slots if slot.moment.date().isoformat() == day]

    def _saved_choice(self) -> str:
        if self._saved_release is None:
            return "draft"
        if self._was_queued:
            return "queue"
        return "now" if self._is_released() else "schedule"

    def _is_released(self) -> bool:
        return self._saved_release is not None and self._saved_release <= timezone.now()

    def release_options(self) -> Iterator[ReleaseOption]:
        """Yields the radio buttons. "Publish now" is a button of its own, PUBLISH."""
        for option in self["release"]:
            value = str(option.data["value"])
            is_checked = value == self["release"].value()
            if value == "now" and not (self._is_released() or is_checked):
                continue
            if value == "queue" and (self._is_released() or not self.queue_slot()):
                continue
            label = self._saved_label(value) or option.choice_label
            hint = self._hint(value)
            yield ReleaseOption(value, option.id_for_label, option.tag(), label, hint)

    def queue_slot(self) -> datetime | None:
        """Returns the slot that the chapter has in the queue, or would get there."""
        if self._was_queued:
            return self._saved_release
        return self.other_releases.queue_slot if self.other_releases else None

    def story_without_rhythm(self) -> Story | None:
        """Returns the story if its author can choose a rhythm, to have a queue."""
        if self.other_releases is None or self._is_released() or self.queue_slot():
            return None
        return self.other_releases.story

    def _saved_label(self, value: str) -> str:
        """Returns the label of a choice that is saved already, if it has another one."""
        if value == "now" and self._is_released():
            return gettext("Released")
        return gettext("In the queue") if value == "queue" and self._was_queued else ""

    def _hint(self, value: str) -> str:
        slot = self.queue_slot()
        if value == "queue" and slot:
            when = format_upcoming(timezone.localtime(slot))
            if self._was_queued:
                text = gettext("%(when)s. It moves when the queue changes.")
            else:
                text = gettext("Next free slot: %(when)s")
            return text % {"when": when}
        leaving = LEAVING_HINTS.get(value) if self._was_queued else None
        return str(leaving or HINTS[value])

    def has_release_errors(self) -> bool:
        names = ("release", "time_zone", "confirmed_release")
        return any(name.startswith(names) for name in self.errors)

    def release_at(self) -> datetime | None:
        """Returns the release time in UTC; None for a draft."""
        return self._release_at

    def release_changed(self) -> bool:
        return self._release_at != self._saved_release or self.is_added_to_queue()

    def is_added_to_queue(self) -> bool:
        """Whether to save it with `add_to_queue`, which decides on the slot."""
        return self._choice_made == "queue" and not self._was_queued

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        self._confirmed: list[str] = cleaned.get("confirmed_release") or []
        if PUBLISH in self.data:
            self._forget_other_choices()
        elif self._is_untouched():
            self._choice_made = self._saved_choice()
            self._release_at = self._saved_release
            return cleaned
        choice = self._choice_made = self._choice(str(cleaned.get("release")))
        if choice == "now":
            self._release_at = self._saved_release if self._is_released() else timezone.now()
        elif choice == "queue":
            self._release_at = self._queued_release(cleaned.get("story"))
        elif choice == "schedule":
            with self.in_chosen_time_zone():
                self._release_at = self._typed_release(cleaned.get("release_occurrence"))
                self._ask_if_past()
        return cleaned

    def _queued_release(self, story: object) -> datetime | None:
        if self.other_releases is None and isinstance(story, Story):
            self.other_releases = OtherReleases(story, None)
        slot = self.queue_slot()
        if slot is None:
            self.add_error("release", NO_RHYTHM)
        return slot

    def ask(self, key: str, question: str, answer: str) -> None:
        """Adds an error unless the author has answered this question with yes."""
        field = self.fields["confirmed_release"]
        if isinstance(field, ConfirmationsField):
            field.ask(key, answer)
        if key not in self._confirmed:
            self.add_error("confirmed_release", question)

    def _ask_if_past(self) -> None:
        moment = self._release_at
        if moment is None or not self.release_changed() or moment > timezone.now():
            return
        question = gettext(
            "%(when)s is in the past. The chapter would be published at once, with this date."
        )
        when = format_upcoming(timezone.localtime(moment))
        answer = gettext("Publish it with this date")
        self.ask(f"past {occurrence_key(moment)}", question % {"when": when}, answer)

    def _is_untouched(self) -> bool:
        shown = self.data.get(self.add_initial_prefix("release"))
        names = {"release_day", "release_time", "release_occurrence", "time_zone"}
        chosen = self.data.get(self.add_prefix("release"))
        return shown is not None and shown == chosen and names.isdisjoint(self.changed_data)

    def release_shown(self) -> SafeString:
        """Returns the hidden field with the choice that the page showed at first."""
        return self["release"].as_hidden(only_initial=True)

    def _choice(self, chosen: str) -> str:
        """Returns what to do: a day that was filled in is chosen, also without JavaScript."""
        if PUBLISH in self.data:
            return "now"
        typed_day = self.data.get(self.add_prefix("release_day"))
        is_changed = "release_day" in self.changed_data and typed_day != self._saved_day()
        is_filled_in = bool(typed_day) and is_changed
        unchosen = {"draft", "queue"} if self._was_queued else {"draft"}
        return "schedule" if chosen in unchosen and is_filled_in else chosen

    def _saved_day(self) -> str:
        saved = self._saved_release
        return _local_day_and_time(saved)[0].isoformat() if saved else ""

    def _forget_other_choices(self) -> None:
        for name in ("release", "release_day", "release_time"):
            self.errors.pop(name, None)

    def _set_initial(self, release_at: datetime) -> None:
        day, local_time = _local_day_and_time(release_at)
        self.initial.setdefault("release_day", day)
        self.initial.setdefault("release_time", local_time)
        self.initial.setdefault("release_occurrence", occurrence_key(release_at))
        if not self.is_bound:
            self._ask_if_ambiguous(resolve_in_current_zone(day, local_time))

    def _typed_release(self, occurrence: str | None) -> datetime | None:
        """Returns the release time of the fields, or None after adding an error."""
        self._require("release_day", gettext("Choose the day."))
        self._require("release_time", gettext("Choose the time."))
        day: date | None = self.cleaned_data.get("release_day")
        local_time: time | None = self.cleaned_data.get("release_time")
        if day is None or local_time is None:
            return None
        try:
            return self._resolve_release(day, local_time, occurrence)
        except ValidationError as error:
            self.add_error("release_day", error)
        return None

    def _resolve_release(
        self, day: date, local_time: time, occurrence: str | None
    ) -> datetime | None:
        wall_time = resolve_in_current_zone(day, local_time)
        self._ask_if_ambiguous(wall_time)
        release_at = choose_occurrence(wall_time, occurrence)
        if self._saved_release and _is_unchanged(self._saved_release, release_at, day, local_time):
            return self._saved_release
        if release_at is None:
            self.add_error("release_occurrence", ambiguity_question(wall_time))
        else:
            validate_release(release_at)
        return release_at

    def _require(self, name: str, message: str) -> None:
        if self.cleaned_data.get(name) is None and not self.has_error(name):
            self.add_error(name, message)

    def _ask_if_ambiguous(self, wall_time: WallTime) -> None:
        field = self.fields["release_occurrence"]
        if not wall_time.is_unambiguous() and isinstance(field, AmbiguousTimeField):
            field.show_choices(wall_time)


def _local_day_and_time(release_at: datetime) -> tuple[date, time]:
    """Returns day and time in the author's zone, to the minute."""
    local = timezone.localtime(release_at)
    return local.date(), local.time().replace(second=0, microsecond=0, fold=0)


def _is_unchanged(
    saved: datetime, release_at: datetime | None, day: date, local_time: time
) -> bool:
    """Whether the fields still name the saved release time; they show no seconds."""
    return _local_day_and_time(saved) == (day, local_time) and (
        release_at is None or occurrence_key(release_at) == occurrence_key(saved)
    )

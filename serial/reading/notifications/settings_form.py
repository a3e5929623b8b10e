"""The form of a member's notification settings: kinds by channels, digests, stories."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.notifications.channels import Channels, channels_of
from serial.notifications.choices import EmailFrequency, Weekday
from serial.notifications.digest_times import digest_schedules
from serial.notifications.kinds import KINDS, Kind
from serial.notifications.models import StorySetting
from serial.notifications.settings_changes import (
    reset_story_email,
    set_channels,
    set_digest_time,
    set_story_email,
)
from serial.stories.models import Story

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
# Enough for people, and few enough for one page.
MAX_STORIES = 200


@dataclass(frozen=True)
class KindRow:
    kind: Kind
    in_site: BoundField | None
    email: BoundField


class NotificationSettingsForm(forms.Form):
    """Saves what was changed on this page: another tab may have changed the rest."""

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.user = user
        self.chosen = channels_of(user)
        self._add_kinds()
        self._add_digest_time()
        self._add_stories()
        for field in self.fields.values():
            field.show_hidden_initial = True

    def _add_kinds(self) -> None:
        for kind in KINDS:
            channels = self.chosen[kind.name]
            if not kind.is_always_in_site:
                self.fields[f"site-{kind.name}"] = forms.BooleanField(
                    required=False,
                    initial=channels.in_site,
                    widget=forms.CheckboxInput(
                        attrs={"aria-labelledby": f"kind-{kind.name} by-site"}
                    ),
                )
            self.fields[f"email-{kind.name}"] = _email_field(
                channels.email, f"kind-{kind.name} by-email"
            )

    def _add_digest_time(self) -> None:
        schedule = digest_schedules([self.user.pk])[self.user.pk]
        self.fields["hour"] = forms.TypedChoiceField(
            label=_("Time"), choices=HOURS, coerce=int, initial=schedule.hour
        )
        self.fields["weekday"] = forms.TypedChoiceField(
            label=_("Weekly digest on"),
            choices=Weekday.choices,
            coerce=int,
            initial=schedule.weekday,
        )

    def _add_stories(self) -> None:
        visible = Story.objects.visible_to(self.user).values("pk")
        rows = StorySetting.objects.filter(user=self.user, story__in=visible)
        rows = rows.select_related("story").order_by("story__title", "pk")[:MAX_STORIES]
        self.settings = {row.story_id: row for row in rows}
        for pk, row in self.settings.items():
            label = f"story-name-{pk} by-email"
            self.fields[f"story-{pk}"] = _email_field(EmailFrequency(row.email), label)

    def kinds(self) -> Iterator[KindRow]:
        for kind in KINDS:
            name = f"site-{kind.name}"
            in_site = self[name] if name in self.fields else None
            yield KindRow(kind, in_site, self[f"email-{kind.name}"])

    def stories(self) -> Iterator[tuple[Story, BoundField]]:
        for pk, row in self.settings.items():
            yield row.story, self[f"story-{pk}"]

    def save(self) -> None:
        changed, cleaned = set(self.changed_data), self.cleaned_data
        channels = {}
        for kind in KINDS:
            site, email = f"site-{kind.name}", f"email-{kind.name}"
            if not {site, email} & changed:
                continue
            before = self.chosen[kind.name]
            channels[kind.name] = Channels(
                in_site=cleaned[site] if site in changed else before.in_site,
                email=EmailFrequency(cleaned[email]) if email in changed else before.email,
            )
        set_channels(self.user, channels)
        if {"hour", "weekday"} & changed:
            set_digest_time(self.user, cleaned["hour"], cleaned["weekday"])
        for pk, row in self.settings.items():
            if f"story-{pk}" in changed:
                set_story_email(self.user, row.story, EmailFrequency(cleaned[f"story-{pk}"]))


class StoryEmailForm(forms.Form):
    """Emails about one story. Nothing chosen: as the settings for all have it."""

    email = forms.ChoiceField(
        label=_("Emails about new chapters and announcements"),
        choices=[("", _("Same as my settings")), *EmailFrequency.choices],
        required=False,
    )

    @classmethod
    def of(cls, user: User, story: Story) -> Self:
        setting = StorySetting.objects.filter(user=user, story=story).first()
        return cls(initial={"email": setting.email if setting else ""})

    def save(self, user: User, story: Story) -> None:
        chosen = self.cleaned_data["email"]
        if chosen:
            set_story_email(user, story, EmailFrequency(chosen))
        else:
            reset_story_email(user, story.pk)


def _email_field(initial: EmailFrequency, labelled_by: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=EmailFrequency.choices,
        initial=initial.value,
        widget=forms.Select(attrs={"aria-labelledby": labelled_by}),
    )

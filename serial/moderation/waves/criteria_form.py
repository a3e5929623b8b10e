"""The form of a wave's criteria, as it is sent in a URL."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.spam.words import find_hosts
from serial.moderation.time_limits import FIRST_DAY, LAST_DAY
from serial.moderation.waves.criteria import (
    DEFAULT_LIKENESS,
    LIKENESS_CHOICES,
    Criteria,
    hosts_in,
)
from serial.moderation.waves.starting import KINDS
from serial.stories.models import Story

# Before the comment that one starts from: waves begin before somebody sees them.
TIME_BEFORE = timedelta(hours=1)
HOST_MAX_LENGTH = 100
# As browsers send it.
TIME_FORMAT = "%Y-%m-%dT%H:%M"


class TimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=TIME_FORMAT)


def _check(label: Any) -> forms.BooleanField:  # Any: lazy texts have no public type.
    return forms.BooleanField(label=label, required=False)


def _check_day(time: datetime) -> None:
    if not FIRST_DAY <= time.date() <= LAST_DAY:
        raise ValidationError(gettext("Enter a valid date/time."))


class CriteriaForm(forms.Form):
    """example: the comment that it starts from; None offers only what needs none."""

    like = _check(_("like this text"))
    percent = forms.ChoiceField(
        label=_("How like"),
        choices=[(percent, f"{percent} %") for percent in LIKENESS_CHOICES],
        required=False,
    )
    link = _check(_("with this link"))
    host = forms.CharField(label=_("Site"), required=False, max_length=HOST_MAX_LENGTH)
    by = _check(_("by this person"))
    network = _check(_("from this IP hash"))
    time = _check(_("in this time"))
    since = forms.DateTimeField(
        label=_("From"), required=False, widget=TimeInput, validators=[_check_day]
    )
    until = forms.DateTimeField(
        label=_("To"), required=False, widget=TimeInput, validators=[_check_day]
    )
    leave_out = _check(_("people in good standing"))
    # Nothing is chosen at first: the buttons beside the count choose it.
    do = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in DecisionKind if kind in KINDS],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, data: Any, *, example: Comment | None, story: Story | None = None) -> None:
        self.example, self.story = example, story
        self.is_sent = data is not None and "do" in data
        super().__init__(data if self.is_sent else first_values(example))
        if example is None:
            for name in ("like", "percent", "by", "network"):
                del self.fields[name]
        elif example.ip_hash_id is None:
            del self.fields["network"]

    def clean_host(self) -> str:
        host: str = self.cleaned_data["host"].strip()
        if not host:
            return ""
        hosts = find_hosts(host if "/" in host else f"https://{host}")
        if not hosts:
            raise ValidationError(gettext("Enter a site such as shop.example."))
        return hosts[0]

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("link") and not data.get("host") and "host" not in self.errors:
            self.add_error("host", gettext("Enter the site that the comments link to."))
        if data.get("time") and not data.get("since") and "since" not in self.errors:
            self.add_error("since", gettext("Enter the time of the first of these comments."))
        if not self.errors and self.criteria().is_empty():
            raise ValidationError(gettext("Choose what these comments have in common."))

    def criteria(self) -> Criteria:
        """For a form whose fields are valid."""
        data, example = self.cleaned_data, self.example
        is_timed = data["time"]
        return Criteria(
            example=example.pk if example else None,
            likeness=int(data["percent"] or DEFAULT_LIKENESS) if data.get("like") else None,
            host=data["host"] if data["link"] else "",
            member=example.user_id if example and data.get("by") else None,
            ip_hash=self._ip_hash(),
            since=data["since"] if is_timed else None,
            until=data["until"] if is_timed else None,
            story=self.story.pk if self.story else None,
            with_good_standing=not data["leave_out"],
        )

    def _ip_hash(self) -> int | None:
        data, example = self.cleaned_data, self.example
        if example is None or example.user_id is not None:
            return None
        return example.ip_hash_id if data.get("network") or data.get("by") else None

    def sent_fields(self) -> list[tuple[str, str]]:
        """What the next form sends again, unchanged."""
        fields = ((name, self.data.get(name)) for name in self.fields)
        return [(name, str(value)) for name, value in fields if value]


def first_values(example: Comment | None) -> dict[str, str]:
    """What is chosen at first: comments like this one, from an hour before it on."""
    values = {"leave_out": "on", "time": "on"}
    start = (example.posted_at if example else timezone.now()) - TIME_BEFORE
    values["since"] = timezone.localtime(start).strftime(TIME_FORMAT)
    if example is not None:
        values |= {"like": "on", "percent": str(DEFAULT_LIKENESS)}
        values |= {"host": next(iter(hosts_in(example)), "")}
    return values

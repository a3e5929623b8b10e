"""The release fields: draft, now, or a day and time, with daylight-saving changes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
import time_machine
from django import forms
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.desk.planning.release_fields import ReleaseFields

NOW = datetime(2026, 10, 20, 12, 0, 30, tzinfo=UTC)
AUTUMN = {"release": "schedule", "release_day": "2026-11-01", "release_time": "01:30"}
SPRING = {"release": "schedule", "release_day": "2027-03-14", "release_time": "02:30"}
FIRST, SECOND = "2026-11-01T05:30+00:00", "2026-11-01T06:30+00:00"


class ReleaseForm(ReleaseFields, forms.ModelForm[Chapter]):
    class Meta:
        model = Chapter
        fields: ClassVar[list[str]] = []


@pytest.fixture(autouse=True)
def in_new_york() -> Iterator[None]:
    with timezone.override("America/New_York"), time_machine.travel(NOW, tick=False):
        yield


def submit(before: datetime | None = None, /, **data: str | list[str]) -> ReleaseForm:
    return ReleaseForm(data, instance=Chapter(release_at=before))


def release_of(form: ReleaseForm) -> datetime | None:
    assert form.errors == {}
    return form.release_at()


def test_draft_now_and_scheduled_release() -> None:
    assert release_of(submit(release="draft")) is None
    assert release_of(submit(release="now")) == NOW
    form = submit(release="schedule", release_day="2026-11-27", release_time="18:00")
    assert release_of(form) == datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    assert form.release_changed()


def test_hour_counts_in_the_time_zone_of_the_form() -> None:
    typed = {"release": "schedule", "release_day": "2026-11-27", "release_time": "18:00"}
    form = submit(**typed, time_zone="Europe/Lisbon")
    assert release_of(form) == datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
    # What was typed stays, also where the saved release is shown in the former zone.
    saved = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    assert release_of(submit(saved, **typed)) == saved
    form = submit(saved, **typed, time_zone="Asia/Tokyo")
    assert release_of(form) == datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    assert form.time_zone_city() == "Tokyo"
    # Berlin goes back a week before New York.
    form = submit(**AUTUMN, time_zone="Europe/Berlin")
    assert release_of(form) == datetime(2026, 11, 1, 0, 30, tzinfo=UTC)
    refused = submit(**typed, time_zone="Mars/Phobos")
    assert refused.errors["time_zone"] == [
        "Mars/Phobos is not a time zone. Choose one such as Europe/Lisbon."
    ]
    assert 'value="18:00"' in str(refused["release_time"])


def test_day_that_is_filled_in_is_chosen() -> None:
    """A radio button that was left on "Draft" throws no date away."""
    typed = {"release_day": "2026-11-27", "release_time": "18:00"}
    moment = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    assert release_of(submit(release="draft", **typed)) == moment
    assert submit(release="draft", release_day="2026-11-27").errors.keys() == {"release_time"}
    # The day that is saved was not filled in: the author chose the draft.
    assert release_of(submit(moment, release="draft", **typed)) is None
    assert release_of(submit(moment, release="draft")) is None


def test_publish_button_wins_over_what_else_is_chosen() -> None:
    for data in ({"release": "draft"}, {"release": "schedule", "release_day": "soon"}, {}):
        assert release_of(submit(**data, _publish="1")) == NOW


def test_day_in_the_past_asks_before_it_publishes() -> None:
    typed = {"release": "schedule", "release_day": "2026-10-19", "release_time": "18:00"}
    moment = datetime(2026, 10, 19, 22, 0, tzinfo=UTC)
    asked = submit(**typed)
    assert asked.errors["confirmed_release"] == [
        "Monday 19\xa0October, 18:00 is in the past. "
        "The chapter would be published at once, with this date."
    ]
    [(answer, label)] = asked.fields["confirmed_release"].choices  # type: ignore[attr-defined]
    assert label == "Publish it with this date" and asked.has_release_errors()
    assert release_of(submit(**typed, confirmed_release=[answer])) == moment
    # An answer about another day is none, and a release that stays is not asked about.
    other_day = {**typed, "release_day": "2026-10-18"}
    assert "confirmed_release" in submit(**other_day, confirmed_release=[answer]).errors
    assert release_of(submit(moment, **typed)) == moment


def test_release_choice_is_required() -> None:
    assert submit().errors.as_data().keys() == {"release"}
    assert submit(release="never").errors.as_data().keys() == {"release"}


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"release_day": "2026-11-27"}, {"release_time": ["Choose the time."]}),
        ({"release_time": "18:00"}, {"release_day": ["Choose the day."]}),
        (
            {"release_day": "soon", "release_time": "18:00"},
            {"release_day": ["Enter a valid date."]},
        ),
        (
            {"release_day": "2026-11-27", "release_time": "x"},
            {"release_time": ["Enter a valid time."]},
        ),
    ],
)
def test_errors_are_on_the_incomplete_field(
    fields: dict[str, str], errors: dict[str, list[str]]
) -> None:
    form = submit(release="schedule", **fields)
    assert form.errors == errors
    for name, value in fields.items():
        assert f'value="{value}"' in str(form[name])


def test_day_and_time_are_required_when_scheduling() -> None:
    assert submit(release="schedule").errors.keys() == {"release_day", "release_time"}


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-02", "9999-12-31"])
@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_day_out_of_range_is_refused(day: str, zone: str) -> None:
    with timezone.override(zone):
        for at in ("00:00", "23:59"):
            form = submit(release="schedule", release_day=day, release_time=at)
            assert form.errors == {"release_day": ["Choose a release between 1970 and 2199."]}


@pytest.mark.parametrize(
    ("fields", "question", "choices"),
    [
        (
            AUTUMN,
            "On Sunday 1\xa0November, 01:30 occurs twice in New York, because the clocks go back. "
            "Choose one of the two times.",
            ["01:30 EDT, the first time", "01:30 EST, the second time"],
        ),
        (
            SPRING,
            "On Sunday 14\xa0March 2027, 02:30 does not exist in New York, because the clocks go "
            "forward. Choose one of the two times.",
            ["01:30 EST, before the clocks change", "03:30 EDT, after the clocks change"],
        ),
    ],
)
def test_ambiguous_time_requires_a_choice(
    fields: dict[str, str], question: str, choices: list[str]
) -> None:
    form = submit(**fields)
    assert form.errors == {"release_occurrence": [question]}
    page = str(form)
    assert [choice in page for choice in choices] == [True, True]
    assert page.count('type="radio" name="release_occurrence"') == 2


@pytest.mark.parametrize(
    ("fields", "occurrence", "hour"),
    [(AUTUMN, FIRST, 5), (AUTUMN, SECOND, 6)]
    + [(SPRING, "2027-03-14T06:30+00:00", 6), (SPRING, "2027-03-14T07:30+00:00", 7)],
)
def test_chosen_occurrence_is_used(fields: dict[str, str], occurrence: str, hour: int) -> None:
    form = submit(**fields, release_occurrence=occurrence)
    release_at = release_of(form)
    assert release_at is not None and (release_at.hour, release_at.minute) == (hour, 30)
    assert 'type="radio" name="release_occurrence"' in str(form)


@pytest.mark.parametrize("occurrence", ["2027-03-14T07:30+00:00", "the first", "x" * 10_000, "a\0"])
def test_invalid_occurrence_is_refused(occurrence: str) -> None:
    assert submit(**AUTUMN, release_occurrence=occurrence).errors.keys() == {"release_occurrence"}


def test_occurrence_of_another_day_is_ignored() -> None:
    form = submit(**{**AUTUMN, "release_day": "2026-11-02"}, release_occurrence=SECOND)
    assert release_of(form) == datetime(2026, 11, 2, 6, 30, tzinfo=UTC)
    assert "radio" not in str(form["release_occurrence"])


def test_choice_shows_the_day_if_it_differs() -> None:
    with timezone.override("Africa/Cairo"):
        form = submit(release="schedule", release_day="2026-04-24", release_time="00:30")
        assert not form.is_valid()
        assert "23:30 EET on Thursday 23\xa0April, before the clocks change" in str(
            form["release_occurrence"]
        )


def test_publish_now_keeps_the_release_of_a_released_chapter() -> None:
    before = NOW - timedelta(days=3)
    form = submit(before, release="now")
    assert release_of(form) == before
    assert not form.release_changed()
    soon = submit(NOW + timedelta(days=3), release="now")
    assert release_of(soon) == NOW and soon.release_changed()


def resubmit(before: datetime | None) -> ReleaseForm:
    """Submits the form with its initial values."""
    form = ReleaseForm(instance=Chapter(release_at=before))
    data = {field.html_name: str(field.value() or "") for field in form}
    return submit(before, **{name: value for name, value in data.items() if value != "None"})


@pytest.mark.parametrize(
    "before",
    [
        None,
        datetime(2026, 11, 27, 23, 0, 12, 345, tzinfo=UTC),
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 1, 5, 30, 7, tzinfo=UTC),
        datetime(2026, 11, 1, 6, 30, 7, tzinfo=UTC),
        # In New York this is still 1969.
        datetime(1970, 1, 1, 0, 30, tzinfo=UTC),
    ],
)
def test_untouched_form_keeps_the_exact_release(before: datetime | None) -> None:
    form = resubmit(before)
    assert release_of(form) == before
    assert not form.release_changed()


def test_saved_release_is_kept_without_a_choice() -> None:
    before = datetime(2026, 11, 1, 6, 30, 7, tzinfo=UTC)
    assert release_of(submit(before, **AUTUMN)) == before
    assert release_of(submit(before, **AUTUMN, release_occurrence=FIRST)) == before - timedelta(
        hours=1, seconds=7
    )


def test_initial_values_are_the_saved_release() -> None:
    form = ReleaseForm(instance=Chapter(release_at=datetime(2026, 11, 27, 23, 0, tzinfo=UTC)))
    page = str(form)
    assert 'type="date" name="release_day" value="2026-11-27"' in page
    assert 'type="time" name="release_time" value="18:00"' in page
    assert form.time_zone_city() == "New York"
    assert 'value="America/New_York" selected' in page
    assert form["release"].value() == "schedule"
    assert ReleaseForm()["release"].value() == "draft"


def test_initial_occurrence_may_be_the_second() -> None:
    form = ReleaseForm(instance=Chapter(release_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC)))
    assert form["release_occurrence"].value() == SECOND
    options = [str(option) for option in form["release_occurrence"]]
    assert ["checked" in option for option in options] == [False, True]

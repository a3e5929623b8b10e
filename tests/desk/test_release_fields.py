"""Draft, now, or a day and a time: what an author says, and what the clocks make of it."""

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
AUTUMN = {"release": "at", "release_day": "2026-11-01", "release_time": "01:30"}
SPRING = {"release": "at", "release_day": "2027-03-14", "release_time": "02:30"}
FIRST, SECOND = "2026-11-01T05:30+00:00", "2026-11-01T06:30+00:00"


class ReleaseForm(ReleaseFields, forms.ModelForm[Chapter]):
    class Meta:
        model = Chapter
        fields: ClassVar[list[str]] = []


@pytest.fixture(autouse=True)
def in_new_york() -> Iterator[None]:
    with timezone.override("America/New_York"), time_machine.travel(NOW, tick=False):
        yield


def sent(before: datetime | None = None, /, **data: str) -> ReleaseForm:
    return ReleaseForm(data, instance=Chapter(release_at=before))


def moment(form: ReleaseForm) -> datetime | None:
    assert form.errors == {}
    return form.moment()


def test_draft_now_and_a_day_and_a_time() -> None:
    assert moment(sent(release="draft")) is None
    assert moment(sent(release="now")) == NOW
    form = sent(release="at", release_day="2026-11-27", release_time="18:00")
    assert moment(form) == datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    assert form.release_changed()


def test_nothing_chosen_is_asked_for() -> None:
    assert sent().errors.as_data().keys() == {"release"}
    assert sent(release="never").errors.as_data().keys() == {"release"}


@pytest.mark.parametrize(
    ("given", "says"),
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
def test_what_lacks_is_said_where_it_lacks(
    given: dict[str, str], says: dict[str, list[str]]
) -> None:
    form = sent(release="at", **given)
    assert form.errors == says
    for name, value in given.items():
        assert f'value="{value}"' in str(form[name])


def test_neither_day_nor_time() -> None:
    assert sent(release="at").errors.keys() == {"release_day", "release_time"}


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-02", "9999-12-31"])
@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_days_that_cannot_be_meant(day: str, zone: str) -> None:
    with timezone.override(zone):
        for at in ("00:00", "23:59"):
            form = sent(release="at", release_day=day, release_time=at)
            assert form.errors == {"release_day": ["Choose a release between 1970 and 2199."]}


@pytest.mark.parametrize(
    ("given", "asks", "offers"),
    [
        (
            AUTUMN,
            "On 1 November 2026, 01:30 comes twice in New York, as the clocks go back. "
            "Which do you mean?",
            ["01:30 EDT, the first", "01:30 EST, the second"],
        ),
        (
            SPRING,
            "On 14 March 2027, 02:30 does not come in New York, as the clocks go forward. "
            "Which do you mean?",
            ["01:30 EST, before the clocks change", "03:30 EDT, after"],
        ),
    ],
)
def test_a_time_that_is_not_clear_is_asked_about(
    given: dict[str, str], asks: str, offers: list[str]
) -> None:
    form = sent(**given)
    assert form.errors == {"release_which": [asks]}
    page = str(form)
    assert [offer in page for offer in offers] == [True, True]
    assert page.count('type="radio" name="release_which"') == 2


@pytest.mark.parametrize(
    ("given", "answer", "hour"),
    [(AUTUMN, FIRST, 5), (AUTUMN, SECOND, 6)]
    + [(SPRING, "2027-03-14T06:30+00:00", 6), (SPRING, "2027-03-14T07:30+00:00", 7)],
)
def test_the_answer_is_used(given: dict[str, str], answer: str, hour: int) -> None:
    form = sent(**given, release_which=answer)
    meant = moment(form)
    assert meant is not None and (meant.hour, meant.minute) == (hour, 30)
    assert 'type="radio" name="release_which"' in str(form)


@pytest.mark.parametrize("answer", ["2027-03-14T07:30+00:00", "the first", "x" * 10_000, "a\0"])
def test_an_answer_that_does_not_fit_is_asked_for_again(answer: str) -> None:
    assert sent(**AUTUMN, release_which=answer).errors.keys() == {"release_which"}


def test_an_answer_to_another_day_is_ignored() -> None:
    form = sent(**{**AUTUMN, "release_day": "2026-11-02"}, release_which=SECOND)
    assert moment(form) == datetime(2026, 11, 2, 6, 30, tzinfo=UTC)
    assert "radio" not in str(form["release_which"])


def test_one_of_the_two_is_on_the_day_before() -> None:
    with timezone.override("Africa/Cairo"):
        form = sent(release="at", release_day="2026-04-24", release_time="00:30")
        assert not form.is_valid()
        assert "23:30 EET on 23 April 2026, before the clocks change" in str(form["release_which"])


def test_now_changes_nothing_of_what_is_out() -> None:
    before = NOW - timedelta(days=3)
    form = sent(before, release="now")
    assert moment(form) == before
    assert not form.release_changed()
    soon = sent(NOW + timedelta(days=3), release="now")
    assert moment(soon) == NOW and soon.release_changed()


def resent(before: datetime | None) -> ReleaseForm:
    """The form as it is shown, sent back untouched."""
    shown = ReleaseForm(instance=Chapter(release_at=before))
    data = {field.html_name: str(field.value() or "") for field in shown}
    return sent(before, **{name: value for name, value in data.items() if value != "None"})


@pytest.mark.parametrize(
    "before",
    [
        None,
        datetime(2026, 11, 27, 23, 0, 12, 345, tzinfo=UTC),
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 1, 5, 30, 7, tzinfo=UTC),
        datetime(2026, 11, 1, 6, 30, 7, tzinfo=UTC),
        # On this side of the sea still the year before.
        datetime(1970, 1, 1, 0, 30, tzinfo=UTC),
    ],
)
def test_an_untouched_form_keeps_the_exact_moment(before: datetime | None) -> None:
    form = resent(before)
    assert moment(form) == before
    assert not form.release_changed()


def test_without_an_answer_the_moment_it_has_is_kept() -> None:
    before = datetime(2026, 11, 1, 6, 30, 7, tzinfo=UTC)
    assert moment(sent(before, **AUTUMN)) == before
    assert moment(sent(before, **AUTUMN, release_which=FIRST)) == before - timedelta(
        hours=1, seconds=7
    )


def test_it_begins_with_what_the_chapter_has() -> None:
    form = ReleaseForm(instance=Chapter(release_at=datetime(2026, 11, 27, 23, 0, tzinfo=UTC)))
    page = str(form)
    assert 'type="date" name="release_day" value="2026-11-27"' in page
    assert 'type="time" name="release_time" value="18:00"' in page
    assert "In New York." in page
    assert form["release"].value() == "at"
    assert ReleaseForm()["release"].value() == "draft"


def test_what_it_has_may_be_the_second_of_two() -> None:
    form = ReleaseForm(instance=Chapter(release_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC)))
    assert form["release_which"].value() == SECOND
    options = [str(option) for option in form["release_which"]]
    assert ["checked" in option for option in options] == [False, True]

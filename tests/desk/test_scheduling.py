"""A series of releases: planned, shown, and carried out as it was shown."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.desk.forms import form_fields

LIST = "/desk/chapters/chapter/"
NOW = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)
WEEKLY = {"first_day": "2026-10-23", "at": "18:00", "every": "7"}


@pytest.fixture(autouse=True)
def in_new_york(author: User) -> Iterator[None]:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=f"No. {n}", release_in=None) for n in (1, 2, 3)]


def choose(client: Client, chapters: list[Chapter]) -> str:
    # Chosen in any order, they go out in that of their story.
    pks = [chapter.pk for chapter in reversed(chapters)]
    data = {"action": "schedule_selected", "_selected_action": pks}
    return client.post(LIST, data).content.decode()


def send(client: Client, page: str, stage: str, **given: str) -> str:
    data = {**form_fields(page), **given, "stage": stage}
    answer = client.post(LIST, data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def planned(client: Client, chapters: list[Chapter], **given: str) -> str:
    return send(client, choose(client, chapters), "show", **given)


def releases() -> list[str]:
    with timezone.override("America/New_York"):
        moments = Chapter.objects.in_order().values_list("release_at", flat=True)
        return [f"{timezone.localtime(m):%m-%d %H:%M %Z}" if m else "draft" for m in moments]


def test_the_plan_is_shown_and_then_carried_out(
    author_client: Client, chapters: list[Chapter], story: Story
) -> None:
    page = planned(author_client, chapters, **WEEKLY)
    plan = " ".join(page.split("The plan</h2>")[1].split())
    assert plan.index("No. 1") < plan.index("Friday 23 October, 18:00") < plan.index("No. 2")
    assert "Friday 6 November, 18:00" in plan and "in 3 days" in plan
    assert releases() == ["draft"] * 3
    page = send(author_client, page, "confirm")
    assert "3 chapters have their releases, the first Friday 23 October, 18:00, New York." in page
    # The clocks went back meanwhile; six o'clock it stays.
    assert releases() == ["10-23 18:00 EDT", "10-30 18:00 EDT", "11-06 18:00 EST"]
    story.refresh_from_db()
    assert story.next_release_at == datetime(2026, 10, 23, 22, 0, tzinfo=UTC)


def test_all_at_once(author_client: Client, chapters: list[Chapter]) -> None:
    page = planned(author_client, chapters, **{**WEEKLY, "every": "0"})
    send(author_client, page, "confirm")
    assert releases() == ["10-23 18:00 EDT"] * 3


def test_only_what_was_shown_is_carried_out(author_client: Client, chapters: list[Chapter]) -> None:
    page = planned(author_client, chapters, **WEEKLY)
    page = send(author_client, page, "confirm", every="1")
    assert "This is another plan than the one you saw." in page
    assert "Sunday 25 October, 18:00" in page
    assert releases() == ["draft"] * 3
    send(author_client, page, "confirm")
    assert releases() == ["10-23 18:00 EDT", "10-24 18:00 EDT", "10-25 18:00 EDT"]


def test_carrying_out_at_once_shows_the_plan_first(
    author_client: Client, chapters: list[Chapter]
) -> None:
    assert "Friday 23 October" in send(
        author_client, choose(author_client, chapters), "confirm", **WEEKLY
    )
    assert releases() == ["draft"] * 3


def test_what_the_plan_says_of_the_past_and_of_what_is_out(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter(), make_chapter()]
    page = planned(author_client, chapters, **{**WEEKLY, "first_day": "2026-10-16", "every": "30"})
    assert "this has passed: it is out at once" in page
    assert "until then, readers will no longer find it" in page


@pytest.mark.parametrize(
    ("given", "asks", "first", "second"),
    [
        ({"first_day": "2026-10-31"}, "01:30 comes twice in New York", "01:30 EDT", "01:30 EST"),
        ({"first_day": "2027-03-13"}, "01:30", "", ""),
        (
            {"first_day": "2027-03-13", "at": "02:30"},
            "02:30 does not come in New York",
            "01:30 EST",
            "03:30 EDT",
        ),
    ],
)
def test_a_time_that_is_not_clear_is_asked_about(
    author_client: Client,
    chapters: list[Chapter],
    given: dict[str, str],
    asks: str,
    first: str,
    second: str,
) -> None:
    page = planned(author_client, chapters, **{"at": "01:30", "every": "1", **given})
    assert asks in page
    if not first:
        assert "The plan</h2>" in page
        return
    assert first in page and second in page and "The plan</h2>" not in page
    (name,) = {word for word in page.split('"') if word.startswith("which_")}
    answers = page.split(f'name="{name}" value="')[1:]
    page = send(author_client, page, "show", **{name: answers[1].split('"')[0]})
    send(author_client, page, "confirm")
    assert releases()[1].endswith(second)
    assert [moment.split()[1] for moment in (releases()[0], releases()[2])] == [
        given.get("at", "01:30")
    ] * 2


@pytest.mark.parametrize(
    "given",
    [
        {"first_day": ""},
        {"first_day": "soon"},
        {"first_day": "0001-01-01"},
        {"first_day": "9999-12-31"},
        {"first_day": "2199-12-28"},
        {"at": ""},
        {"at": "late"},
        {"every": ""},
        {"every": "-1"},
        {"every": "366"},
        {"every": "often"},
        {"every": "9" * 5000},
    ],
)
def test_bad_input_is_answered_with_all_that_was_typed(
    author_client: Client, chapters: list[Chapter], given: dict[str, str]
) -> None:
    typed = {**WEEKLY, **given}
    page = planned(author_client, chapters, **typed)
    assert "errorlist" in page and "The plan</h2>" not in page
    shown = form_fields(page)
    assert {name: shown[name] for name in typed} == {name: [typed[name]] for name in typed}
    assert len(shown["_selected_action"]) == 3
    assert releases() == ["draft"] * 3


def test_it_costs_the_same_with_more_chapters(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    def cost(count: int) -> int:
        chapters = [make_chapter(release_in=None) for _ in range(count)]
        page = planned(author_client, chapters, **WEEKLY)
        data = {**form_fields(page), "stage": "confirm"}
        with CaptureQueriesContext(connection) as captured:
            author_client.post(LIST, data)
        assert all(Chapter.objects.get(pk=c.pk).release_at for c in chapters)
        return len(captured)

    assert cost(2) == cost(30)


def test_it_is_said_in_the_future_of_another_year(
    author_client: Client, chapters: list[Chapter]
) -> None:
    page = planned(author_client, chapters, **{**WEEKLY, "first_day": "2027-01-01"})
    assert "Friday 1 January 2027, 18:00" in page
    assert "in 73 days" in page
    assert NOW + timedelta(days=73, hours=11) == datetime(2027, 1, 1, 23, tzinfo=UTC)

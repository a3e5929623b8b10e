"""A series of releases is planned, shown and confirmed."""

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
from tests.rolling_back import try_each

LIST = "/desk/chapters/chapter/"
NOW = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)
WEEKLY = {"first_day": "2026-10-23", "time": "18:00", "interval_days": "7"}


@pytest.fixture(autouse=True)
def in_new_york(author: User) -> Iterator[None]:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=f"No. {n}", release_in=None) for n in (1, 2, 3)]


def open_schedule_page(client: Client, chapters: list[Chapter]) -> str:
    # The selection order does not matter: chapters are released in story order.
    pks = [chapter.pk for chapter in reversed(chapters)]
    data = {"action": "schedule_selected", "_selected_action": pks}
    return client.post(LIST, data).content.decode()


def submit(client: Client, page: str, stage: str, **fields: str) -> str:
    data = {**form_fields(page), **fields, "stage": stage}
    response = client.post(LIST, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def show_plan(client: Client, chapters: list[Chapter], **fields: str) -> str:
    return submit(client, open_schedule_page(client, chapters), "show", **fields)


def releases() -> list[str]:
    with timezone.override("America/New_York"):
        release_times = Chapter.objects.in_order().values_list("release_at", flat=True)
        return [f"{timezone.localtime(m):%m-%d %H:%M %Z}" if m else "draft" for m in release_times]


def test_plan_is_shown_and_then_applied(
    author_client: Client, chapters: list[Chapter], story: Story
) -> None:
    page = show_plan(author_client, chapters, **WEEKLY)
    plan = " ".join(page.split("Plan</h2>")[1].split())
    assert plan.index("No. 1") < plan.index("Friday 23 October, 18:00") < plan.index("No. 2")
    assert "Friday 6 November, 18:00" in plan and "in 3 days" in plan
    assert releases() == ["draft"] * 3
    page = submit(author_client, page, "confirm")
    assert "3 chapters scheduled. First release: Friday 23\xa0October, 18:00 (New York)." in page
    # The clocks went back in between; the releases stay at 18:00 local time.
    assert releases() == ["10-23 18:00 EDT", "10-30 18:00 EDT", "11-06 18:00 EST"]
    story.refresh_from_db()
    assert story.next_release_at == datetime(2026, 10, 23, 22, 0, tzinfo=UTC)


def test_interval_of_zero_releases_all_chapters_at_once(
    author_client: Client, chapters: list[Chapter]
) -> None:
    page = show_plan(author_client, chapters, **{**WEEKLY, "interval_days": "0"})
    submit(author_client, page, "confirm")
    assert releases() == ["10-23 18:00 EDT"] * 3


def test_changed_plan_must_be_confirmed_again(
    author_client: Client, chapters: list[Chapter]
) -> None:
    page = show_plan(author_client, chapters, **WEEKLY)
    page = submit(author_client, page, "confirm", interval_days="1")
    assert "The plan has changed since you last saw it." in page
    assert "Sunday 25\xa0October, 18:00" in page
    assert releases() == ["draft"] * 3
    submit(author_client, page, "confirm")
    assert releases() == ["10-23 18:00 EDT", "10-24 18:00 EDT", "10-25 18:00 EDT"]


def test_confirming_without_a_shown_plan_shows_it_first(
    author_client: Client, chapters: list[Chapter]
) -> None:
    assert "Friday 23\xa0October" in submit(
        author_client, open_schedule_page(author_client, chapters), "confirm", **WEEKLY
    )
    assert releases() == ["draft"] * 3


def test_plan_notes_past_releases_and_released_chapters(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter(), make_chapter()]
    page = show_plan(
        author_client, chapters, **{**WEEKLY, "first_day": "2026-10-16", "interval_days": "30"}
    )
    assert "this time is in the past: released immediately" in page
    assert "already released: hidden from readers until this time" in page


@pytest.mark.parametrize(
    ("fields", "question", "first", "second"),
    [
        ({"first_day": "2026-10-31"}, "01:30 occurs twice in New York", "01:30 EDT", "01:30 EST"),
        ({"first_day": "2027-03-13"}, "01:30", "", ""),
        (
            {"first_day": "2027-03-13", "time": "02:30"},
            "02:30 does not exist in New York",
            "01:30 EST",
            "03:30 EDT",
        ),
    ],
)
def test_ambiguous_time_requires_a_choice(
    author_client: Client,
    chapters: list[Chapter],
    fields: dict[str, str],
    question: str,
    first: str,
    second: str,
) -> None:
    page = show_plan(author_client, chapters, **{"time": "01:30", "interval_days": "1", **fields})
    assert question in page
    if not first:
        assert "Plan</h2>" in page
        return
    assert first in page and second in page and "Plan</h2>" not in page
    (name,) = {word for word in page.split('"') if word.startswith("occurrence_")}
    choices = page.split(f'name="{name}" value="')[1:]
    page = submit(author_client, page, "show", **{name: choices[1].split('"')[0]})
    submit(author_client, page, "confirm")
    assert releases()[1].endswith(second)
    assert [release.split()[1] for release in (releases()[0], releases()[2])] == [
        fields.get("time", "01:30")
    ] * 2


@try_each(
    "fields",
    [
        {"first_day": ""},
        {"first_day": "soon"},
        {"first_day": "0001-01-01"},
        {"first_day": "9999-12-31"},
        {"first_day": "2199-12-28"},
        {"time": ""},
        {"time": "late"},
        {"interval_days": ""},
        {"interval_days": "-1"},
        {"interval_days": "366"},
        {"interval_days": "often"},
        {"interval_days": "9" * 5000},
    ],
)
def test_bad_input_shows_errors_and_keeps_the_typed_values(
    author_client: Client, chapters: list[Chapter], fields: dict[str, str]
) -> None:
    typed = {**WEEKLY, **fields}
    page = show_plan(author_client, chapters, **typed)
    assert "Correct the errors below." in page and "Plan</h2>" not in page
    shown_fields = form_fields(page)
    assert {name: shown_fields[name] for name in typed} == {name: [typed[name]] for name in typed}
    assert len(shown_fields["_selected_action"]) == 3
    assert releases() == ["draft"] * 3


def test_query_count_does_not_grow_with_chapters(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    def query_count(chapter_count: int) -> int:
        # Chapters that come out between others renumber those, with a fixed number of queries.
        Chapter.objects.all().delete()
        chapters = [make_chapter(release_in=None) for _ in range(chapter_count)]
        page = show_plan(author_client, chapters, **WEEKLY)
        data = {**form_fields(page), "stage": "confirm"}
        with CaptureQueriesContext(connection) as captured:
            author_client.post(LIST, data)
        assert all(Chapter.objects.get(pk=c.pk).release_at for c in chapters)
        return len(captured)

    assert query_count(2) == query_count(8)


def test_plan_shows_the_year_of_another_year(
    author_client: Client, chapters: list[Chapter]
) -> None:
    page = show_plan(author_client, chapters, **{**WEEKLY, "first_day": "2027-01-01"})
    assert "Friday 1\xa0January 2027, 18:00" in page
    assert "in 2 months" in page
    assert NOW + timedelta(days=73, hours=11) == datetime(2027, 1, 1, 23, tzinfo=UTC)


def test_time_is_that_of_the_storys_last_release(
    author_client: Client, chapters: list[Chapter], make_chapter: MakeChapter
) -> None:
    assert form_fields(open_schedule_page(author_client, chapters))["time"] == ["18:00"]
    # 12:00 UTC, an hour ago, in New York.
    make_chapter(release_in=timedelta(hours=-1))
    assert form_fields(open_schedule_page(author_client, chapters))["time"] == ["07:00"]
    change_url = f"/desk/chapters/chapter/{chapters[0].pk}/change/"
    assert form_fields(author_client.get(change_url).content.decode())["release_time"] == ["07:00"]


def test_plan_offers_to_make_its_story_public(
    author_client: Client, chapters: list[Chapter], story: Story
) -> None:
    Story.objects.update(visibility="draft")
    page = show_plan(author_client, chapters, **WEEKLY)
    assert "yet: the story is a draft." in page
    data = {**form_fields(page), **WEEKLY, "make_public": str(story.pk)}
    page = author_client.post(LIST, data).content.decode()
    # What was typed, and the plan, are still there.
    assert "yet: the story is a draft." not in page
    assert "Friday 6\xa0November, 18:00" in page
    story.refresh_from_db()
    assert (story.visibility, releases()) == ("public", ["draft"] * 3)

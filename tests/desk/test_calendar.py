"""The release calendar at the desk, in the author's time zone."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Preferences, User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.rolling_back import try_each

CALENDAR = "/desk/chapters/chapter/calendar/"
NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
MakeReleased = Callable[..., Chapter]


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def make_released(make_chapter: MakeChapter) -> MakeReleased:
    def make(release_at: datetime | None, title: str, **options: object) -> Chapter:
        chapter = make_chapter(title=title, release_in=None, **options)
        set_release(chapter, release_at)
        return chapter

    return make


def page(client: Client, month: str = "") -> str:
    response = client.get(CALENDAR, {"month": month} if month else {})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def cell(html: str, day: str) -> str:
    """Returns the table cell of a day such as 2026-11-27."""
    return html.split(f'<time datetime="{day}">')[1].split("</td>")[0]


def test_each_day_lists_its_chapters(
    author_client: Client, author: User, make_released: MakeReleased
) -> None:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    # The 28th in UTC, but still the 27th in New York.
    late = make_released(datetime(2026, 11, 28, 3, 30, tzinfo=UTC), "Late")
    make_released(datetime(2026, 11, 27, 23, 0, tzinfo=UTC), "Evening")
    make_released(datetime(2026, 11, 3, 12, 0, tzinfo=UTC), "Long out")
    html = page(author_client)
    friday = cell(html, "2026-11-27")
    assert friday.index("18:00") < friday.index("Evening") < friday.index("22:30")
    assert f"/desk/chapters/chapter/{late.pk}/change/" in friday
    assert "The Lamp" in friday and "scheduled" in friday
    assert 'datetime="2026-11-27T22:30:00-0500"' in friday
    assert "07:00" in (third := cell(html, "2026-11-03")) and "released" in third
    assert "Time zone: New York" in html


def test_today_and_adjacent_months(author_client: Client, make_chapter: MakeChapter) -> None:
    # Not the chapter that tests share: it has the real time, which may be in December.
    make_chapter()
    html = page(author_client)
    assert html.count('aria-current="date"') == 1
    assert "today" in cell(html, "2026-11-25")
    assert 'href="?month=2026-10"' in html and 'href="?month=2026-12"' in html
    assert "This month" not in html
    other = page(author_client, "2026-12")
    assert "No releases in December 2026." in other
    assert "This month" in other and 'aria-current="date"' not in other


def test_drafts_deleted_and_other_authors_chapters_are_hidden(
    author_client: Client,
    other_author: User,
    make_story: MakeStory,
    make_released: MakeReleased,
) -> None:
    release_at = NOW + timedelta(days=1)
    make_released(None, "Only a draft")
    delete_chapter(make_released(release_at, "Deleted chapter"))
    other_story = make_story("Theirs", by=other_author)
    make_released(release_at, "Of somebody else", story=other_story)
    gone = make_story("Gone")
    make_released(release_at, "Of a deleted story", story=gone)
    gone.soft_delete()
    html = page(author_client)
    for title in ("Only a draft", "Deleted chapter", "Of somebody else", "Of a deleted story"):
        assert title not in html
    assert "No releases in" in html


@try_each("month", ["x", "2026-13", "0000-00", "9999-12", "1969-12", "\0", "2026-1"])
def test_invalid_month_shows_the_current_month(author_client: Client, month: str) -> None:
    assert '<time datetime="2026-11-25">' in page(author_client, month)


@try_each("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
@try_each("month, adjacent", [("1970-01", "1970-02"), ("2199-12", "2199-11")])
def test_first_and_last_month_link_to_one_month(
    author_client: Client, author: User, month: str, adjacent: str, zone: str
) -> None:
    Preferences.objects.create(user=author, time_zone=zone)
    html = page(author_client, month)
    assert html.count('href="?month=') == 2 and f'href="?month={adjacent}"' in html


def test_first_weekday_follows_the_locale(
    author_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the month and in the four weeks of the schedule."""

    def first_days(first: int) -> list[str]:
        monkeypatch.setattr("serial.times.weeks.get_format", lambda name: first)
        heading = page(author_client).split('<th scope="col" abbr="')[1].split('"')[0]
        schedule = author_client.get("/desk/chapters/chapter/schedule/").content.decode()
        day = date.fromisoformat(re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)">', schedule)[0])
        return [heading, day.strftime("%A")]

    expected = {0: "Sunday", 1: "Monday", 6: "Saturday"}
    assert {first: first_days(first) for first in expected} == {
        first: [name, name] for first, name in expected.items()
    }


def test_weeks_in_english_begin_on_monday(author_client: Client) -> None:
    assert '<th scope="col" abbr="Monday"' in page(author_client).partition("Tuesday")[0]


def test_query_count_does_not_grow_and_loads_no_text(
    author_client: Client, make_chapter: MakeChapter, make_story: MakeStory
) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            page(author_client)
        return [query["sql"] for query in captured]

    make_chapter()
    queries_before = queries()
    for n in range(4):
        make_chapter(story=make_story(f"Story {n}"))
        make_chapter()
    queries_after = queries()
    assert len(queries_after) == len(queries_before)
    assert not any('"body"' in sql or '"summary"' in sql for sql in queries_after)


def test_story_page_links_to_its_schedule(author_client: Client, story: Story) -> None:
    page = author_client.get(f"/desk/stories/story/{story.pk}/change/").content.decode()
    assert f"/desk/chapters/chapter/schedule/?story={story.pk}" in page

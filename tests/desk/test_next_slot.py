"""Scheduling in the editor begins with the next free slot of the story."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.rhythm import RhythmChoice, set_rhythm
from serial.chapters.releases.releasing import set_release
from serial.desk.planning.next_slot import OtherReleases
from serial.desk.planning.queue_rows import queue_rows
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Decision, ReviewItem, Sanction
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.conftest import MakeChapter, client_of
from tests.desk.forms import form_fields, open_form

SCHEDULE_PAGE = "/desk/chapters/chapter/schedule/"
# A Friday. In New York, 18:00 is 23:00 UTC.
RELEASE = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_wednesday(author: User) -> Iterator[None]:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    with time_machine.travel(NOW, tick=False):
        yield


def change_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def add_url(story: Story) -> str:
    return f"/desk/chapters/chapter/add/?story={story.pk}"


def schedule(make_chapter: MakeChapter, *days: int) -> list[Chapter]:
    chapters = [make_chapter(title=f"In {n}", release_in=None) for n in days]
    for chapter, number in zip(chapters, days, strict=True):
        set_release(chapter, RELEASE + timedelta(days=number))
    return chapters


def ban(author: User, moderator: User, until: datetime) -> None:
    item = ReviewItem.objects.create(kind="member", member=author, status="decided")
    decision = Decision.objects.create(item=item, kind="sanction", by=moderator, member=author)
    banned = SanctionKind.BANNED
    Sanction.objects.create(member=author, kind=banned, decision=decision, ends_at=until)


def suggested(client: Client, url: str) -> tuple[str, str]:
    form = open_form(client, url)
    assert form["release"] == ["draft"]
    return form["release_day"][0], form["release_time"][0]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((0, 7), "2026-12-11"),
        ((0,), "2026-12-04"),
        # Every second Friday.
        ((0, 14), "2026-12-25"),
        # Tuesdays and Fridays.
        ((0, 4, 7), "2026-12-08"),
        # Every day.
        ((0, 1, 2, 3, 4, 5, 6), "2026-12-04"),
    ],
)
def test_the_rhythm_of_what_is_scheduled_goes_on(
    author: User, make_chapter: MakeChapter, days: tuple[int, ...], expected: str
) -> None:
    schedule(make_chapter, *days)
    draft = make_chapter(release_in=None)
    client = client_of(author)
    assert suggested(client, change_url(draft)) == (expected, "18:00")
    assert suggested(client, add_url(draft.story)) == (expected, "18:00")


def test_the_rhythm_of_what_was_released_goes_on(author: User, make_chapter: MakeChapter) -> None:
    chapters = schedule(make_chapter, -21, -14, -7)
    assert suggested(client_of(author), add_url(chapters[0].story)) == ("2026-11-27", "18:00")


def test_first_release_is_suggested_for_tomorrow(author: User, story: Story) -> None:
    assert suggested(client_of(author), add_url(story)) == ("2026-11-26", "18:00")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # Stories that have paused for long.
        ((-70,), "2026-11-27"),
        ((-77, -70), "2026-11-27"),
        ((-70, -56), "2026-11-27"),
        ((-63, -49), "2026-12-04"),
        # Fridays and Saturdays.
        ((-7, -6), "2026-11-27"),
    ],
)
def test_rhythm_goes_on_after_a_pause(
    author: User, make_chapter: MakeChapter, days: tuple[int, ...], expected: str
) -> None:
    chapters = schedule(make_chapter, *days)
    assert suggested(client_of(author), add_url(chapters[0].story))[0] == expected


def test_nothing_is_suggested_while_the_author_is_banned(
    author: User, moderator: User, make_chapter: MakeChapter
) -> None:
    chapters = schedule(make_chapter, -21, -14, -7)
    story, client = chapters[0].story, client_of(author)
    ban(author, moderator, NOW + timedelta(days=4))
    assert suggested(client, add_url(story)) == ("2026-12-04", "18:00")
    choice = RhythmChoice(RhythmKind.WEEKLY, date(2026, 11, 1), time(18), "UTC", list(range(7)))
    set_rhythm(story, choice, by=author)
    assert suggested(client, add_url(story)) == ("2026-11-29", "13:00")
    free = [row.moment for row in queue_rows(story, story.release_schedule) if row.kind == "free"]
    assert free == [datetime(2026, 11, 29, 18, tzinfo=UTC)]
    Sanction.objects.update(ends_at=None)
    assert OtherReleases(story, None).queue_slot is None
    assert not queue_rows(story, story.release_schedule)


def test_form_of_the_rhythm_suggests_it_too(author: User, make_chapter: MakeChapter) -> None:
    chapters = schedule(make_chapter, -28, -14)
    form = open_form(client_of(author), f"{SCHEDULE_PAGE}?story={chapters[0].story_id}")
    assert form["rhythm-kind"] == ["interval"] and form["rhythm-interval_days"] == ["14"]
    assert form["rhythm-first_day"] == ["2026-11-27"] and form["rhythm-time"] == ["18:00"]
    set_release(chapters[0], RELEASE - timedelta(days=3))
    form = open_form(client_of(author), f"{SCHEDULE_PAGE}?story={chapters[0].story_id}")
    assert form["rhythm-kind"] == ["weekly"] and form["rhythm-weekdays"] == ["1", "4"]


def test_a_suggestion_alone_schedules_nothing(author: User, make_chapter: MakeChapter) -> None:
    draft = make_chapter(release_in=None)
    client = client_of(author)
    data: dict[str, Any] = {**open_form(client, change_url(draft)), "body": "More."}
    # Meanwhile another day would be suggested.
    schedule(make_chapter, 0)
    client.post(change_url(draft), data)
    draft.refresh_from_db()
    assert draft.is_draft() and draft.body == "More."
    # Choosing it takes the day and time that are suggested; a changed day chooses itself.
    data = open_form(client, change_url(draft))
    client.post(change_url(draft), {**data, "release": "schedule"})
    draft.refresh_from_db()
    assert draft.release_at == RELEASE + timedelta(days=7)


def test_a_taken_day_is_said_beside_the_field(author: User, make_chapter: MakeChapter) -> None:
    taken, other = schedule(make_chapter, 0, 7)
    client = client_of(author)
    note = f"{taken.numbered_label()} is released on that day, at 18:00."
    assert note not in client.get(change_url(other)).content.decode()
    set_release(other, RELEASE + timedelta(hours=1))
    assert note in client.get(change_url(other)).content.decode()
    # Not an error, and shown with one.
    draft = make_chapter(release_in=None)
    data = open_form(client, change_url(draft))
    page = client.post(change_url(draft), {**data, "release_day": "2026-11-27", "title": "x" * 400})
    assert note in page.content.decode()
    assert form_fields(page.content.decode())["release_day"] == ["2026-11-27"]


def test_query_count_does_not_grow_with_scheduled_chapters(
    author: User, make_chapter: MakeChapter
) -> None:
    draft = make_chapter(release_in=None)
    client = client_of(author)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(change_url(draft))
        return len(captured)

    schedule(make_chapter, 0, 1)
    before = queries()
    schedule(make_chapter, 2, 3, 4)
    assert queries() <= before

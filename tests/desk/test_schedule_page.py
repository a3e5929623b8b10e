"""The schedule at the desk: four weeks, the rhythm and the release queue of a story."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Preferences, User
from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.releases.queue.arranging import add_to_queue
from serial.chapters.releases.queue.rhythm import RhythmChoice, set_rhythm
from serial.chapters.releases.releasing import set_release
from serial.desk.planning.queue_actions import ACTIONS
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Decision, ReviewItem, Sanction
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.conftest import MakeChapter, MakeStory
from tests.desk.forms import open_form
from tests.shared_rows import shared_rows

SCHEDULE = "/desk/chapters/chapter/schedule/"
# A Wednesday.
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FRIDAYS = RhythmChoice(
    RhythmKind.WEEKLY, date(2026, 11, 1), time(18), "America/New_York", [4], buffer_goal=5
)
RHYTHM = {
    "action": "rhythm",
    "rhythm-kind": "weekly",
    "rhythm-weekdays": ["1", "4"],
    "rhythm-time": "18:00",
    "rhythm-chapters_per_slot": "1",
    "rhythm-first_day": "2026-11-25",
    "rhythm-time_zone": "America/New_York",
}
TWO_A_WEEK = RHYTHM | {"rhythm-chapters_per_slot": "2"}


@pytest.fixture(autouse=True)
def on_a_wednesday(author: User) -> Iterator[None]:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    with time_machine.travel(NOW, tick=False):
        yield


@shared_rows
def queue(story: Story, author: User, make_chapter: MakeChapter) -> list[Chapter]:
    """Three chapters in the queue, for 27 November, 4 and 11 December."""
    with time_machine.travel(NOW, tick=False):
        set_rhythm(story, FRIDAYS, author)
        chapters = [make_chapter(title=name, release_in=None) for name in "ABC"]
        add_to_queue(story, chapters, author)
    return chapters


def page(client: Client, url: str = SCHEDULE) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def post(client: Client, story: Story, **data: object) -> str:
    response = client.post(SCHEDULE, {"story": story.pk, **data}, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def titles(story: Story) -> str:
    rows = story.chapters.in_queue().values_list("title", "release_at")
    local = timezone.get_default_timezone()
    return " ".join(f"{title}{at.astimezone(local):%m%d}" for title, at in rows if at)


def test_weeks_show_chapters_and_slots_without_one(
    author_client: Client, queue: list[Chapter]
) -> None:
    html = page(author_client)
    assert "Next release Friday 27 November, 18:00, in 2 days." in html
    for day, text in (("11-27", "1. A"), ("12-11", "3. C"), ("12-18", "Nothing ready")):
        cell = html.split(f'<time datetime="2026-{day}">')[1].split("</li>")[0]
        assert f">{text}</span>" in cell
    later = page(author_client, f"{SCHEDULE}?from=2026-12-21")
    assert later.count("Nothing ready</span>") == 4


def test_queue_says_how_many_chapters_are_ready(
    author_client: Client, queue: list[Chapter]
) -> None:
    html = page(author_client)
    assert "3 chapters ready, until Friday 11 December." in html
    assert "You want at least 5." in html
    assert "The first day without a chapter is Friday 18 December." in html
    assert html.count('class="spines__ready"') == 3 and html.count('class="spines__missing"') == 2


def test_move_is_said_and_can_be_undone(
    author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    html = post(author_client, story, action="later", chapter=queue[0].pk)
    assert "“A” moved: it is released Friday 4 December, 18:00." in html
    assert titles(story) == "B1127 A1204 C1211"
    assert 'value="undo"' in html
    assert "Undone." in post(author_client, story, action="undo")
    assert titles(story) == "A1127 B1204 C1211"
    assert "nothing to undo" in post(author_client, story, action="undo")


def place(client: Client, story: Story, chapter: Chapter, after: Chapter) -> HttpResponse:
    data = {"action": "place", "story": story.pk, "chapter": chapter.pk, "after": after.pk}
    response = client.post(SCHEDULE, data, headers={"accept": "application/json"})
    assert isinstance(response, HttpResponse)
    return response


def test_dragged_chapter_is_placed_behind_another(
    author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    """A script sends it, and shows the page that follows."""
    answer = json.loads(place(author_client, story, queue[0], queue[2]).content)
    assert titles(story) == "B1127 C1204 A1211"
    assert "“A” moved" in answer["message"] and 'value="undo"' in page(author_client, answer["url"])


def test_two_tabs_lose_nothing(author_client: Client, story: Story, queue: list[Chapter]) -> None:
    post(author_client, story, action="remove", chapter=queue[2].pk)
    response = place(author_client, story, queue[0], queue[2])
    assert response.status_code == 409 and "Not moved" in json.loads(response.content)["message"]
    assert titles(story) == "A1127 B1204"
    place(author_client, story, queue[0], queue[1])
    assert titles(story) == "B1127 A1204"


def test_chapter_is_released_first_or_last(
    author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    post(author_client, story, action="first", chapter=queue[2].pk)
    assert titles(story) == "C1127 A1204 B1211"
    post(author_client, story, action="last", chapter=queue[2].pk)
    assert titles(story) == "A1127 B1204 C1211"


def test_two_chapters_at_a_time_leave_room_for_one_more(
    author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    html = post(author_client, story, **(TWO_A_WEEK | {"rhythm-weekdays": ["4"]}))
    assert titles(story) == "A1127 B1127 C1204"
    assert "Room for 1 more chapter" in html
    refused = post(author_client, story, **(TWO_A_WEEK | {"rhythm-chapters_per_slot": "6"}))
    assert "less than or equal to 5" in refused


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"action": "skip", "day": "2026-12-04"}, "A1127 B1211 C1218"),
        ({"action": "shift"}, "A1204 B1211 C1218"),
        (
            {"action": "break", "break-first": "2026-12-01", "break-until": "2026-12-18"},
            "A1127 B1218 C1225",
        ),
        ({**RHYTHM, "rhythm-buffer_goal": "3"}, "A1127 B1201 C1204"),
    ],
)
def test_each_form_moves_the_queue(
    data: dict[str, object],
    expected: str,
    author_client: Client,
    story: Story,
    queue: list[Chapter],
) -> None:
    html = post(author_client, story, **data)
    assert titles(story) == expected
    assert 'value="undo"' in html


def test_skipped_day_and_break_are_rows_with_a_way_back(
    author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    post(author_client, story, action="skip", day="2026-12-04")
    html = post(
        author_client,
        story,
        **{"action": "break", "break-first": "2026-12-09", "break-until": "2027-01-08"},
    )
    assert 'value="unskip"' in html and "Break until Friday 8 January 2027" in html
    post(author_client, story, action="end-break")
    post(author_client, story, action="unskip", day="2026-12-04")
    assert titles(story) == "A1127 B1204 C1211"


def test_drafts_are_added_and_taken_out(
    author_client: Client, story: Story, queue: list[Chapter], make_chapter: MakeChapter
) -> None:
    drafts = [make_chapter(title=name, release_in=None).pk for name in "DE"]
    html = post(author_client, story, action="add", chapter=drafts)
    assert "2 chapters added to the release queue." in html
    assert titles(story).endswith("D1218 E1225")
    assert "“D” is a draft again." in post(author_client, story, action="remove", chapter=drafts[0])
    assert titles(story).endswith("C1211 E1218")
    assert "No chapter was added." in post(author_client, story, action="add")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rhythm-weekdays": []}, "Choose at least one day."),
        ({"rhythm-kind": "interval", "rhythm-interval_days": "0"}, "greater than or equal to 1"),
        ({"rhythm-kind": "monthly", "rhythm-month_day": ""}, "Enter a day of the month."),
        ({"rhythm-kind": "yearly"}, "yearly"),
        ({"rhythm-time": "noon"}, "Enter a valid time."),
        ({"rhythm-first_day": "2500-01-01"}, "less than or equal to"),
        ({"rhythm-time_zone": "Mars"}, "Mars"),
    ],
)
def test_wrong_rhythm_is_refused_and_stays_in_the_form(
    changed: dict[str, object], message: str, author_client: Client, story: Story
) -> None:
    data = RHYTHM | {"rhythm-buffer_goal": "7"} | changed
    response = author_client.post(SCHEDULE, {"story": story.pk, **data})
    html = response.content.decode()
    assert response.status_code == 200 and message in html
    assert 'value="7"' in html
    assert not ReleaseSchedule.objects.exists()


def test_break_in_the_past_is_refused(author_client: Client, story: Story) -> None:
    html = post(
        author_client,
        story,
        **{"action": "break", "break-first": "2026-10-01", "break-until": "2026-11-01"},
    )
    assert "Choose a day in the future." in html and 'value="2026-11-01"' in html


def test_queue_without_a_rhythm_says_what_is_missing(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    draft = make_chapter(release_in=None)
    html = post(author_client, story, action="add", chapter=draft.pk)
    assert "Choose a rhythm first" in html


def test_changes_of_a_stale_page_are_refused(
    author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    set_release(queue[0], NOW - timedelta(hours=1))
    html = post(author_client, story, action="later", chapter=queue[0].pk)
    assert "This chapter is no longer in the queue." in html


@pytest.mark.parametrize(
    "data",
    [
        {"action": "later", "chapter": "99999"},
        {"action": "later", "chapter": "x"},
        {"action": "skip", "day": "2026-13-01"},
        {"action": "skip"},
        {"action": "explode"},
        {},
    ],
)
def test_what_does_not_exist_is_not_found(
    data: dict[str, str], author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    assert author_client.post(SCHEDULE, {"story": story.pk, **data}).status_code == 404


def test_schedule_of_another_author_is_not_found(
    other_author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    assert other_author_client.get(f"{SCHEDULE}?story={story.pk}").status_code == 404
    data = {"story": story.pk, "action": "shift"}
    assert other_author_client.post(SCHEDULE, data).status_code == 404
    assert titles(story) == "A1127 B1204 C1211"
    assert "A</span>" not in page(other_author_client)


def test_query_count_does_not_grow(
    author_client: Client,
    author: User,
    story: Story,
    queue: list[Chapter],
    make_chapter: MakeChapter,
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(author_client)
        return len(queries)

    count()
    few = count()
    more = [make_chapter(title=f"More {n}", release_in=None) for n in range(8)]
    add_to_queue(story, more[:5], author)
    assert count() == few


def test_dashboard_and_story_page_warn_of_a_small_buffer(
    author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    for url in ("/desk/", f"/desk/stories/story/{story.pk}/change/"):
        html = page(author_client, url)
        assert "3 chapters ready, until Friday 11 December." in html
        assert "You want at least 5." in html


def test_selected_chapters_are_added_to_the_queue(
    author_client: Client, story: Story, queue: list[Chapter], make_chapter: MakeChapter
) -> None:
    drafts = [make_chapter(title=name, release_in=None).pk for name in "DE"]
    url = f"/desk/chapters/chapter/?story__id__exact={story.pk}"
    data = {"action": "queue_selected", "_selected_action": drafts, "index": "0"}
    author_client.post(url, data)
    assert titles(story).endswith("D1218 E1225")


def test_without_a_rhythm_selected_chapters_stay_drafts(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    draft = make_chapter(title="D", release_in=None)
    url = f"/desk/chapters/chapter/?story__id__exact={story.pk}"
    data = {"action": "queue_selected", "_selected_action": [draft.pk], "index": "0"}
    html = author_client.post(url, data, follow=True).content.decode()
    assert "Choose a rhythm</a>" in html
    assert story.chapters.drafts().count() == 1


def test_drafts_without_a_text_ask(
    author_client: Client, story: Story, queue: list[Chapter], make_chapter: MakeChapter
) -> None:
    written = make_chapter(title="D", release_in=None)
    empty = make_chapter(title="E", body="", release_in=None)
    chosen = {"action": "add", "chapter": [written.pk, empty.pk]}
    html = post(author_client, story, **chosen)
    assert "This chapter has no text: “E”" in html and titles(story).endswith("C1211")
    # What was chosen stays chosen.
    assert html.count('checked> <span dir="auto">') == 2
    post(author_client, story, **chosen, add_empty="1")
    assert titles(story).endswith("D1218 E1225")


def test_changes_are_in_the_history_of_the_story(
    author_client: Client, story: Story, queue: list[Chapter]
) -> None:
    post(author_client, story, action="skip", day="2026-12-04")
    post(author_client, story, action="undo")
    place(author_client, story, queue[0], queue[1])
    html = page(author_client, f"/desk/stories/story/{story.pk}/history/")
    assert "Friday 4 December is skipped." in html
    assert "“A” moved: it is released Friday 4 December, 18:00." in html and "Undone." in html


def test_banned_author_changes_nothing(
    author_client: Client,
    author: User,
    moderator: User,
    story: Story,
    queue: list[Chapter],
    make_chapter: MakeChapter,
) -> None:
    draft = make_chapter(title="D", release_in=None)
    item = ReviewItem.objects.create(kind="story", story=story, member=author, status="decided")
    decision = Decision.objects.create(item=item, kind="sanction", by=moderator, member=author)
    tomorrow = timezone.now() + timedelta(days=1)
    Sanction.objects.create(
        member=author, kind=SanctionKind.BANNED, decision=decision, ends_at=tomorrow
    )
    break_days = {"break-first": "2026-12-01", "break-until": "2026-12-18"}
    for name in (*ACTIONS, "rhythm", "break", "undo"):
        data = {**RHYTHM, **break_days, "story": story.pk, "day": "2026-12-04"}
        data |= {"action": name, "chapter": draft.pk if name == "add" else queue[0].pk}
        assert author_client.post(SCHEDULE, data).status_code == 403
    response = place(author_client, story, queue[0], queue[1])
    assert response.status_code == 403
    assert "You may not write on this site until" in json.loads(response.content)["message"]
    for name in ("queue_selected", "unqueue_selected"):
        chosen = draft if name == "queue_selected" else queue[0]
        data = {"action": name, "_selected_action": [chosen.pk], "index": "0"}
        author_client.post(f"/desk/chapters/chapter/?story__id__exact={story.pk}", data)
    edit = f"/desk/chapters/chapter/{draft.pk}/change/"
    fields = open_form(author_client, edit) | {"release": ["queue"]}
    assert author_client.post(edit, fields).status_code == 403
    # Taking a chapter out of the queue makes nothing public, as a revert to draft does: those
    # behind it move up, but not into the ban (tests/moderation/test_barred_releases.py).
    assert titles(story) == "B1127 C1204"


def test_query_count_does_not_grow_with_stories(
    author_client: Client,
    author: User,
    queue: list[Chapter],
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(author_client)
        return len(queries)

    def add_story(title: str) -> None:
        other = make_story(title)
        set_rhythm(other, FRIDAYS, author)
        add_to_queue(other, [make_chapter(story=other, release_in=None)], author)

    add_story("Second")
    count()
    few = count()
    for number in range(4):
        add_story(f"More {number}")
    assert count() == few

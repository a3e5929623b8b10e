"""A rhythm from its setting to the reader: planning, a release by the passing of time, the news."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Locator, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.releases.queue.arranging import add_to_queue
from serial.chapters.releases.queue.rhythm import RhythmChoice, set_rhythm
from serial.library.models import Follow
from serial.notifications.channels import channels_for
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import scrolls_sideways
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)
# A Wednesday.
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
AFTER_FRIDAY = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
FRIDAYS = RhythmChoice(RhythmKind.WEEKLY, date(2026, 11, 1), time(18), "America/New_York", [4])
PHONE_AND_DESKTOP = [(390, True), (390, False), (1280, True)]


@pytest.fixture(autouse=True)
def on_a_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


def days(story: Story) -> list[str]:
    """Returns the days of the queue in New York, "27 Nov"."""
    zone = ZoneInfo("America/New_York")
    moments = story.chapters.in_queue().values_list("release_at", flat=True)
    return [f"{at.astimezone(zone):%-d %b}" for at in moments if at]


# tests/desk/test_schedule_page.py sends each of these forms.
@pytest.mark.long
@pytest.mark.parametrize("width, scripts", [(390, False), (390, True), (1280, True)])
def test_author_plans_ten_chapters(
    width: int,
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    make_chapter: MakeChapter,
) -> None:
    ten = [make_chapter(title=f"No. {number}", release_in=None) for number in range(1, 11)]
    page = open_page(width, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/schedule/?story={story.pk}")
    rhythm = page.locator("form.rhythm").first
    for day in ("Tuesday", "Friday"):
        rhythm.get_by_label(day).check()
    rhythm.get_by_label("Time", exact=True).fill("18:00")
    rhythm.get_by_label("Not before").fill("2026-11-25")
    rhythm.get_by_label("Time zone").select_option("America/New_York")
    page.get_by_role("button", name="Save rhythm").click()
    expect(page.get_by_text("Rhythm saved.")).to_be_visible()
    page.get_by_text("Add chapters", exact=True).click()
    for chapter in ten:
        page.locator(f"[name=chapter][value='{chapter.pk}'][type=checkbox]").check()
    page.get_by_role("button", name="Add to queue").click()
    expect(page.get_by_text("10 chapters added to the release queue.")).to_be_visible()
    assert days(story)[:4] == ["27 Nov", "1 Dec", "4 Dec", "8 Dec"] and len(days(story)) == 10
    assert not scrolls_sideways(page)

    # The second chapter is released later, by a button; then its day is skipped.
    def row(title: str) -> Locator:
        return page.locator(".queue__row").filter(has=page.get_by_role("link", name=title))

    row("No. 2").get_by_role("button", name="Release later").click()
    expect(page.get_by_text("“No. 2” moved: it is released Friday 4")).to_be_visible()
    row("No. 3").locator("summary").click()
    row("No. 3").get_by_role("button", name="Skip this day").click()
    expect(page.get_by_text("Tuesday 1 December is skipped.")).to_be_visible()
    assert days(story)[:4] == ["27 Nov", "4 Dec", "8 Dec", "11 Dec"]

    page.get_by_text("Plan a break").click()
    page.get_by_label("First day without a release").fill("2026-12-06")
    page.get_by_label("Back on").fill("2027-01-08")
    page.get_by_role("button", name="Save break").click()
    expect(page.get_by_text("Break saved.")).to_be_visible()
    assert days(story)[:4] == ["27 Nov", "4 Dec", "8 Jan", "12 Jan"]

    page.get_by_role("button", name="Move everything by a week").click()
    expect(page.get_by_text("The release queue begins a week later.")).to_be_visible()
    assert days(story)[:3] == ["4 Dec", "8 Jan", "12 Jan"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert days(story)[:3] == ["27 Nov", "4 Dec", "8 Jan"]
    assert not scrolls_sideways(page)


@cases("width, scripts", (1280, True), long=[(390, True), (390, False)])
def test_reader_follows_and_is_told_of_the_release(
    width: int,
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    reader: User,
    story: Story,
    make_chapter: MakeChapter,
) -> None:
    first = make_chapter(title="First")
    set_rhythm(story, FRIDAYS, author)
    queued = [make_chapter(title=title, release_in=None) for title in ("Second", "Third")]
    add_to_queue(story, queued, author)
    page = open_page(width, scripts=scripts)
    sign_in(page, live_server.url, reader)
    page.goto(live_server.url + first.get_absolute_url())
    end = page.locator(".last-chapter")
    expect(end).to_contain_text("Next chapter Friday, 27 November")
    end.get_by_role("button", name="Follow", exact=True).click()
    expect(end.get_by_role("button", name="Following")).to_be_visible()
    assert Follow.objects.get().user == reader

    # Nothing runs at 18:00 on Friday: the chapter is public because time has passed.
    with time_machine.travel(AFTER_FRIDAY):
        page.goto(live_server.url + story.get_absolute_url())
        expect(page.get_by_role("main")).to_contain_text("Next chapter Friday, 4 December")
        bell = page.get_by_role("link", name="Notifications")
        expect(bell).to_have_accessible_name("Notifications (1 unread)")
        bell.click()
        news = page.get_by_role("main")
        expect(news).to_contain_text("Second")
        expect(news).not_to_contain_text("Third")
        page.get_by_role("button", name=f"Mark {story.title} as read").click()
        expect(bell).to_have_accessible_name("Notifications")
        page.get_by_role("link", name="Settings").click()
        chapters = page.get_by_role("row", name="New chapters")
        expect(chapters).to_be_visible()
        assert not scrolls_sideways(page)
        chapters.get_by_role("combobox").select_option("Weekly digest")
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_role("status")).to_contain_text("Saved.")
        assert channels_for([reader.pk], "chapter")[reader.pk].email == "weekly"

"""How many steps an author needs: each click and each field that is filled in counts as one."""

from datetime import date, time

import pytest
from playwright.sync_api import Locator, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.rhythm import RhythmChoice, set_rhythm
from serial.chapters.releases.releasing import set_releases
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)
DAILY = RhythmChoice(RhythmKind.INTERVAL, date(2026, 1, 1), time(18), "UTC", [], interval_days=1)


class Steps:
    def __init__(self) -> None:
        self.count = 0

    def click(self, control: Locator) -> None:
        control.click()
        self.count += 1

    def fill(self, field: Locator, value: str) -> None:
        field.fill(value)
        self.count += 1


@cases("width, scripts", (1280, False), long=[(390, True)])
def test_publish_a_finished_draft_in_two_steps(
    width: int,
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    chapter = make_chapter("It was early.", release_in=None)
    page = open_page(width, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/{chapter.pk}/change/")
    steps = Steps()
    steps.click(page.locator(".release > summary"))
    steps.click(page.get_by_role("button", name="Publish now"))
    expect(page.get_by_text("Published. View the chapter")).to_be_visible()
    chapter.refresh_from_db()
    assert chapter.is_released() and steps.count == 2


def test_schedule_ten_chapters_in_six_steps_and_queue_them_in_three(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    make_chapter: MakeChapter,
) -> None:
    make_chapter(title="Out")
    for number in range(10):
        make_chapter(title=f"No. {number}", release_in=None)
    page = open_page()
    sign_in(page, live_server.url, author)
    url = f"{live_server.url}/desk/stories/story/{story.pk}/change/"
    page.goto(url)
    steps = Steps()
    steps.click(page.get_by_role("link", name="Drafts"))
    steps.click(page.get_by_label("Select all of these chapters"))
    steps.click(page.get_by_role("button", name="Schedule…"))
    steps.fill(page.get_by_label("First day"), "2037-11-06")
    steps.click(page.get_by_role("button", name="Show plan"))
    steps.click(page.get_by_role("button", name="Schedule 10 chapters"))
    expect(page.get_by_text("10 chapters scheduled.")).to_be_visible()
    assert Chapter.objects.scheduled().count() == 10 and steps.count == 6

    set_releases([(chapter, None) for chapter in Chapter.objects.scheduled()])
    set_rhythm(story, DAILY, author)
    page.goto(url)
    steps = Steps()
    steps.click(page.get_by_role("link", name="Drafts"))
    steps.click(page.get_by_label("Select all of these chapters"))
    steps.click(page.get_by_role("button", name="Add to queue"))
    expect(page.get_by_text("10 chapters added to the release queue.")).to_be_visible()
    assert Chapter.objects.in_queue().count() == 10 and steps.count == 3

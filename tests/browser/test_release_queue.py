"""The release queue is ordered by dragging and with the keyboard; the days stay."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.arranging import add_to_queue, remove_from_queue
from serial.chapters.releases.queue.rhythm import RhythmChoice, set_rhythm
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)
# A Wednesday.
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FRIDAYS = RhythmChoice(RhythmKind.WEEKLY, date(2026, 11, 1), time(18), "America/New_York", [4])


@pytest.fixture(autouse=True)
def on_a_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def queue(story: Story, author: User, make_chapter: MakeChapter) -> list[Chapter]:
    set_rhythm(story, FRIDAYS, author)
    chapters = [make_chapter(title=name, release_in=None) for name in ("One", "Two", "Three")]
    add_to_queue(story, chapters, author)
    return chapters


def open_queue(page: Page, site: str, author: User, story: Story) -> None:
    sign_in(page, site, author)
    page.goto(f"{site}/desk/chapters/chapter/schedule/?story={story.pk}")


def titles(story: Story) -> list[str]:
    return list(story.chapters.in_queue().values_list("title", flat=True))


def test_queue_is_ordered_by_dragging_and_with_the_keyboard(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    queue: list[Chapter],
) -> None:
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 1600})
    open_queue(page, live_server.url, author, story)
    queue_is_ordered_by_dragging(page, story, queue)
    # The button opened the page anew, and the keys start when its script does.
    page.wait_for_load_state()
    queue_is_ordered_with_the_keyboard(page, story, queue)
    remove_from_queue(Chapter.objects.get(pk=queue[2].pk), author)
    move_that_another_tab_made_impossible_is_taken_back(page, story, queue)


def queue_is_ordered_by_dragging(page: Page, story: Story, queue: list[Chapter]) -> None:
    first = page.locator(f"[data-chapter='{queue[0].pk}']")
    handle = page.locator(f"[data-chapter='{queue[2].pk}'] [data-drag-handle]")
    box, to = handle.bounding_box(), first.bounding_box()
    assert box and to
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, to["y"] + 40)
    page.mouse.move(box["x"] + 10, to["y"] + 3)
    page.mouse.up()
    expect(page.locator("[data-status]")).to_contain_text("“Three” moved: it is released Friday 27")
    assert titles(story) == ["Three", "One", "Two"]
    # The weeks above show the new days, and the last change can be undone.
    weeks = page.locator("[data-refresh=weeks] .slot__title")
    expect(weeks.first).to_contain_text("Three")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone. The schedule is as it was before.")).to_be_visible()
    assert titles(story) == ["One", "Two", "Three"]


def queue_is_ordered_with_the_keyboard(page: Page, story: Story, queue: list[Chapter]) -> None:
    status = page.locator("[data-status]")
    handle = page.locator(f"[data-chapter='{queue[0].pk}'] [data-drag-handle]")
    handle.focus()
    page.keyboard.press("Space")
    expect(status).to_contain_text("selected, position 1 of 3")
    page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("position 2 of 3")
    page.keyboard.press("Escape")
    expect(status).to_contain_text("at its original position")
    send = hold_new_lists(page)
    for key in ("Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    other_rows_stay_until_the_list_is_replaced(page, queue[2])
    send()
    expect(status).to_contain_text("“One” moved: it is released Friday 4")
    # The list was replaced; the focus stays at the chapter.
    expect(handle).to_be_focused()
    assert titles(story) == ["Two", "One", "Three"]


def hold_new_lists(page: Page) -> Callable[[], None]:
    """Keeps the requests that follow moves from the site. Returns what sends them."""
    held: list[Route] = []
    intercept(
        page,
        "**/schedule/**",
        lambda route: held.append(route) if route.request.method == "GET" else route.continue_(),
    )

    def send() -> None:
        wait_for_route(page, held)
        held[0].continue_()
        page.unroute("**/schedule/**")

    return send


def other_rows_stay_until_the_list_is_replaced(page: Page, chapter: Chapter) -> None:
    handle = page.locator(f"[data-chapter='{chapter.pk}'] [data-drag-handle]")
    handle.focus()
    for key in ("Space", "ArrowUp"):
        page.keyboard.press(key)
    handle.hover()
    page.mouse.down()
    expect(page.locator(".dragging")).to_have_count(0)
    page.mouse.up()
    expect(page.locator("[data-chapter]").last).to_contain_text("Three")


def move_that_another_tab_made_impossible_is_taken_back(
    page: Page, story: Story, queue: list[Chapter]
) -> None:
    page.locator(f"[data-chapter='{queue[0].pk}'] [data-drag-handle]").focus()
    for key in ("Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[data-move-error]")).to_contain_text("changed in the meantime")
    # The queue as it is now.
    expect(page.locator("[data-chapter]")).to_have_count(2)
    assert titles(story) == ["Two", "One"]

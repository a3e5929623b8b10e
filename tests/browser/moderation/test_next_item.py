"""The next item of the queue is shown before the site has answered. What it answers counts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from serial.comments.choices import State
from serial.moderation.choices import DecisionKind, Reason
from serial.moderation.models import Decision
from serial.moderation.review.claims import claim_only
from tests.browser.moderation.conftest import HoldMany, OpenQueue
from tests.browser.moderation.test_queue import heading
from tests.browser.waiting import intercept, wait_for_route
from tests.comments.sending import state_of
from tests.moderation.reviewing import decide_comment, item_of, make_rule, report_comment

pytestmark = pytest.mark.django_db(transaction=True)

OUTCOME = "[data-part=outcome]"
Send = Callable[[], None]


def open_with_next(open_queue: OpenQueue) -> Page:
    """Opens the queue, and waits until the second item was fetched ahead."""
    page = open_queue()
    expect(page.locator("main")).to_have_attribute("data-keys", "on")
    heading(page, "Guest 0")
    return page


def is_ahead(headers: dict[str, str]) -> bool:
    return headers.get("x-fragment") == "ahead"


def hold_decisions(page: Page) -> Send:
    """Keeps decisions from the site. Returns what sends them, now and from now on."""
    held: list[Route] = []
    intercept(page, "**/decide/**", lambda route: held.append(route))

    def send() -> None:
        wait_for_route(page, held)
        held[0].continue_()
        page.unroute("**/decide/**")

    return send


def press(page: Page, key: str, then: str) -> None:
    """The item of this name is shown, whether the site has answered or not."""
    page.keyboard.press(key)
    expect(page.locator("#subject-name")).to_have_text(then)


def mark_heading(page: Page) -> None:
    page.evaluate("document.querySelector('#subject-name').isMarked = true")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('#subject-name').isMarked === true"))


def test_next_item_is_there_before_the_answer(
    open_queue: OpenQueue, hold_many: HoldMany, moderator: User
) -> None:
    first, second, _third = hold_many(3)
    page = open_with_next(open_queue)
    assert item_of(first).claimed_by == moderator
    assert item_of(second).claimed_by is None
    send = hold_decisions(page)
    press(page, "a", "Guest 1")
    expect(page.locator("#subject-name")).to_be_focused()
    expect(page.locator(OUTCOME)).to_have_text("Saving…")
    expect(page.locator("[data-row][aria-current]")).to_contain_text("Guest 1")
    assert state_of(first) == State.HELD
    mark_heading(page)
    send()
    expect(page.locator(OUTCOME)).to_contain_text("Approved. Comment by Guest 0")
    expect(page.locator("[data-row]")).to_have_count(2)
    expect(page.get_by_text("Yours until")).to_be_visible()
    expect(page.locator("#subject-name")).to_be_focused()
    # Nothing moved: only what differs was replaced.
    assert is_marked(page)
    assert state_of(first) == State.PUBLISHED
    assert item_of(second).claimed_by == moderator
    press(page, "z", "Guest 0")
    heading(page, "Guest 0")
    assert state_of(first) == State.HELD


def test_item_that_a_colleague_decided_comes_back(
    open_queue: OpenQueue, hold_many: HoldMany, colleague: User
) -> None:
    make_rule(4)
    first, second = hold_many(2)
    page = open_with_next(open_queue)
    decide_comment(first, DecisionKind.HIDE, colleague)
    send = hold_decisions(page)
    press(page, "a", "Guest 1")
    # Typed meanwhile, about the next one; the second key would decide on it.
    page.keyboard.press("r")
    page.get_by_label("To the commenter").fill("Mine.")
    send()
    conflict = page.get_by_role("alert")
    expect(conflict).to_contain_text("carla decided this")
    expect(page.locator("[data-conflict]")).to_be_focused()
    heading(page, "Guest 0")
    expect(page.locator("[data-row][aria-current]")).to_contain_text("Guest 0")
    assert state_of(first) == State.HIDDEN and state_of(second) == State.HELD
    page.locator("[data-row]").filter(has_text="Guest 1").click()
    heading(page, "Guest 1")
    expect(page.get_by_label("To the commenter")).to_have_value("Mine.")


def test_key_pressed_before_the_answer_waits_for_it(
    open_queue: OpenQueue, hold_many: HoldMany
) -> None:
    comments = hold_many(3)
    page = open_with_next(open_queue)
    send = hold_decisions(page)
    press(page, "a", "Guest 1")
    page.keyboard.press("a")
    send()
    expect(page.locator(OUTCOME)).to_contain_text("Approved. Comment by Guest 1")
    heading(page, "Guest 2")
    states = [state_of(comment) for comment in comments]
    assert states == [State.PUBLISHED, State.PUBLISHED, State.HELD]


def test_key_is_dropped_if_a_colleague_has_the_next_item(
    open_queue: OpenQueue, hold_many: HoldMany, colleague: User
) -> None:
    first, second, third = hold_many(3)
    page = open_with_next(open_queue)
    claim_only(item_of(second).pk, colleague)
    send = hold_decisions(page)
    press(page, "a", "Guest 1")
    page.keyboard.press("a")
    send()
    expect(page.locator(OUTCOME)).to_contain_text("Approved. Comment by Guest 0")
    heading(page, "Guest 2")
    states = [state_of(comment) for comment in (first, second, third)]
    assert states == [State.PUBLISHED, State.HELD, State.HELD]


def test_what_changed_since_it_was_fetched_is_shown(
    open_queue: OpenQueue, hold_many: HoldMany
) -> None:
    _first, second = hold_many(2)
    page = open_with_next(open_queue)
    report_comment(second, None, Reason.THREAT)
    send = hold_decisions(page)
    press(page, "a", "Guest 1")
    expect(page.locator(".queue-item")).not_to_contain_text("A threat of violence")
    send()
    expect(page.locator(".queue-item")).to_contain_text("A threat of violence")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Nothing is held.")).to_be_visible()
    assert state_of(second) == State.PUBLISHED


def test_decision_that_the_network_lost_is_sent_as_a_page(
    open_queue: OpenQueue, hold_many: HoldMany
) -> None:
    make_rule(4)
    first, _second = hold_many(2)
    page = open_with_next(open_queue)
    intercept(
        page,
        "**/decide/**",
        lambda route: (
            route.abort() if route.request.headers.get("x-fragment") else route.continue_()
        ),
    )
    page.keyboard.press("r")
    page.keyboard.press("4")
    page.get_by_label("To the commenter").fill("Mine.")
    press(page, "Control+Enter", "Guest 1")
    expect(page.locator(OUTCOME)).to_contain_text("Rejected.")
    assert state_of(first) == State.REJECTED
    assert Decision.objects.get(kind="reject").words == "Mine."


def test_next_item_is_there_when_one_only_looks(
    open_queue: OpenQueue, hold_many: HoldMany, moderator: User
) -> None:
    first, second, _third = hold_many(3)
    page = open_with_next(open_queue)
    held: list[Route] = []
    intercept(
        page,
        f"**/items/{item_of(second).pk}/**",
        lambda route: route.continue_() if is_ahead(route.request.headers) else held.append(route),
    )
    press(page, "j", "Guest 1")
    expect(page.locator(OUTCOME)).to_have_text("")
    wait_for_route(page, held)
    held[0].continue_()
    expect(page.get_by_text("Yours until")).to_be_visible()
    expect(page).to_have_url(
        f"{page.url.split('/moderation/')[0]}/moderation/items/{item_of(second).pk}/"
    )
    assert item_of(first).claimed_by is None
    assert item_of(second).claimed_by == moderator


def test_next_item_that_is_on_its_way_is_shown_when_it_comes(
    open_queue: OpenQueue, hold_many: HoldMany
) -> None:
    first, _second, third = hold_many(3)
    page = open_with_next(open_queue)
    on_their_way: list[Route] = []
    intercept(
        page,
        f"**/items/{item_of(third).pk}/",
        lambda route: on_their_way.append(route),
    )
    press(page, "a", "Guest 1")
    expect(page.locator(OUTCOME)).to_contain_text("Approved.")
    send = hold_decisions(page)
    page.keyboard.press("a")
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#subject-name")).to_have_text("Guest 1")
    wait_for_route(page, on_their_way)
    on_their_way[0].continue_()
    expect(page.locator("#subject-name")).to_have_text("Guest 2")
    expect(page.locator(OUTCOME)).to_have_text("Saving…")
    send()
    expect(page.locator(OUTCOME)).to_contain_text("Approved. Comment by Guest 1")
    heading(page, "Guest 2")
    assert state_of(first) == State.PUBLISHED

"""The next item of the queue is shown before the site has answered. What it answers counts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
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
# After a form that was typed in is gone; a little longer than in static/js/moderation/keys.js.
PAUSE_OF_KEYS_MS = 1_100
Send = Callable[[], None]


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


def test_next_item_is_shown_before_the_site_has_answered(
    open_queue: OpenQueue, hold_many: HoldMany, moderator: User, colleague: User
) -> None:
    """Each step begins at one comment, with the next one fetched ahead, and ends at the next."""
    make_rule(4)
    comments = hold_many(12)
    page = open_queue()
    expect(page.locator("main")).to_have_attribute("data-keys", "on")
    heading(page, "Guest 0")
    next_item_is_there_before_the_answer(page, comments[0], comments[1], moderator)
    key_pressed_before_the_answer_waits_for_it(page, comments[:3])
    keys_are_dropped_if_a_colleague_has_the_next_item(page, comments[2:5], colleague)
    next_item_is_there_when_one_only_looks(page, comments[4], comments[5], moderator)
    what_changed_since_it_was_fetched_is_shown(page, comments[6])
    next_item_that_is_on_its_way_is_shown_when_it_comes(page, comments[7], comments[9])
    item_that_a_colleague_decided_comes_back(page, comments[9], comments[10], colleague)
    decision_that_the_network_lost_is_sent_as_a_page(page, comments[10])


def next_item_is_there_before_the_answer(
    page: Page, first: Comment, second: Comment, moderator: User
) -> None:
    assert item_of(first).claimed_by == moderator
    assert item_of(second).claimed_by is None
    rows = page.locator("[data-row]").count()
    send = hold_decisions(page)
    press(page, "a", "Guest 1")
    expect(page.locator("#subject-name")).to_be_focused()
    expect(page.locator(OUTCOME)).to_have_text("Saving…")
    expect(page.locator("[data-row][aria-current]")).to_contain_text("Guest 1")
    assert state_of(first) == State.HELD
    mark_heading(page)
    send()
    expect(page.locator(OUTCOME)).to_contain_text("Approved. Comment by Guest 0")
    expect(page.locator("[data-row]")).to_have_count(rows - 1)
    expect(page.get_by_text("Yours until")).to_be_visible()
    expect(page.locator("#subject-name")).to_be_focused()
    # Nothing moved: only what differs was replaced.
    assert is_marked(page)
    assert state_of(first) == State.PUBLISHED
    assert item_of(second).claimed_by == moderator
    press(page, "z", "Guest 0")
    heading(page, "Guest 0")
    assert state_of(first) == State.HELD


def key_pressed_before_the_answer_waits_for_it(page: Page, comments: list[Comment]) -> None:
    send = hold_decisions(page)
    press(page, "a", "Guest 1")
    page.keyboard.press("a")
    send()
    expect(page.locator(OUTCOME)).to_contain_text("Approved. Comment by Guest 1")
    heading(page, "Guest 2")
    states = [state_of(comment) for comment in comments]
    assert states == [State.PUBLISHED, State.PUBLISHED, State.HELD]


def keys_are_dropped_if_a_colleague_has_the_next_item(
    page: Page, comments: list[Comment], colleague: User
) -> None:
    claim_only(item_of(comments[1]).pk, colleague)
    send = hold_decisions(page)
    press(page, "a", "Guest 3")
    page.keyboard.press("a")
    # What is typed in a form, and on when the form is gone, is no command for the item that comes.
    page.keyboard.press("r")
    page.get_by_label("To the commenter").fill("We have")
    send()
    expect(page.locator(OUTCOME)).to_contain_text("Approved. Comment by Guest 2")
    page.keyboard.type("a")
    heading(page, "Guest 4")
    states = [state_of(comment) for comment in comments]
    assert states == [State.PUBLISHED, State.HELD, State.HELD]
    page.wait_for_timeout(PAUSE_OF_KEYS_MS)


def next_item_is_there_when_one_only_looks(
    page: Page, fifth: Comment, sixth: Comment, moderator: User
) -> None:
    held: list[Route] = []
    path = f"/moderation/items/{item_of(sixth).pk}/"
    intercept(
        page,
        f"**{path}**",
        lambda route: route.continue_() if is_ahead(route.request.headers) else held.append(route),
    )
    press(page, "j", "Guest 5")
    expect(page.locator(OUTCOME)).to_have_text("")
    wait_for_route(page, held)
    held[0].continue_()
    expect(page.get_by_text("Yours until")).to_be_visible()
    expect(page).to_have_url(f"{page.url.split('/moderation/')[0]}{path}")
    assert item_of(fifth).claimed_by is None
    assert item_of(sixth).claimed_by == moderator
    page.unroute(f"**{path}**")
    heading(page, "Guest 5")


def what_changed_since_it_was_fetched_is_shown(page: Page, changed: Comment) -> None:
    report_comment(changed, None, Reason.THREAT)
    send = hold_decisions(page)
    press(page, "a", "Guest 6")
    expect(page.locator(".queue-item")).not_to_contain_text("A threat of violence")
    send()
    expect(page.locator(".queue-item")).to_contain_text("A threat of violence")
    page.keyboard.press("a")
    heading(page, "Guest 7")
    assert state_of(changed) == State.PUBLISHED


def next_item_that_is_on_its_way_is_shown_when_it_comes(
    page: Page, first: Comment, third: Comment
) -> None:
    on_their_way: list[Route] = []
    path = f"**/items/{item_of(third).pk}/"
    intercept(page, path, lambda route: on_their_way.append(route))
    press(page, "a", "Guest 8")
    expect(page.locator(OUTCOME)).to_contain_text("Approved.")
    send = hold_decisions(page)
    page.keyboard.press("a")
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#subject-name")).to_have_text("Guest 8")
    wait_for_route(page, on_their_way)
    page.unroute(path)
    on_their_way[0].continue_()
    expect(page.locator("#subject-name")).to_have_text("Guest 9")
    expect(page.locator(OUTCOME)).to_have_text("Saving…")
    send()
    expect(page.locator(OUTCOME)).to_contain_text("Approved. Comment by Guest 8")
    heading(page, "Guest 9")
    assert state_of(first) == State.PUBLISHED


def item_that_a_colleague_decided_comes_back(
    page: Page, first: Comment, second: Comment, colleague: User
) -> None:
    decide_comment(first, DecisionKind.HIDE, colleague)
    send = hold_decisions(page)
    press(page, "a", "Guest 10")
    # Typed meanwhile, about the next one; the second key would decide on it.
    page.keyboard.press("r")
    page.get_by_label("To the commenter").fill("Mine.")
    send()
    conflict = page.get_by_role("alert")
    expect(conflict).to_contain_text("carla decided this")
    expect(page.locator("[data-conflict]")).to_be_focused()
    heading(page, "Guest 9")
    expect(page.locator("[data-row][aria-current]")).to_contain_text("Guest 9")
    assert state_of(first) == State.HIDDEN and state_of(second) == State.HELD
    page.locator("[data-row]").filter(has_text="Guest 10").click()
    heading(page, "Guest 10")
    expect(page.get_by_label("To the commenter")).to_have_value("Mine.")
    page.wait_for_timeout(PAUSE_OF_KEYS_MS)


def decision_that_the_network_lost_is_sent_as_a_page(page: Page, comment: Comment) -> None:
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
    press(page, "Control+Enter", "Guest 11")
    expect(page.locator(OUTCOME)).to_contain_text("Rejected.")
    assert state_of(comment) == State.REJECTED
    assert Decision.objects.get(kind="reject").words == "Mine."

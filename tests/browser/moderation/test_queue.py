"""Moderators work in the queue with the keyboard, at once, on phones, and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.comments.moderating import hold
from serial.moderation.choices import DecisionKind, Reason
from serial.moderation.models import Decision, Rule, Sanction
from tests.browser.cases import cases
from tests.browser.moderation.conftest import HoldMany, OpenQueue
from tests.browser.moderation.open_requests import wait_for_requests
from tests.comments.conftest import MakeComment
from tests.comments.sending import state_of
from tests.moderation.reviewing import decide_comment, make_rule, report_comment
from tests.moderation.spam.conftest import create_spam_model

pytestmark = pytest.mark.django_db(transaction=True)


def heading(page: Page, name: str) -> None:
    """The item of this name is in focus, the site has answered, and the next one is there too."""
    expect(page.locator("#subject-name")).to_have_text(name)
    expect(page.locator("main[aria-busy], main [aria-busy]")).to_have_count(0)
    wait_for_requests(page)


def press(page: Page, key: str, then: str) -> None:
    page.keyboard.press(key)
    heading(page, then)


def test_items_are_cleared_with_the_keyboard(
    open_queue: OpenQueue, hold_many: HoldMany, make_comment: MakeComment
) -> None:
    rule, other_rule = make_rule(4), make_rule(5)
    rule.words, other_rule.words = "We do not advertise here.", "No insults."
    rule.save()
    other_rule.save()
    comments = hold_many(6)
    page = open_queue()
    heading(page, "Guest 0")
    keys_do_nothing_in_fields_and_with_modifiers(page)
    back_brings_typed_words_until_they_are_sent(page, other_rule)
    for number in range(2):
        press(page, "a", f"Guest {number + 1}")
    expect(page.locator("#subject-name")).to_be_focused()
    expect(page).to_have_title("Held: comment by Guest 2 · Serial")
    page.keyboard.press("r")
    page.keyboard.press("4")
    expect(page.get_by_label("To the commenter")).to_have_value("We do not advertise here.")
    page.get_by_label("To the commenter").fill("Mine: a, r and h do nothing here.")
    press(page, "Control+Enter", "Guest 3")
    expect(page.locator("[role=status]")).to_contain_text("Comment by Guest 2 on The Lamp.")
    for key in ("h", "4"):
        page.keyboard.press(key)
    press(page, "Control+Enter", "Guest 4")
    press(page, "s", "Guest 5")
    press(page, "k", "Guest 4")
    press(page, "a", "Guest 5")
    end_of_the_list_loads_what_is_new(page, make_comment)
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Nothing is held.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    # The empty queue undoes too, once; it is a new page, whose keys start when its script does.
    expect(page.locator("main")).to_have_attribute("data-keys", "on")
    press(page, "z", "Guest 17")
    expect(page.get_by_text("Undone.", exact=True)).to_be_visible()
    states = [state_of(comment) for comment in comments]
    assert states[2:4] == [State.REJECTED, State.HIDDEN]
    assert states.count(State.PUBLISHED) == 4
    rejections = Decision.objects.filter(kind="reject").order_by("pk")
    assert [made.words for made in rejections] == ["Mine.", "Mine: a, r and h do nothing here."]
    keys_do_nothing_when_switched_off(page)


def keys_do_nothing_in_fields_and_with_modifiers(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Story")).to_be_focused()
    page.keyboard.type("a")
    page.keyboard.press("Escape")
    page.locator("#subject-name").focus()
    for key in ("Alt+a", "Shift+a", "Control+j"):
        page.keyboard.press(key)
    heading(page, "Guest 0")
    assert not Decision.objects.exclude(by=None).exists()


def back_brings_typed_words_until_they_are_sent(page: Page, other_rule: Rule) -> None:
    words = page.get_by_label("To the commenter")
    page.keyboard.press("r")
    page.keyboard.press("4")
    page.goto(page.url.split("/moderation/")[0] + "/about/")
    page.go_back()
    expect(words).to_have_value("We do not advertise here.")
    # The words of a rule still change with it; one's own stay.
    page.keyboard.press("5")
    expect(words).to_have_value("No insults.")
    words.fill("Mine.")
    page.keyboard.press("Escape")
    expect(words).to_have_count(0)
    page.keyboard.press("r")
    expect(words).to_have_value("Mine.")
    press(page, "Control+Enter", "Guest 1")
    assert Decision.objects.get(kind="reject").rule == other_rule
    # A wrong press is undone, and the item is back in its place.
    press(page, "z", "Guest 0")
    expect(page.locator("[data-row]").first).to_contain_text("Guest 0")
    expect(page.get_by_text("Undone.")).to_be_visible()
    expect(words).to_have_count(0)
    page.keyboard.press("r")
    expect(words).to_have_value("")
    page.keyboard.press("Escape")
    expect(words).to_have_count(0)


def end_of_the_list_loads_what_is_new(page: Page, make_comment: MakeComment) -> None:
    """Begins at the only item of the list, and ends when it and one of two new ones are left."""
    for count, (key, guest) in enumerate((("s", "Guest 17"), ("j", "Guest 18")), start=2):
        page.keyboard.press(key)
        expect(page.get_by_text("This is the end of the list.")).to_be_visible()
        make_comment("New.", by=None, guest_name=guest, ip=f"192.0.2.{100 + count}")
        press(page, key, guest)
        expect(page.locator("[data-row]")).to_have_count(count)
        expect(page.locator("[data-row][aria-current]")).to_contain_text(guest)
    # What was skipped comes back after the last one.
    press(page, "a", "Guest 5")
    press(page, "a", "Guest 17")


def keys_do_nothing_when_switched_off(page: Page) -> None:
    decisions = Decision.objects.count()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.keyboard.press("a")
    page.get_by_label("Use these keys in this browser").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.reload()
    page.keyboard.press("a")
    expect(page.locator("kbd").first).to_be_hidden()
    heading(page, "Guest 17")
    assert Decision.objects.count() == decisions


def test_two_moderators_do_not_step_on_each_other(
    open_queue: OpenQueue, hold_many: HoldMany, colleague: User
) -> None:
    rule = make_rule(4)
    first, second, third = hold_many(3)
    mine = open_queue(clock=True)
    theirs = open_queue(user=colleague)
    heading(mine, "Guest 0")
    heading(theirs, "Guest 1")
    expect(theirs.get_by_text("mona is deciding")).to_be_visible()
    new_items_wait_behind_a_link_and_claims_are_shown(mine, first, third)
    # They open it all the same, and decide first.
    theirs.locator("[data-row]").first.click()
    heading(theirs, "Guest 0")
    mine.keyboard.press("r")
    mine.keyboard.press("4")
    mine.get_by_label("To the commenter").fill("My own words.")
    for key in ("h", "4"):
        theirs.keyboard.press(key)
    press(theirs, "Control+Enter", "Guest 1")
    mine.keyboard.press("Control+Enter")
    conflict = mine.get_by_role("alert")
    expect(conflict).to_contain_text("carla decided this")
    expect(conflict).to_contain_text("What you typed was not saved.")
    expect(conflict).to_contain_text("My own words.")
    assert state_of(first) == State.HIDDEN
    mine.keyboard.press("r")
    expect(mine.get_by_label("To the commenter")).to_have_value("My own words.")
    expect(mine.get_by_label(rule.title)).to_be_checked()
    mine.keyboard.press("Control+Enter")
    expect(mine.locator("[role=status]")).to_contain_text("Rejected.")
    assert state_of(first) == State.REJECTED
    assert state_of(second) == State.HELD


def new_items_wait_behind_a_link_and_claims_are_shown(
    page: Page, first: Comment, third: Comment
) -> None:
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(3)
    page.wait_for_timeout(1_100)
    decide_comment(third, DecisionKind.APPROVE, None)
    decide_comment(third, DecisionKind.HOLD, None)
    report_comment(first, None, Reason.THREAT)
    with page.expect_response(lambda response: "/moderation/count/" in response.url):
        page.clock.run_for(31_000)
    expect(page.get_by_role("link", name="1 new")).to_be_visible()
    expect(rows.nth(1)).to_contain_text("carla is deciding")
    expect(rows).to_have_count(3)
    strip = page.locator(".queue-list").get_by_role("link", name="1 urgent report")
    expect(strip).to_have_attribute("aria-current", "true")


@cases("width", 390, long=[1280])
def test_queue_without_scripts(open_queue: OpenQueue, hold_many: HoldMany, width: int) -> None:
    make_rule(4)
    first, second = hold_many(2)
    page = open_queue(width=width, scripts=False)
    heading(page, "Guest 0")
    page.get_by_role("link", name="Reject").click()
    page.get_by_text("No advertising").click()
    page.get_by_role("button", name="Reject comment").click()
    heading(page, "Guest 1")
    expect(page.locator("[role=status]")).to_contain_text("Rejected.")
    page.get_by_role("button", name="Undo").click()
    heading(page, "Guest 0")
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("heading", name="Nothing is held.")).to_be_visible()
    assert state_of(first) == state_of(second) == State.PUBLISHED


# The same forms are sent in tests/moderation: queue/test_page.py (filters),
# queue/test_deciding_in_the_queue.py (sanction), word_lists/ (rules) and spam/test_page.py.
@pytest.mark.long
def test_filters_sanctions_rules_and_the_spam_score_without_scripts(
    open_queue: OpenQueue, make_comment: MakeComment, hold_many: HoldMany, reader: User
) -> None:
    make_rule(4)
    hold_many(2)
    hold(make_comment("Lamps."), None)
    create_spam_model()
    page = open_queue(width=390, scripts=False)
    site = page.url.partition("/moderation/")[0]
    page.get_by_role("link", name="List").click()
    page.locator("[data-filters] > summary").click()
    page.get_by_role("textbox", name="Commenter").fill("rosa")
    page.get_by_role("button", name="Apply").click()
    heading(page, "rosa")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("[data-more] > summary").click()
    page.get_by_role("link", name="Sanction").click()
    page.get_by_text("No advertising").click()
    page.locator("#panel-sanction").select_option("silenced")
    page.get_by_label("For how long").select_option("7")
    page.get_by_role("button", name="Give sanction").click()
    expect(page.locator("[role=status]")).to_contain_text("Sanction given.")
    assert Sanction.objects.in_force().get().member == reader

    rules = f"{site}/moderation/rules/"
    page.goto(f"{rules}words/commissions/")
    page.get_by_label("Words and phrases").fill("lamps")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved as version")).to_be_visible()
    page.goto(f"{rules}spam/")
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("button", name="Switch off")).to_be_visible()


def test_queue_on_a_phone(
    open_queue: OpenQueue, hold_many: HoldMany, make_comment: MakeComment
) -> None:
    first, second, third = hold_many(3)
    page = open_queue(width=390)
    page.get_by_role("link", name="List").click()
    page.locator("[data-row]").nth(2).click()
    heading(page, "Guest 2")
    expect(page.locator("#list")).to_be_hidden()
    page.get_by_role("button", name="Approve").click()
    heading(page, "Guest 0")
    page.locator("[data-more] > summary").click()
    page.get_by_role("link", name="Close thread").click()
    page.get_by_label("To the commenter").fill("Enough was said.")
    page.get_by_role("button", name="Close thread").click()
    heading(page, "Guest 1")
    assert state_of(third) == State.PUBLISHED
    first.refresh_from_db()
    assert first.closed_at is not None
    page.go_back()
    expect(page).to_have_url(re.compile(r"/moderation/"))
    report_comment(make_comment("I cannot go on."), None, Reason.SELF_HARM)
    decide_comment(second, DecisionKind.APPROVE, None)
    page.goto(page.url.split("/moderation/")[0] + "/moderation/")
    urgent_strip_leads_to_the_report(page)
    page.goto(page.url.split("/moderation/")[0] + "/moderation/log/")
    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)


def urgent_strip_leads_to_the_report(page: Page) -> None:
    page.get_by_role("link", name="1 urgent report").click()
    heading(page, "rosa")
    expect(page.get_by_role("link", name="1 urgent report")).to_be_hidden()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", name="Nothing is reported.")).to_be_visible()
    expect(page.get_by_role("link", name="1 urgent report")).to_have_count(0)

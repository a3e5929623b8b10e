"""Acts on many comments in a browser: preview, progress, stop, undo, and the raid switch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.moderation.choices import Reason
from serial.moderation.models import Rule, Wave
from serial.moderation.waves import running
from tests.browser.axe import Look, check
from tests.browser.cases import cases
from tests.browser.comments.commenting import go_to_comments
from tests.browser.conftest import OpenPage
from tests.browser.long_words import WORD
from tests.browser.signing_in import sign_in
from tests.comments.conftest import MakeComment
from tests.moderation.reviewing import make_rule

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sweep]

OFFER = "I draw portraits of your heroes for a small price, write to me on {} today."
# Between two looks at the progress, as the page asks.
POLL_MS = 3_000


@pytest.fixture
def offers(make_comment: MakeComment) -> list[Comment]:
    return [make_comment(OFFER.format(place)) for place in ("Bird", "Fish", "Crow", "Crane")]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Does the next batch of the only wave, of two comments."""
    monkeypatch.setattr(running, "BATCH_SIZE", 2)

    def run_next_batch() -> None:
        running.run_batch({"wave": Wave.objects.get().pk})

    return run_next_batch


def states(comments: list[Comment]) -> list[str]:
    found = dict(Comment.objects.values_list("pk", "state"))
    return [found[comment.pk] for comment in comments]


def test_moderator_stops_a_wave_and_takes_it_back(
    offers: list[Comment],
    work: Callable[[], None],
    live_server: LiveServer,
    open_page: OpenPage,
    moderator: User,
) -> None:
    rule = make_rule(4)
    page = open_page(1280)
    page.clock.install()
    sign_in(page, live_server.url, moderator)
    page.goto(f"{live_server.url}/moderation/waves/new/?comment={offers[0].pk}")
    page.get_by_role("button", name="Reject", exact=True).click()
    decide = page.get_by_role("button", name="Reject 4 comments")
    expect(decide).to_be_enabled()
    # A changed criterion makes the number wrong.
    page.get_by_label("by this person").check()
    expect(decide).to_be_disabled()
    page.get_by_role("button", name="Count again").click()
    expect(page.get_by_role("button", name="Reject", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_label("Rule").select_option(str(rule.pk))
    page.get_by_role("button", name="Reject 4 comments").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rejecting 4 comments")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")

    work()
    stop = page.get_by_role("button", name="Stop here")
    stop.focus()
    page.clock.run_for(POLL_MS)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")
    expect(page.locator("[data-announced]")).to_have_text("50 %")
    expect(page.get_by_role("button", name="Stop here")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Stopped.")).to_be_visible()
    work()
    assert sorted(states(offers)) == ["published", "published", "rejected", "rejected"]

    page.get_by_role("button", name="Undo the 2 done").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Undoing")
    work()
    work()
    page.clock.run_for(POLL_MS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Undone: Rejected 2 comments")
    assert states(offers) == [State.PUBLISHED] * 4


# tests/moderation/waves/test_pages.py takes the same steps.
@pytest.mark.long
def test_author_clears_comments_without_javascript_on_a_phone(
    offers: list[Comment],
    work: Callable[[], None],
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    chapter: Chapter,
) -> None:
    page = open_page(390, scripts=False)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{chapter.story_id}/comments/")
    page.get_by_role("link", name="Many comments at once").click()
    page.get_by_role("link", name="Find comments").click()
    page.get_by_role("button", name="Count again").click()
    # What was found is in sight, above the form.
    expect(page.get_by_text("Held now")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Count again")).to_be_hidden()
    page.get_by_role("button", name="Hide", exact=True).click()
    page.get_by_role("button", name="Hide 4 comments").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hiding 4 comments")
    for _ in range(3):
        work()
    # The page loads itself again.
    expect(page.get_by_role("heading", level=1)).to_have_text("Hid 4 comments", timeout=10_000)
    assert set(states(offers)) == {State.HIDDEN}
    page.get_by_role("link", name="Many comments at once").click()
    page.get_by_role("button", name="Hid 4 comments").click()
    for _ in range(3):
        work()
    page.reload()
    expect(page.get_by_text("Undone: Hid 4 comments")).to_be_visible()
    assert set(states(offers)) == {State.PUBLISHED}


@cases("width", 390, long=[1280])
def test_raid_switch_gives_a_guest_the_text_back(
    live_server: LiveServer, open_page: OpenPage, moderator: User, chapter: Chapter, width: int
) -> None:
    # On the phone without scripts.
    page = open_page(width, scripts=width > 390)
    sign_in(page, live_server.url, moderator)
    page.goto(f"{live_server.url}/moderation/waves/")
    page.get_by_label("Members only").check()
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("Switched on. It ends by itself.")).to_be_visible()
    guest = open_page(390, scripts=False)
    guest.goto(f"{live_server.url}{chapter.get_absolute_url()}comments/write/")
    # There was no such line on the shared page.
    reader = open_page(390)
    go_to_comments(reader, f"{live_server.url}{chapter.get_absolute_url()}")
    reader.locator("#comments [name=text]").focus()
    expect(reader.locator("[data-raid-notice]")).to_contain_text("Only members can comment until")
    guest.locator("[name=text]").fill("Who lit the lamp?")
    guest.get_by_label("Name").fill("Gus")
    guest.get_by_role("button", name="Post comment").click()
    expect(guest.get_by_text("because of a wave of spam")).to_be_visible()
    expect(guest.locator("[name=text]")).to_have_value("Who lit the lamp?")
    page.get_by_role("button", name="Switch off").click()
    guest.get_by_role("button", name="Post comment").click()
    expect(guest.get_by_text("because of a wave of spam")).to_have_count(0)
    assert Comment.objects.get().body == "Who lit the lamp?"


LOOKS = (Look(390), Look(390, "dark"), Look(1280, theme="sepia"), Look(1280, "dark", "black"))


def test_pages_are_accessible(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    make_comment: MakeComment,
    work: Callable[[], None],
    moderator: User,
) -> None:
    make_rule(4)
    Rule.objects.update(reason=Reason.SPAM)
    example = make_comment(f"{OFFER.format(WORD)} https://shop.example/")
    for place in ("Bird", "Fish"):
        make_comment(OFFER.format(place))
    page = open_page(390, bypass_csp=True)
    sign_in(page, live_server.url, moderator)
    results: dict[str, list[str]] = {}

    def look_at(path: str) -> None:
        page.goto(f"{live_server.url}/moderation/waves/{path}")
        results[path] = check(page, axe, LOOKS)

    look_at("new/?do=hide")
    look_at(
        f"new/?comment={example.pk}&do=reject&like=on&percent=40&time=on&leave_out=on"
        "&since=2026-01-01T00:00"
    )
    page.get_by_label("Rule").select_option(index=1)
    page.get_by_role("button", name="Reject 3 comments").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    wave = Wave.objects.get()
    work()
    look_at(f"{wave.pk}/")
    page.get_by_role("button", name="Stop here").click()
    look_at("")
    page.get_by_role("button", name="Switch on").click()
    results["switched on"] = check(page, axe, LOOKS)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}

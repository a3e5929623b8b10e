"""Nothing that anyone types is lost, and nothing is posted twice."""

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.editing import delete_comment
from serial.comments.models import Comment
from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.comments.rate_limits import LIMITS, MINUTES
from tests.browser.comments.commenting import enter, go_to_comments, say, send, write
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "form.quick-form"
KEPT = "Your draft was restored."


def posted(page: Page, text: str) -> None:
    expect(page.locator("#comments .comment > .comment-body", has_text=text).first).to_be_visible()
    expect(page.locator(f"{FORM} textarea")).to_have_value("")
    assert (
        page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('serial.draft'))") == []
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_the_connection_goes_and_the_tab_is_closed(
    address: str, open_page: OpenPage, width: int
) -> None:
    page = open_page(width)
    go_to_comments(page, address)
    form = page.locator(FORM)
    write(form, "Typed on a train.", "Gus")
    # The comment arrives, and what the server answers does not.
    page.route("**/comments/write/", lose_the_answer)
    send(form)
    expect(form.locator("[data-status]")).to_contain_text("It is saved in this browser")
    page.unroute("**/comments/write/")
    page.context.set_offline(True)
    send(form)
    expect(form.locator("[data-status]")).to_contain_text("No connection")
    assert Comment.objects.count() == 1
    page.context.set_offline(False)

    other = page.context.new_page()
    page.close()
    go_to_comments(other, address)
    form = other.locator(FORM)
    expect(form).to_contain_text(KEPT)
    expect(form.get_by_role("button", name="Show other draft")).to_be_hidden()
    expect(form.locator("textarea")).to_have_value("Typed on a train.")
    expect(form.get_by_label("Your name")).to_have_value("Gus")
    send(form)
    posted(other, "Typed on a train.")
    assert Comment.objects.count() == 1


def lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort("connectionreset")


def test_sending_twice_makes_one(address: str, open_page: OpenPage) -> None:
    page = open_page()
    go_to_comments(page, address)
    write(page.locator(FORM), "Once.", "Gus")
    page.locator(FORM).get_by_role("button", name="Send").dblclick()
    posted(page, "Once.")
    assert Comment.objects.count() == 1
    # The same words again, in a form of its own, are another comment.
    write(page.locator(FORM), "Once.", "Gus")
    send(page.locator(FORM))
    posted(page, "Once.")
    assert Comment.objects.count() == 2


def test_words_that_were_changed_after_a_lost_answer_are_not_lost(
    address: str, open_page: OpenPage
) -> None:
    page = open_page()
    go_to_comments(page, address)
    form = page.locator(FORM)
    write(form, "The first half.", "Gus")
    page.route("**/comments/write/", lose_the_answer)
    send(form)
    expect(form.locator("[data-status]")).to_contain_text("It is saved in this browser")
    page.unroute("**/comments/write/")
    form.locator("textarea").fill("The first half, and the second.")
    send(form)
    # It may be there already: whoever sends it again knows that.
    expect(form.locator(".form-error.errorlist")).to_contain_text("This form was already sent")
    expect(form.locator("textarea")).to_have_value("The first half, and the second.")
    send(form)
    posted(page, "and the second.")
    assert Comment.objects.count() == 2


def test_storage_does_not_fill_and_may_be_refused(address: str, open_page: OpenPage) -> None:
    page = open_page()
    go_to_comments(page, address)
    page.evaluate(
        """() => {
          for (let n = 0; n < 60; n++) {
            const storedAt = Date.now() - (n > 50 ? 40 : 1) * 24 * 60 * 60 * 1000 - n;
            const draft = {
              slot: `/read/a/${n}/comments/ - -`, fields: { text: `Text ${n}` }, storedAt,
            };
            localStorage.setItem(`serial.draft ${draft.slot} other${n}`, JSON.stringify(draft));
          }
        }"""
    )
    write(page.locator(FORM), "One more.")
    kept = "Object.keys(localStorage).filter(k => k.startsWith('serial.draft'))"
    assert len(page.evaluate(kept)) <= 40
    assert any(name.startswith("serial.draft /read/the-lamp/") for name in page.evaluate(kept))
    refusing = open_page()
    refusing.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    go_to_comments(refusing, address)
    write(refusing.locator(FORM), "Posted all the same.", "Gus")
    send(refusing.locator(FORM))
    expect(refusing.locator("#comments [data-comment-list]")).to_contain_text(
        "Posted all the same."
    )


def test_two_tabs_keep_two_texts(address: str, open_page: OpenPage) -> None:
    one = open_page()
    go_to_comments(one, address)
    two = one.context.new_page()
    go_to_comments(two, address)
    write(one.locator(FORM), "From the first tab.")
    write(two.locator(FORM), "From the second tab.")
    expect(one.locator(f"{FORM} textarea")).to_have_value("From the first tab.")
    one.close()
    two.close()
    three = two.context.new_page()
    go_to_comments(three, address)
    form = three.locator(FORM)
    expect(form.locator("textarea")).to_have_value("From the second tab.")
    form.get_by_role("button", name="Show other draft").click()
    expect(form.locator("textarea")).to_have_value("From the first tab.")
    form.get_by_role("button", name="Discard draft").click()
    expect(form.locator("textarea")).to_have_value("")
    go_to_comments(three, address)
    expect(form.locator("textarea")).to_have_value("From the second tab.")


def test_what_was_begun_elsewhere_is_found(
    talked_of: Chapter, address: str, open_page: OpenPage, author: User
) -> None:
    say(talked_of, author, "Well?")
    page = open_page(390)
    go_to_comments(page, address)
    page.locator("#c1").get_by_role("link", name="Reply").click()
    write(page.locator("#c1 form"), "Half an answer")
    page.reload()
    page.locator("#comments").scroll_into_view_if_needed()
    expect(page.locator("#c1 form textarea")).to_have_value("Half an answer")
    # On the page for writing as well, which keeps what is typed on.
    page.goto(f"{address}comments/write/?reply_to=1")
    area = page.locator("main textarea")
    expect(area).to_have_value("Half an answer")
    area.press("End")
    area.press_sequentially(", now whole.")
    page.goto(f"{address}comments/write/?reply_to=1")
    expect(area).to_have_value("Half an answer, now whole.")
    page.get_by_label("Your name").fill("Gus")
    send(page.locator("main form.comment-form"))
    expect(page.get_by_role("heading", name="Comment", exact=True)).to_be_visible()
    expect(page.locator("#c2 .comment-body")).to_have_text("Half an answer, now whole.")
    page.goto(f"{address}comments/write/?reply_to=1")
    expect(area).to_have_value("")


def test_an_answer_to_what_was_taken_back_can_stand_by_itself(
    talked_of: Chapter,
    address: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    author: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = say(talked_of, author, "Well?")
    page = open_page(390)
    enter(page, live_server.url, reader)
    go_to_comments(page, address)
    page.locator("#c1").get_by_role("link", name="Reply").click()
    form = page.locator("#c1 form")
    write(form, "Very well.")
    delete_comment(asked.pk, author)
    monkeypatch.setitem(LIMITS, MINUTES, 1)
    say(talked_of, reader, "Something else.")
    send(form)
    expect(form.locator(".form-error.errorlist")).to_contain_text(
        "You can post yours as a new comment"
    )
    send(form)
    expect(form.locator(".form-error.errorlist")).to_contain_text(
        "too many comments in a short time"
    )
    expect(form.locator("textarea")).to_have_value("Very well.")
    monkeypatch.setitem(LIMITS, MINUTES, 6)
    send(form)
    posted(page, "Very well.")
    assert Comment.objects.get(body="Very well.").parent is None


def test_each_refusal_keeps_the_text(
    talked_of: Chapter, address: str, live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    page = open_page()
    enter(page, live_server.url, reader)
    go_to_comments(page, address)
    form = page.locator(FORM)
    area = form.locator("textarea")
    write(form, "x" * (BODY_MAX_LENGTH + 5))
    send(form)
    expect(form.locator(".errorlist")).to_contain_text("Remove 5 characters")
    area.fill("Short enough.")
    # The token is too old: it is fetched anew, and nobody hears of it.
    page.context.clear_cookies(name="csrftoken")
    send(form)
    posted(page, "Short enough.")

    write(form, "Written while signed in.")
    page.context.clear_cookies(name="sessionid")
    send(form)
    expect(form.locator(".form-error.errorlist")).to_contain_text("You are signed out.")
    expect(area).to_have_value("Written while signed in.")
    enter(page, live_server.url, reader)
    send(form)
    posted(page, "Written while signed in.")

    write(form, "Too late.")
    expect(form.locator("[name=form_key]")).to_be_attached()
    Chapter.objects.update(release_at=None)
    send(form)
    expect(form.locator("[data-status]")).to_contain_text("Copy your text if you want to keep it")
    expect(area).to_have_value("Too late.")
    assert Comment.objects.count() == 2

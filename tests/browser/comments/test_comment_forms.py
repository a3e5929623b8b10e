"""Comment forms keep every text and post each comment once."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.editing import delete_comment
from serial.comments.models import Comment
from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.comments.rate_limits import LIMITS, MINUTES
from tests.browser.cases import cases
from tests.browser.comments.commenting import (
    add_comment,
    go_to_comments,
    submit_form,
    type_comment,
)
from tests.browser.conftest import OpenPage, open_tab
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "form.quick-form"
RESTORED = "Your draft was restored."


def expect_posted(page: Page, text: str) -> None:
    expect(page.locator("#comments .comment .comment__text", has_text=text).first).to_be_visible()
    expect(page.locator(f"{FORM} textarea")).to_have_value("")
    assert (
        page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('serial.draft'))") == []
    )


@cases("width", 390, long=[1280])
def test_each_comment_is_posted_once_and_none_is_lost(
    chapter_url: str, open_page: OpenPage, width: int
) -> None:
    page = open_page(width)
    go_to_comments(page, chapter_url)
    double_click_posts_one_comment(page)
    text_changed_after_a_lost_response_is_kept(page)
    comment_survives_a_lost_connection_and_a_closed_tab(page, chapter_url)


def double_click_posts_one_comment(page: Page) -> None:
    type_comment(page.locator(FORM), "Once.", "Gus")
    page.locator(FORM).get_by_role("button", name="Post comment").dblclick()
    expect_posted(page, "Once.")
    assert Comment.objects.count() == 1
    # The same text in a new form is a second comment.
    type_comment(page.locator(FORM), "Once.", "Gus")
    submit_form(page.locator(FORM))
    expect_posted(page, "Once.")
    assert Comment.objects.count() == 2


def text_changed_after_a_lost_response_is_kept(page: Page) -> None:
    form = page.locator(FORM)
    type_comment(form, "The first half.", "Gus")
    intercept(page, "**/comments/write/", drop_response)
    submit_form(form)
    expect(form.locator("[data-status]")).to_contain_text("It is saved in this browser")
    page.unroute("**/comments/write/")
    form.locator("textarea").fill("The first half, and the second.")
    submit_form(form)
    # The first text may be posted already; submitting again posts the new one too.
    expect(form.locator(".problems")).to_contain_text("This form was already sent")
    expect(form.locator("textarea")).to_have_value("The first half, and the second.")
    submit_form(form)
    expect_posted(page, "and the second.")
    assert Comment.objects.filter(body__startswith="The first half").count() == 2


def comment_survives_a_lost_connection_and_a_closed_tab(page: Page, chapter_url: str) -> None:
    form = page.locator(FORM)
    type_comment(form, "Typed on a train.", "Gus")
    # The server gets the comment, but its response is lost.
    intercept(page, "**/comments/write/", drop_response)
    submit_form(form)
    expect(form.locator("[data-status]")).to_contain_text("It is saved in this browser")
    page.unroute("**/comments/write/")
    page.context.set_offline(True)
    submit_form(form)
    expect(form.locator("[data-status]")).to_contain_text("No connection")
    assert Comment.objects.filter(body="Typed on a train.").count() == 1
    page.context.set_offline(False)

    other = open_tab(page)
    page.close()
    go_to_comments(other, chapter_url)
    form = other.locator(FORM)
    expect(form).to_contain_text(RESTORED)
    expect(form.get_by_role("button", name="Show other draft")).to_be_hidden()
    expect(form.locator("textarea")).to_have_value("Typed on a train.")
    expect(form.get_by_label("Your name")).to_have_value("Gus")
    submit_form(form)
    expect_posted(other, "Typed on a train.")
    assert Comment.objects.filter(body="Typed on a train.").count() == 1


def drop_response(route: Route) -> None:
    route.fetch()
    route.abort("connectionreset")


def test_two_tabs_store_separate_drafts_of_a_limited_number(
    commented_chapter: Chapter, chapter_url: str, open_page: OpenPage
) -> None:
    one = open_page()
    go_to_comments(one, chapter_url)
    two = open_tab(one)
    go_to_comments(two, chapter_url)
    type_comment(one.locator(FORM), "From the first tab.")
    type_comment(two.locator(FORM), "From the second tab.")
    expect(one.locator(f"{FORM} textarea")).to_have_value("From the first tab.")
    one.close()
    two.close()
    three = open_tab(two)
    go_to_comments(three, chapter_url)
    form = three.locator(FORM)
    expect(form.locator("textarea")).to_have_value("From the second tab.")
    form.get_by_role("button", name="Show other draft").click()
    expect(form.locator("textarea")).to_have_value("From the first tab.")
    form.get_by_role("button", name="Discard draft").click()
    expect(form.locator("textarea")).to_have_value("")
    go_to_comments(three, chapter_url)
    expect(form.locator("textarea")).to_have_value("From the second tab.")
    stored_drafts_are_limited(three, commented_chapter)


def stored_drafts_are_limited(page: Page, chapter: Chapter) -> None:
    page.evaluate(
        """() => {
          for (let n = 0; n < 60; n++) {
            const storedAt = Date.now() - (n > 50 ? 40 : 1) * 24 * 60 * 60 * 1000 - n;
            const draft = {
              slot: `9${n} - -`, fields: { text: `Text ${n}` }, storedAt,
            };
            localStorage.setItem(`serial.draft ${draft.slot} other${n}`, JSON.stringify(draft));
          }
        }"""
    )
    type_comment(page.locator(FORM), "One more.")
    draft_names = "Object.keys(localStorage).filter(k => k.startsWith('serial.draft'))"
    assert len(page.evaluate(draft_names)) <= 40
    prefix = f"serial.draft {chapter.pk} - - "
    assert any(name.startswith(prefix) for name in page.evaluate(draft_names))


def test_reply_draft_is_restored_on_every_page(
    commented_chapter: Chapter, chapter_url: str, open_page: OpenPage, author: User
) -> None:
    add_comment(commented_chapter, author, "Well?")
    page = open_page(390)
    go_to_comments(page, chapter_url)
    page.locator("#c1").get_by_role("link", name="Reply").click()
    type_comment(page.locator("#c1 form"), "Half an answer")
    page.reload()
    page.locator("#comments").scroll_into_view_if_needed()
    expect(page.locator("#c1 form textarea")).to_have_value("Half an answer")
    # The page for writing a comment restores and stores the draft as well.
    page.goto(f"{chapter_url}comments/write/?reply_to=1")
    area = page.locator("main textarea")
    expect(area).to_have_value("Half an answer")
    area.press("End")
    area.press_sequentially(", now whole.")
    page.goto(f"{chapter_url}comments/write/?reply_to=1")
    expect(area).to_have_value("Half an answer, now whole.")
    page.get_by_label("Your name").fill("Gus")
    submit_form(page.locator("main form.comment-form"))
    expect(page.get_by_role("heading", name="Comment", exact=True)).to_be_visible()
    expect(page.locator("#c2 .comment__text")).to_have_text("Half an answer, now whole.")
    page.goto(f"{chapter_url}comments/write/?reply_to=1")
    expect(area).to_have_value("")


TOO_LONG = "Too long. " * 100


def test_text_of_a_member_is_kept_after_each_error(
    commented_chapter: Chapter,
    chapter_url: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    author: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parent = add_comment(commented_chapter, author, "Well?")
    page = open_page()
    sign_in(page, live_server.url, reader)
    go_to_comments(page, chapter_url)
    refused_preview_comes_back_by_itself(page)
    reply_to_a_deleted_comment_can_be_posted_as_a_new_comment(
        page, parent, reader, author, monkeypatch
    )
    text_is_kept_after_each_error(page, live_server.url, reader, monkeypatch)


def text_is_kept_after_each_error(
    page: Page, site: str, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = page.locator(FORM)
    area = form.locator("textarea")
    # More than a request may have.
    with monkeypatch.context() as patched:
        patched.setattr(settings, "READER_REQUEST_MAX_BYTES", 1_000)
        type_comment(form, TOO_LONG)
        submit_form(form)
        expect(form).to_contain_text("Nothing was saved. Split your text")
        expect(area).to_have_value(TOO_LONG)
    type_comment(form, "x" * (BODY_MAX_LENGTH + 5))
    submit_form(form)
    expect(form.locator(".field__error")).to_contain_text("Remove 5 characters")
    area.fill("Short enough.")
    # The CSRF token has expired: the script fetches a new one without an error.
    page.context.clear_cookies(name="csrftoken")
    submit_form(form)
    expect_posted(page, "Short enough.")

    type_comment(form, "Written while signed in.")
    page.context.clear_cookies(name="sessionid")
    submit_form(form)
    expect(form.locator(".problems")).to_contain_text("You are signed out.")
    expect(area).to_have_value("Written while signed in.")
    sign_in(page, site, reader)
    submit_form(form)
    expect_posted(page, "Written while signed in.")

    type_comment(form, "Too late.")
    expect(form.locator("[name=form_key]")).to_be_attached()
    Chapter.objects.update(release_at=None)
    submit_form(form)
    expect(form.locator("[data-status]")).to_contain_text("Copy your text if you want to keep it")
    expect(area).to_have_value("Too late.")
    assert not Comment.objects.filter(body="Too late.").exists()


def refused_preview_comes_back_by_itself(page: Page) -> None:
    form = page.locator(FORM)
    type_comment(form, "Who lit it?")
    refused: list[str] = []

    def refuse_first(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=429, headers={"Retry-After": "1"}, body="Wait a second.")

    intercept(page, "**/comments/preview/", refuse_first)
    form.get_by_role("button", name="Preview").click()
    expect(form.locator("[data-status]")).to_have_text("Wait a second.")
    expect(form.locator("textarea")).to_have_value("Who lit it?")
    form.locator("textarea").press_sequentially(" And why?")
    expect(form.locator(".preview")).to_contain_text("Who lit it?")
    expect(form.locator("[data-status]")).to_have_text("")
    expect(form.locator("textarea")).to_be_focused()
    form.locator("textarea").fill("")
    page.unroute("**/comments/preview/")


def reply_to_a_deleted_comment_can_be_posted_as_a_new_comment(
    page: Page, parent: Comment, reader: User, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.locator("#c1").get_by_role("link", name="Reply").click()
    form = page.locator("#c1 form")
    type_comment(form, "Very well.")
    delete_comment(parent.pk, author)
    monkeypatch.setitem(LIMITS, MINUTES, 1)
    add_comment(parent.chapter, reader, "Something else.")
    submit_form(form)
    expect(form.locator(".problems")).to_contain_text("You can post yours as a new comment")
    submit_form(form)
    expect(form.locator(".problems")).to_contain_text("too many comments in a short time")
    expect(form.locator("textarea")).to_have_value("Very well.")
    monkeypatch.setitem(LIMITS, MINUTES, 6)
    submit_form(form)
    expect_posted(page, "Very well.")
    assert Comment.objects.get(body="Very well.").parent is None


def test_linked_comment_takes_the_focus_only_once(
    commented_chapter: Chapter, chapter_url: str, reader: User, open_page: OpenPage
) -> None:
    for body in ("First.", "Second."):
        add_comment(commented_chapter, reader, body)
    page = open_page(390)
    text = page.locator(f"{FORM} textarea")
    page.goto(f"{chapter_url}#c1")
    expect(page.locator("#c1")).to_be_focused()
    # The form asks for its script when it gets the focus, which the comments have loaded already.
    text.click()
    page.keyboard.type("Who lit it?", delay=20)
    expect(text).to_have_value("Who lit it?")
    # Another link goes to another comment.
    page.evaluate("location.hash = 'c2'")
    expect(page.locator("#c2")).to_be_focused()


def test_linked_comment_does_not_take_the_focus_from_who_types_already(
    commented_chapter: Chapter, chapter_url: str, reader: User, open_page: OpenPage
) -> None:
    add_comment(commented_chapter, reader, "First.")
    page = open_page(390)
    held: list[Route] = []
    intercept(page, "**as=fragment*", lambda route: held.append(route))
    page.goto(f"{chapter_url}#c1")
    text = page.locator(f"{FORM} textarea")
    text.click()
    page.keyboard.type("Who lit")
    wait_for_route(page, held)
    held[0].continue_()
    expect(page.locator("#c1")).to_be_visible()
    page.keyboard.type(" it?")
    expect(text).to_have_value("Who lit it?")

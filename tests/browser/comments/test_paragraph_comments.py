"""Paragraph comments: from the marker, from a selection, and after the author edits the text."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.models import Comment
from tests.browser.cases import cases
from tests.browser.comments.commenting import (
    BODY,
    add_comment,
    select_text,
    submit_form,
    type_comment,
)
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route

pytestmark = pytest.mark.django_db(transaction=True)

PANEL = "[data-paragraph-panel]"


# What is shown depends on the width, or on who it is, not on both.
@cases("width, who", (1280, "member"), long=[(390, "guest")])
def test_paragraph_comment_follows_its_paragraph_after_an_edit(
    commented_chapter: Chapter,
    chapter_url: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    author: User,
    width: int,
    who: str,
) -> None:
    page = open_page(width)
    if who == "member":
        sign_in(page, live_server.url, reader)
    page.goto(chapter_url)
    select_text(page, "[data-body]", "looked at his hands")
    page.get_by_role("button", name="Comment on selection").click()
    panel = page.locator(PANEL)
    expect(panel.locator(".form-quote")).to_have_text("looked at his hands")
    assert panel.evaluate("panel => panel.matches(':modal')") == (width < 1024)
    expect(panel.locator("textarea")).to_be_focused()
    type_comment(panel, "He did light it.", "Gus" if who == "guest" else "")
    submit_form(panel)
    expect(panel.locator(".comment .comment__text")).to_have_text("He did light it.")
    expect(panel.locator(".comment")).to_be_focused()
    # The words stand in the paragraph at the head of the panel.
    expect(panel.locator(".comment__quote")).to_be_hidden()
    comment = Comment.objects.get()
    assert (comment.quote, comment.paragraph) == ("looked at his hands", 2)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(
        page.locator("[data-body] p", has_text="I never lit it").locator(".comment-marker")
    ).to_have_text("1")

    text = BODY.replace("looked at his hands", "looked at both his hands")
    edited = ChapterText(title="The Lamp Room", body=f"It rained.\n\n{text}")
    commented_chapter.refresh_from_db()
    save_text(commented_chapter, edited, SaveInfo(by=author), based_on=commented_chapter.revision)
    page.goto(chapter_url)
    page.locator("[data-body] p", has_text="I never lit it").locator(".comment-marker").click()
    expect(panel.locator(".comment .comment__text")).to_have_text("He did light it.")
    # The paragraph is removed: the comment is shown at the paragraph before it.
    shortened = "\n\n".join(part for part in edited.body.split("\n\n") if "never lit" not in part)
    commented_chapter.refresh_from_db()
    changed = ChapterText(title="The Lamp Room", body=shortened)
    save_text(commented_chapter, changed, SaveInfo(by=author), based_on=commented_chapter.revision)
    page.goto(chapter_url)
    page.locator("[data-body] .comment-marker.orphaned").click()
    panel.get_by_text("on an earlier version of this text").click()
    expect(panel.locator(".comment .comment__text")).to_have_text("He did light it.")


@cases("width", 390, long=[1280])
def test_panel_shows_a_loading_error_and_works_with_the_keyboard(
    commented_chapter: Chapter, chapter_url: str, open_page: OpenPage, author: User, width: int
) -> None:
    add_comment(commented_chapter, author, "I wrote this first.", paragraph=1)
    page = open_page(width)
    panel_shows_a_loading_error_and_the_form(page, chapter_url)
    comment_marker_works_with_the_keyboard(page, width)


def panel_shows_a_loading_error_and_the_form(page: Page, chapter_url: str) -> None:
    intercept(page, "**/comments/on/**", lambda route: route.abort())
    page.goto(chapter_url)
    page.locator("[data-body] .comment-marker").click()
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("could not be loaded")
    type_comment(panel, "Kept all the same.")
    page.reload()
    page.locator("[data-body] .comment-marker").click()
    expect(panel.locator("textarea")).to_have_value("Kept all the same.")
    page.unroute("**/comments/on/**")
    page.reload()


def comment_marker_works_with_the_keyboard(page: Page, width: int) -> None:
    marker = page.locator("[data-body] .comment-marker")
    box = marker.bounding_box()
    assert box is not None and min(box["width"], box["height"]) >= 24
    marker.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Comments on this paragraph")
    expect(panel.get_by_role("heading", name="Comments on this paragraph")).to_be_focused()
    expect(panel).to_contain_text("I wrote this first.")
    is_modal = page.locator(PANEL).evaluate("panel => panel.matches(':modal')")
    assert is_modal == (width < 1024)
    panel.get_by_role("link", name="Reply").focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".reply-form textarea")).to_be_focused()
    page.keyboard.type("And kept it.")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(marker).to_be_focused()
    panel_opens_while_it_is_told_that_it_was_closed(page, marker)
    panel.get_by_role("link", name="Reply").click()
    expect(panel.locator(".reply-form textarea")).to_have_value("And kept it.")
    # The button is next in the tab order after the selection.
    page.keyboard.press("Escape")
    select_text(page, "[data-body]", "The light was on")
    expect(page.get_by_role("button", name="Comment on selection")).to_be_visible()
    page.get_by_role("button", name="Comment on selection").focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".form-quote")).to_have_text("The light was on")


def panel_opens_while_it_is_told_that_it_was_closed(page: Page, marker: Locator) -> None:
    """On a busy machine, the event "close" comes when the panel is being opened again."""
    held: list[Route] = []
    intercept(page, "**/comments/on/**", lambda route: held.append(route))
    page.keyboard.press("Enter")
    expect(marker).to_have_attribute("aria-expanded", "true")
    page.locator(PANEL).dispatch_event("close")
    wait_for_route(page, held)
    held[0].continue_()
    page.unroute("**/comments/on/**")
    expect(page.get_by_role("heading", name="Comments on this paragraph")).to_be_focused()


def test_add_marker_follows_the_pointer_and_can_be_hidden(
    commented_chapter: Chapter, chapter_url: str, open_page: OpenPage, author: User
) -> None:
    add_comment(commented_chapter, author, "I wrote this first.", paragraph=1)
    page = open_page()
    page.goto(chapter_url)
    height = page.locator("[data-body]").evaluate("body => body.offsetHeight")
    page.get_by_text("I never lit it").hover()
    add_marker = page.locator(".comment-marker.add")
    expect(add_marker).to_be_visible()
    page.get_by_text("Oil for a week").hover()
    expect(add_marker).to_have_count(1)
    assert page.locator("[data-body]").evaluate("body => body.offsetHeight") == height
    add_marker.click()
    expect(page.locator(f"{PANEL} blockquote")).to_have_text("Oil for a week.")
    # The marker that opened the panel stands beside another paragraph when it is closed.
    page.get_by_text("I never lit it").hover()
    expect(add_marker).not_to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(page.locator("[data-body] li:focus")).to_contain_text("Oil for a week")
    # The focus brings the marker back.
    add_marker.click()
    # The panel is beside the text: the marker of another paragraph opens its comments.
    page.locator("[data-body] .comment-marker:not(.add)").click()
    expect(page.locator(f"{PANEL} .comment")).to_contain_text("I wrote this first.")
    page.keyboard.press("Tab")
    expect(page.locator(f"{PANEL}").get_by_role("button", name="Close")).to_be_focused()
    page.locator(PANEL).get_by_role("button", name="Close").click()

    page.locator("[data-reading-panel] > summary").click()
    page.locator(".panel__fold > summary").click()
    page.get_by_label("hide comment counts beside paragraphs").check()
    expect(page.locator("[data-body] .comment-marker").first).to_be_hidden()
    page.reload()
    expect(page.locator("[data-body] .comment-marker").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("form.quick-form")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_text("I never lit it").hover()
    expect(add_marker).to_have_count(0)

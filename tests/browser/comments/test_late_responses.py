"""A response that comes late disturbs nobody who types, and loses no text."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment
from tests.browser.comments.commenting import add_comment, go_to_comments, submit_form
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_next_paint, wait_for_route

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "form.quick-form"
PANEL = "[data-paragraph-panel]"
WRITE = "**/comments/write/"
PREVIEW = "**/comments/preview/"
FRAGMENT = "**as=fragment*"
# The comments below the chapter are loaded whenever they come near.
PANEL_FRAGMENT = "**/on/**as=fragment*"


def ask_about_requests(page: Page) -> None:
    """Lets the page ask this process about each request, so that a new route applies at once."""
    intercept(page, "**/asks-only", lambda route: route.continue_())


@contextmanager
def held_requests(page: Page, url: str) -> Iterator[list[Route]]:
    """Holds the requests to `url`; those that the test has not let go end with the context."""
    held: list[Route] = []
    page.route(url, lambda route: held.append(route))
    yield held
    page.unroute(url)


def let_go(page: Page, held: list[Route]) -> None:
    """Waits for the oldest of the held requests, and lets it go."""
    wait_for_route(page, held)
    held.pop(0).continue_()


def test_late_responses_in_the_list_disturb_nobody_who_types(
    commented_chapter: Chapter,
    chapter_url: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    author: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("serial.comments.rate_limits.TRUSTED_LIMITS", {})
    monkeypatch.setattr("serial.comments.rate_limits.LIMITS", {})
    first = add_comment(commented_chapter, author, "The first.")
    for number in range(15):
        add_comment(commented_chapter, author, f"Reply {number}.", parent=first)
    page = open_page()
    sign_in(page, live_server.url, reader)
    go_to_comments(page, chapter_url)
    ask_about_requests(page)
    text_typed_while_a_comment_is_sent_is_kept(page)
    new_comment_does_not_take_the_focus_from_a_reply(page)
    like_does_not_take_the_focus_from_a_reply(page)
    menu_opens_after_a_like(page)
    second_click_on_more_replies_does_nothing(page)
    list_is_sorted_as_was_chosen_last(page)
    menu_and_preview_do_not_take_the_focus(page)
    late_previews_are_dropped(page)
    menu_that_failed_can_be_opened_again(page)
    assert page.url == chapter_url


def text_typed_while_a_comment_is_sent_is_kept(page: Page) -> None:
    area = page.locator(f"{FORM} textarea")
    area.press_sequentially("Sent.")
    with held_requests(page, WRITE) as held:
        submit_form(page.locator(FORM))
        area.press("End")
        area.press_sequentially(" Typed")
        let_go(page, held)
        expect(page.locator("#comments .comment__text", has_text="Sent.")).to_be_visible()
    expect(area).to_have_value("Sent. Typed")
    assert stored_texts(page) == ["Sent. Typed"]
    # It is another comment.
    area.fill("Typed later.")
    submit_form(page.locator(FORM))
    expect(page.locator("#comments .comment__text", has_text="Typed later.")).to_be_visible()
    expect(area).to_have_value("")
    assert [*Comment.objects.order_by("-number").values_list("body", flat=True)[:2]] == [
        "Typed later.",
        "Sent.",
    ]


def new_comment_does_not_take_the_focus_from_a_reply(page: Page) -> None:
    page.locator(f"{FORM} textarea").fill("Posted before the reply.")
    with held_requests(page, FRAGMENT) as held:
        submit_form(page.locator(FORM))
        wait_for_route(page, held)
        type_reply(page, "#c2", "A reply")
        page.keyboard.press("ArrowLeft")
        let_go(page, held)
        expect(page.get_by_text("Posted before the reply.")).to_be_visible()
    page.keyboard.type("p")
    expect(page.locator("#c2 textarea")).to_have_value("A replpy")
    close_reply(page, "#c2")


def like_does_not_take_the_focus_from_a_reply(page: Page) -> None:
    with held_requests(page, FRAGMENT) as held:
        page.locator("#c2").get_by_role("link", name="Like").click()
        type_reply(page, "#c3", "Typed")
        let_go(page, held)
        expect(page.locator("#c2").get_by_role("link", name="Unlike 1 like")).to_be_visible()
    page.keyboard.type(" on")
    expect(page.locator("#c3 textarea")).to_have_value("Typed on")
    close_reply(page, "#c3")


def menu_opens_after_a_like(page: Page) -> None:
    comment = page.locator("#c3")
    with held_requests(page, FRAGMENT) as likes, held_requests(page, "**/comments/3/") as menus:
        comment.get_by_role("link", name="Like").click()
        wait_for_route(page, likes)
        comment.get_by_role("link", name="More actions").click()
        wait_for_route(page, menus)
        let_go(page, likes)
        expect(comment.get_by_role("link", name="Unlike 1 like")).to_be_visible()
        let_go(page, menus)
        expect(comment.get_by_role("link", name="Link to this comment")).to_be_visible()
    expect(comment.locator("[data-menu] > summary")).to_be_focused()


def second_click_on_more_replies_does_nothing(page: Page) -> None:
    with held_requests(page, FRAGMENT) as held:
        page.get_by_role("link", name="Show 3 more replies").dblclick()
        let_go(page, held)
        expect(page.locator("#c14")).to_be_focused()
        assert held == []


def list_is_sorted_as_was_chosen_last(page: Page) -> None:
    with held_requests(page, FRAGMENT) as held:
        page.get_by_role("link", name="Newest").click()
        wait_for_route(page, held)
        newest = held.pop()
        page.get_by_role("link", name="Oldest").click()
        wait_for_route(page, held)
        newest.continue_()
        let_go(page, held)
        expect(page.locator("#comments > [data-status]")).to_contain_text("Oldest")
    expect(page.locator(".sort-links [aria-current]")).to_have_text("Oldest")


def menu_and_preview_do_not_take_the_focus(page: Page) -> None:
    form, area = page.locator(FORM), page.locator(f"{FORM} textarea")
    area.fill("Who lit it?")
    with held_requests(page, PREVIEW) as previews, held_requests(page, "**/comments/4/") as menus:
        page.locator("#c4").get_by_role("link", name="More actions").click()
        form.get_by_role("button", name="Preview").click()
        wait_for_route(page, menus)
        area.press("End")
        let_go(page, menus)
        expect(page.locator("#c4 [data-menu]")).to_be_visible()
        page.keyboard.type(" Why")
        let_go(page, previews)
        expect(form.locator(".preview")).to_have_text("Who lit it?")
    expect(page.locator("#c4 [data-menu]")).not_to_have_attribute("open", "")
    page.keyboard.type(" then?")
    expect(area).to_have_value("Who lit it? Why then?")


def late_previews_are_dropped(page: Page) -> None:
    form, area = page.locator(FORM), page.locator(f"{FORM} textarea")
    with held_requests(page, PREVIEW) as held:
        area.fill("Older")
        form.get_by_role("button", name="Preview").click()
        wait_for_route(page, held)
        older = held.pop()
        area.fill("Newer")
        form.get_by_role("button", name="Preview").click()
        let_go(page, held)
        expect(form.locator(".preview")).to_have_text("Newer")
        let_go_without_effect(page, older)
        expect(form.locator(".preview")).to_have_text("Newer")
        # The form is empty after the comment was posted.
        form.get_by_role("button", name="Preview").click()
        wait_for_route(page, held)
        submit_form(form)
        expect(area).to_have_value("")
        let_go_without_effect(page, held.pop())
    expect(form.locator(".preview")).to_have_count(0)


def menu_that_failed_can_be_opened_again(page: Page) -> None:
    navigations: list[Route] = []

    def fail(route: Route) -> None:
        if route.request.is_navigation_request():
            navigations.append(route)
            # The page stays, as one that the browser restores.
            route.fulfill(status=204)
        else:
            route.fulfill(status=500)

    more = page.locator("#c5").get_by_role("link", name="More actions")
    page.route("**/comments/5/", fail)
    more.click()
    wait_for_route(page, navigations)
    page.unroute("**/comments/5/")
    more.click()
    expect(page.locator("#c5 [data-menu]")).to_have_attribute("open", "")


def let_go_without_effect(page: Page, route: Route) -> None:
    """Lets a request go, and waits until its response would be shown."""
    with page.expect_response(route.request.url) as response:
        route.continue_()
    response.value.finished()
    wait_for_next_paint(page)


def type_reply(page: Page, comment: str, text: str) -> None:
    page.locator(comment).get_by_role("link", name="Reply").click()
    page.keyboard.type(text)


def close_reply(page: Page, comment: str) -> None:
    """Closes the form below the comment, which may have moved into a new list."""
    page.locator(f"{comment} textarea").fill("")
    page.locator(comment).get_by_role("button", name="Close").click()
    expect(page.locator(comment).get_by_role("link", name="Reply")).to_be_focused()


def test_late_responses_in_the_panel_disturb_nobody_who_types(
    commented_chapter: Chapter,
    chapter_url: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    author: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("serial.comments.rate_limits.LIMITS", {})
    for paragraph in (1, 2):
        add_comment(commented_chapter, reader, f"On {paragraph}.", paragraph=paragraph)
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(chapter_url)
    ask_about_requests(page)
    new_comment_does_not_take_the_focus_in_the_panel(page)
    comment_appears_only_on_its_own_paragraph(page)
    panel_stays_where_the_reader_types(page)
    second_press_on_a_marker_loads_nothing(page)
    comment_edited_since_the_menu_was_opened_is_not_hidden(page)
    linked_paragraph_does_not_open_over_who_types(page, chapter_url)


def new_comment_does_not_take_the_focus_in_the_panel(page: Page) -> None:
    marker(page, 1).click()
    panel = page.locator(PANEL)
    area = paragraph_text(page)
    area.fill("A comment.")
    with held_requests(page, PANEL_FRAGMENT) as held:
        submit_form(panel)
        wait_for_route(page, held)
        type_reply(page, f"{PANEL} .comment", "A reply")
        let_go(page, held)
        expect(panel.get_by_text("A comment.")).to_be_visible()
    page.keyboard.type(" goes on")
    reply = panel.locator(".reply-form textarea")
    expect(reply).to_have_value("A reply goes on")

    # The reply is posted, and the next comment typed meanwhile.
    with held_requests(page, PANEL_FRAGMENT) as held:
        submit_form(panel.locator(".reply-form"))
        wait_for_route(page, held)
        area.press_sequentially("The next")
        let_go(page, held)
        expect(panel.locator(".comment__text", has_text="A reply goes on")).to_be_visible()
    expect(reply).to_have_count(0)
    page.keyboard.type(" one")
    expect(area).to_have_value("The next one")
    area.fill("")


def comment_appears_only_on_its_own_paragraph(page: Page) -> None:
    panel, area = page.locator(PANEL), paragraph_text(page)
    area.fill("Only on 1.")
    with held_requests(page, WRITE) as held:
        submit_form(panel)
        marker(page, 2).click()
        expect(panel.get_by_text("On 2.")).to_be_visible()
        area.press_sequentially("About")
        let_go(page, held)
        # The counts are those of the server.
        expect(marker(page, 1)).to_have_text("4")
    page.keyboard.type(" 2")
    expect(area).to_have_value("About 2")
    expect(panel.get_by_text("On 2.")).to_be_visible()
    expect(panel.get_by_text("Only on 1.")).to_have_count(0)
    marker(page, 1).click()
    expect(panel.get_by_text("Only on 1.")).to_be_visible()
    expect(panel.locator(".awaiting-moderation")).to_have_count(0)


def panel_stays_where_the_reader_types(page: Page) -> None:
    panel, area = page.locator(PANEL), paragraph_text(page)
    with held_requests(page, PANEL_FRAGMENT) as held:
        # The panel shows the first paragraph.
        marker(page, 2).click()
        wait_for_route(page, held)
        area.press_sequentially("Still")
        let_go_without_effect(page, held.pop())
        page.keyboard.type(" 1")
        expect(area).to_have_value("Still 1")
        expect(marker(page, 1)).to_have_attribute("aria-expanded", "true")
        area.fill("")
        page.keyboard.press("Escape")
        expect(marker(page, 1)).to_be_focused()
        # The panel is closed.
        page.keyboard.press("Enter")
        wait_for_route(page, held)
        page.locator(f"{FORM} textarea").press_sequentially("In the")
        let_go_without_effect(page, held.pop())
        page.keyboard.type(" chapter")
    expect(page.locator(f"{FORM} textarea")).to_have_value("In the chapter")
    expect(panel).to_be_hidden()
    page.locator(f"{FORM} textarea").fill("")


def second_press_on_a_marker_loads_nothing(page: Page) -> None:
    with held_requests(page, PANEL_FRAGMENT) as held:
        marker(page, 1).focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        let_go(page, held)
        expect(page.get_by_role("heading", name="Comments on this paragraph")).to_be_focused()
        assert held == []


def comment_edited_since_the_menu_was_opened_is_not_hidden(page: Page) -> None:
    comment = page.locator("#on-c1")
    comment.get_by_role("link", name="More actions").click()
    hide = comment.get_by_role("button", name="Hide")
    expect(hide).to_be_visible()
    Comment.objects.filter(number=1).update(edit_count=1)
    hide.click()
    # The list is loaded again.
    expect(hide).to_have_count(0)
    assert Comment.objects.get(number=1).state == State.PUBLISHED


def linked_paragraph_does_not_open_over_who_types(page: Page, chapter_url: str) -> None:
    page.goto("about:blank")
    with (
        held_requests(page, "**/paragraph_comments*.js") as scripts,
        held_requests(page, FRAGMENT) as lists,
    ):
        page.goto(f"{chapter_url}#paragraph-2", wait_until="commit")
        page.locator(f"{FORM} textarea").press_sequentially("Typed")
        wait_for_route(page, scripts)
        let_go_without_effect(page, scripts.pop())
        assert [route.request.url for route in lists if "/on/" in route.request.url] == []
    expect(page.locator(PANEL)).to_have_count(0)


def marker(page: Page, paragraph: int) -> Locator:
    return page.locator("[data-body] .comment-marker:not(.add)").nth(paragraph - 1)


def paragraph_text(page: Page) -> Locator:
    return page.locator(PANEL).get_by_role("textbox", name="Comment on this paragraph")


def stored_texts(page: Page) -> list[str]:
    """Returns the texts of the stored drafts."""
    texts: list[str] = page.evaluate(
        """() => Object.keys(localStorage).filter((key) => key.startsWith("serial.draft"))
          .map((key) => JSON.parse(localStorage[key]).fields.text)"""
    )
    return texts

"""Readers talk under a chapter, on a phone and at a desk, with scripts."""

import re

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import Audience, Premoderation, State
from serial.comments.models import Comment, Kudos, StoryCommentSettings
from tests.browser.comments.commenting import enter, go_to_comments, say, select, send, write
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = pytest.mark.parametrize("width", [390, 1280])


@WIDTHS
def test_a_member_talks(
    talked_of: Chapter,
    address: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    author: User,
    width: int,
) -> None:
    say(talked_of, author, "Thank you for reading, *all* of you.")
    page = open_page(width)
    enter(page, live_server.url, reader)
    comments = go_to_comments(page, address)
    # The first view says who is who, and what the others see.
    expect(comments.locator(".badge")).to_have_text("author")

    form = page.locator("form.quick-form")
    write(form, "Who lit it?")
    form.get_by_role("button", name="Preview").click()
    expect(form.locator(".preview")).to_have_text("Who lit it?")
    send(form)
    mine = page.locator("#c2")
    expect(mine).to_be_focused()
    expect(mine).to_contain_text("Who lit it?")
    expect(page.locator("#comments-heading")).to_have_text("2 comments")
    expect(form.locator("textarea")).to_have_value("")

    select(page, "#c1 .comment-body", "for reading")
    page.get_by_role("button", name="Quote").click()
    answer = page.locator("#c1 form")
    expect(answer.locator("textarea")).to_have_value("> for reading\n\n")
    expect(answer.locator("textarea")).to_be_focused()
    page.keyboard.type("It was a pleasure.")
    send(answer)
    expect(page.locator("#c3 blockquote")).to_have_text("for reading")
    assert Comment.objects.get(number=3).parent == Comment.objects.get(number=1)

    page.locator("#c1").get_by_role("link", name="Like").click()
    expect(page.locator("#c1 .likes")).to_have_text("1 like")
    page.locator("#c1").get_by_role("link", name="Unlike").click()
    expect(page.locator("#c1").get_by_role("link", name="Like")).to_be_focused()

    page.locator("#c3").get_by_role("link", name="Edit or delete").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.locator("main textarea").fill("It was.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#c3 .comment-body")).to_have_text("It was.")
    page.get_by_role("button", name="Delete", exact=True).click()
    assert Comment.objects.get(number=3).state == State.DELETED
    page.get_by_role("button", name="Undo delete").click()
    expect(page.locator("#c3 .comment-body")).to_have_text("It was.")


@WIDTHS
def test_a_guest_talks(
    talked_of: Chapter, address: str, open_page: OpenPage, author: User, width: int
) -> None:
    say(talked_of, author, "Well?")
    page = open_page(width)
    go_to_comments(page, address)
    assert page.context.cookies() == []
    page.get_by_role("link", name="Give kudos").click()
    expect(page.get_by_role("link", name="Remove kudos")).to_contain_text("1")
    page.get_by_role("link", name="Remove kudos").click()
    expect(page.locator("[data-kudos]")).to_have_text(re.compile(r"^Give kudos\s*$"))
    assert Kudos.objects.count() == 0

    page.locator("#c1").get_by_role("link", name="Reply").click()
    form = page.locator("#c1 form")
    write(form, "Very well.", "Gus")
    send(form)
    expect(page.locator("#c2 .name")).to_have_text("Gus")
    # Whoever comes back in this browser may still change it.
    go_to_comments(page, address)
    page.locator("#c2").get_by_role("link", name="Edit or delete").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.locator("main textarea").fill("Very well, thank you.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#c2")).to_contain_text("edited")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Comment deleted by its author").first).to_be_visible()
    page.get_by_role("button", name="Undo delete").click()
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    go_to_comments(page, address)
    expect(page.locator("#c2 .comment-body")).to_have_text("Very well, thank you.")
    # Where no more is said, kudos can be given all the same.
    StoryCommentSettings.objects.update(audience=Audience.NOBODY)
    go_to_comments(page, address)
    expect(page.locator("#comments form")).to_have_count(0)
    page.get_by_role("link", name="Give kudos").click()
    expect(page.get_by_role("link", name="Remove kudos")).to_be_visible()


def test_what_waits_is_shown_to_the_guest_who_wrote_it(
    address: str, open_page: OpenPage, talked_of: Chapter
) -> None:
    StoryCommentSettings.objects.update(premoderation=Premoderation.GUESTS)
    page = open_page(390)
    go_to_comments(page, address)
    write(page.locator("form.quick-form"), "Hello from nobody.", "Nobody")
    send(page.locator("form.quick-form"))
    waiting = page.locator("#comments .awaiting-moderation")
    expect(waiting).to_contain_text("awaiting moderation")
    expect(waiting.locator(".comment-body")).to_have_text("Hello from nobody.")
    go_to_comments(page, address)
    expect(waiting.locator(".comment-body")).to_have_text("Hello from nobody.")
    stranger = open_page(390)
    go_to_comments(stranger, address)
    expect(stranger.locator("#comments")).not_to_contain_text("Hello from nobody.")


def test_parts_of_the_list_come_in_place(
    talked_of: Chapter,
    address: str,
    open_page: OpenPage,
    author: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("serial.comments.rate_limits.TRUSTED_LIMITS", {})
    first = say(talked_of, author, "The first.")
    for number in range(15):
        say(talked_of, author, f"Reply {number}.", parent=first)
    for number in range(25):
        say(talked_of, author, f"Thread {number}.")
    page = open_page()
    comments = go_to_comments(page, f"{address}#comments")
    entries = page.evaluate("history.length")
    comments.get_by_role("link", name="Show 3 more replies").click()
    expect(comments.get_by_text("Reply 14.")).to_be_visible()
    expect(page.locator("#c14")).to_be_focused()
    comments.get_by_role("link", name="Newest").click()
    expect(comments.get_by_role("link", name="Newest")).to_have_attribute("aria-current", "true")
    expect(comments.get_by_role("link", name="Newest")).to_be_focused()
    comments.get_by_role("link", name="Next page").click()
    expect(comments.get_by_text("The first.")).to_be_visible()
    expect(comments.locator(":scope > [data-status]")).to_contain_text("Page 2 of 2")
    assert page.url == f"{address}#comments"
    assert page.evaluate("history.length") == entries
    # Where nothing comes, the link leads on as ever.
    page.route("**as=fragment*", lambda route: route.abort())
    comments.get_by_role("link", name="Previous page").click()
    expect(page).to_have_url(re.compile(r"/comments/\?order=newest&page=1$"))


def test_the_first_view_brings_no_comments(
    talked_of: Chapter, address: str, open_page: OpenPage, author: User
) -> None:
    say(talked_of, author, "Well?")
    page = open_page(390)
    # Far down, as comments are.
    Chapter.objects.update(body_html="<p>Word.</p>" * 200)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert [each for each in asked if each.endswith(".js")] == [asked[1]]
    assert not [each for each in asked if "/comments/" in each]
    page.goto(f"{address}#c1")
    expect(page.locator("#c1")).to_be_focused()

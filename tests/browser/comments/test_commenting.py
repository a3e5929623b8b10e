"""Readers comment on a chapter, on narrow and wide screens, with JavaScript."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import set_slug
from serial.comments.choices import Audience, Premoderation, State
from serial.comments.models import Comment, Kudos, StoryCommentSettings
from tests.browser.cases import cases
from tests.browser.comments.commenting import (
    add_comment,
    go_to_comments,
    open_menu,
    select_text,
    submit_form,
    type_comment,
)
from tests.browser.conftest import OpenPage, with_motion
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept

pytestmark = pytest.mark.django_db(transaction=True)


@cases("width", 1280, long=[390])
def test_member_gives_kudos_posts_quotes_likes_edits_and_deletes(
    commented_chapter: Chapter,
    chapter_url: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    author: User,
    width: int,
) -> None:
    add_comment(commented_chapter, author, "Thank you for reading, *all* of you.")
    page = with_motion(open_page(width))
    sign_in(page, live_server.url, reader)
    comments = go_to_comments(page, chapter_url)
    # The first view shows who the author is.
    expect(comments.locator(".badge")).to_have_text("Author")
    give_kudos(page)

    form = page.locator("form.quick-form")
    type_comment(form, "Who lit it?")
    form.get_by_role("button", name="Preview").click()
    expect(form.locator(".preview")).to_have_text("Who lit it?")
    submit_form(form)
    own = page.locator("#c2")
    expect(own).to_be_focused()
    expect(own).to_contain_text("Who lit it?")
    expect(page.locator("#comments-heading")).to_have_text("2 comments")
    expect(form.locator("textarea")).to_have_value("")

    select_text(page, "#c1 .comment__text", "for reading")
    page.get_by_role("button", name="Quote").click()
    reply = page.locator("#c1 form")
    expect(reply.locator("textarea")).to_have_value("> for reading\n\n")
    expect(reply.locator("textarea")).to_be_focused()
    page.keyboard.type("It was a pleasure.")
    submit_form(reply)
    expect(page.locator("#c3 blockquote")).to_have_text("for reading")
    assert Comment.objects.get(number=3).parent == Comment.objects.get(number=1)

    page.locator("#c1").get_by_role("link", name="Like").click()
    expect(page.locator("#c1").get_by_role("link", name="Unlike 1 like")).to_be_visible()
    page.locator("#c1").get_by_role("link", name="Unlike").click()
    expect(page.locator("#c1").get_by_role("link", name="Like")).to_be_focused()

    open_menu(page, "#c3").get_by_role("link", name="Edit").click()
    page.locator("main textarea").fill("It was.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#c3 .comment__text")).to_have_text("It was.")
    page.get_by_role("button", name="Delete", exact=True).click()
    assert Comment.objects.get(number=3).state == State.DELETED
    page.get_by_role("button", name="Undo delete").click()
    expect(page.locator("#c3 .comment__text")).to_have_text("It was.")

    go_to_comments(page, chapter_url)
    expect(page.get_by_role("link", name="Remove kudos")).to_contain_text("1")
    page.get_by_role("link", name="Remove kudos").click()
    expect(page.get_by_role("link", name="Give kudos")).to_be_visible()
    add_comment(commented_chapter, author, "Who?\n\n::: spoiler Him\nIt was Dilys.\n:::")
    go_to_comments(page, chapter_url)
    give_kudos(page)
    quoted_spoiler_of_a_comment_stays_a_spoiler(page)


def give_kudos(page: Page) -> None:
    give = page.get_by_role("link", name="Give kudos")
    expect(give).to_be_visible()
    give.click()
    expect(page.get_by_role("link", name="Remove kudos")).to_contain_text("1")


def quoted_spoiler_of_a_comment_stays_a_spoiler(page: Page) -> None:
    page.locator("#c4 summary", has_text="Him").click()
    select_text(page, "#c4 details", "was Dilys")
    page.get_by_role("button", name="Quote").click()
    reply = page.locator("#c4 form textarea")
    expect(reply).to_have_value("::: spoiler\n> was Dilys\n:::\n\n")


@cases("width", 390, long=[1280])
def test_guest_gives_kudos_replies_edits_and_deletes(
    commented_chapter: Chapter, chapter_url: str, open_page: OpenPage, author: User, width: int
) -> None:
    add_comment(commented_chapter, author, "Well?")
    page = open_page(width)
    go_to_comments(page, chapter_url)
    assert page.context.cookies() == []
    page.get_by_role("link", name="Give kudos").click()
    expect(page.get_by_role("link", name="Remove kudos")).to_contain_text("1")

    # One row until it is used.
    quick_form = page.locator("form.quick-form")
    expect(quick_form.get_by_role("button", name="Post comment")).to_be_hidden()
    quick_form.get_by_placeholder("Write a comment").focus()
    expect(quick_form.get_by_role("button", name="Post comment")).to_be_visible()
    expect(quick_form.locator("p.field__hint")).to_contain_text("remembered on this device")
    page.locator("#c1").get_by_role("link", name="Reply").click()
    form = page.locator("#c1 form")
    type_comment(form, "Very well.", "Gus")
    submit_form(form)
    expect(page.locator("#c2 .name")).to_have_text("Gus")
    go_to_comments(page, chapter_url)
    expect(page.get_by_role("link", name="Remove kudos")).to_contain_text("1")
    page.get_by_role("link", name="Remove kudos").click()
    expect(page.locator("[data-kudos]")).to_have_text(re.compile(r"^Give kudos, Kudos\s*$"))
    assert Kudos.objects.count() == 0
    # The guest can still edit the comment in this browser.
    expect(page.locator("form.quick-form").get_by_label("Your name")).to_have_value("Gus")
    expect(open_menu(page, "#c2").get_by_role("button", name="Delete")).to_be_visible()
    page.locator("#c2").get_by_role("link", name="Edit").click()
    page.locator("main textarea").fill("Very well, thank you.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#c2")).to_contain_text("edited")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Comment deleted by its author").first).to_be_visible()
    page.get_by_role("button", name="Undo delete").click()
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    # Readers can give kudos even if nobody can comment.
    StoryCommentSettings.objects.update(audience=Audience.NOBODY)
    go_to_comments(page, chapter_url)
    expect(page.locator("#c2 .comment__text")).to_have_text("Very well, thank you.")
    expect(page.locator("#comments form")).to_have_count(0)
    page.get_by_role("link", name="Give kudos").click()
    expect(page.get_by_role("link", name="Remove kudos")).to_be_visible()


def test_guests_comments_are_their_own_held_and_after_renaming(
    chapter_url: str, open_page: OpenPage, commented_chapter: Chapter, live_server: LiveServer
) -> None:
    page = open_page(390)
    go_to_comments(page, chapter_url)
    form = page.locator("form.quick-form")
    # The first is published, the second is held.
    for number, premoderation in ((1, Premoderation.NOBODY), (2, Premoderation.GUESTS)):
        StoryCommentSettings.objects.update(premoderation=premoderation)
        type_comment(form, f"Hello {number}.", "Nobody")
        submit_form(form)
        expect(page.locator(f"#c{number} .comment__text")).to_have_text(f"Hello {number}.")
    expect(page.locator("#comments .awaiting-moderation")).to_contain_text("awaiting moderation")
    response = Client().get(f"{commented_chapter.get_absolute_url()}comments/")
    seen_by_others = response.content.decode()
    assert "Hello 1." in seen_by_others and "Hello 2." not in seen_by_others
    commented_chapter.refresh_from_db()
    set_slug(commented_chapter, "renamed")
    go_to_comments(page, f"{live_server.url}{commented_chapter.get_absolute_url()}")
    expect(page.locator("#comments .awaiting-moderation")).to_contain_text("Hello 2.")
    for number in (1, 2):
        open_menu(page, f"#c{number}").get_by_role("button", name="Delete").click()
        expect(page.locator(f"#c{number}")).to_have_count(0)
        assert Comment.objects.get(number=number).state == State.DELETED


def test_sorting_pages_and_replies_load_in_place(
    commented_chapter: Chapter,
    chapter_url: str,
    open_page: OpenPage,
    author: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("serial.comments.rate_limits.TRUSTED_LIMITS", {})
    first = add_comment(commented_chapter, author, "The first.")
    for number in range(15):
        add_comment(commented_chapter, author, f"Reply {number}.", parent=first)
    for number in range(25):
        add_comment(commented_chapter, author, f"Thread {number}.")
    page = open_page()
    comments = go_to_comments(page, f"{chapter_url}#comments")
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
    assert page.url == f"{chapter_url}#comments"
    assert page.evaluate("history.length") == entries
    # A new comment, which is on the first page, is shown here, too.
    form = page.locator("form.quick-form")
    type_comment(form, "And then?", "Gus")
    submit_form(form)
    new = comments.get_by_role("region", name="Your new comment")
    expect(new).to_contain_text("And then?")
    expect(new.locator(".comment")).to_be_focused()
    # If loading fails, the link is followed.
    intercept(page, "**as=fragment*", lambda route: route.abort())
    comments.get_by_role("link", name="Previous page").click()
    expect(page).to_have_url(re.compile(r"/comments/\?order=newest&page=1$"))


def test_comments_are_not_loaded_on_the_first_view(
    commented_chapter: Chapter, chapter_url: str, open_page: OpenPage, author: User
) -> None:
    add_comment(commented_chapter, author, "Well?")
    page = open_page(390)
    # A long text, so that the comments are far below the first view.
    Chapter.objects.update(body_html="<p>Word.</p>" * 200)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(chapter_url, wait_until="networkidle")
    assert [url for url in requested if url.endswith(".js")] == [requested[1]]
    assert not [url for url in requested if "/comments/" in url]
    page.goto(f"{chapter_url}#c1")
    expect(page.locator("#c1")).to_be_focused()

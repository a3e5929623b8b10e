"""A response that comes late disturbs nobody who types, and loses no text."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from tests.browser.comments.commenting import add_comment, go_to_comments, submit_form
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "form.quick-form"
WRITE = "**/comments/write/"


@contextmanager
def held_requests(page: Page, url: str) -> Iterator[list[Route]]:
    """Holds the requests to `url`; those that the test has not let go end with the context."""
    held: list[Route] = []
    intercept(page, url, lambda route: held.append(route))
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
    text_typed_while_a_comment_is_sent_is_kept(page)


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


def stored_texts(page: Page) -> list[str]:
    """Returns the texts of the stored drafts."""
    texts: list[str] = page.evaluate(
        """() => Object.keys(localStorage).filter((key) => key.startsWith("serial.draft"))
          .map((key) => JSON.parse(localStorage[key]).fields.text)"""
    )
    return texts

"""The reader of a draft link comments on a paragraph; the author replies and resolves it.

test_desk_pages.py tests whether the author's pages are accessible.
"""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter, DraftLink
from serial.comments.models import DraftComment
from tests.browser.axe import check
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, page_width, wait_for_route
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = "The lamp went out."
SECOND = "Then the rain began to fall on the roof."


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(f"{FIRST}\n\n{SECOND}\n\nMorning.", title="One", release_in=None)


@pytest.fixture
def link(draft: Chapter, author: User) -> DraftLink:
    return create_draft_link(draft, author, note="Anna")


def comment_on_second_paragraph(page: Page, url: str) -> None:
    page.goto(url)
    markers = page.get_by_role("link", name="Comment on this paragraph")
    expect(markers).to_have_count(3)
    markers.nth(1).click()
    expect(page.get_by_role("main")).to_contain_text(SECOND)
    page.get_by_role("textbox", name="Your comment").fill("Which *roof*?")
    page.get_by_role("button", name="Send comment").click()
    # Back in the text, at the paragraph.
    expect(
        page.get_by_role("link", name="Comment sent. 1 comment on this paragraph")
    ).to_be_visible()
    expect(page.locator("p:target")).to_contain_text(SECOND)
    assert page.context.cookies() == []


@cases("width, scripts", (390, False), long=[(1280, True)])
def test_comment_reply_and_resolve(
    width: int,
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    draft: Chapter,
    link: DraftLink,
) -> None:
    url = live_server.url + link.get_absolute_url()
    guest = open_page(width, scripts=scripts)
    comment_on_second_paragraph(guest, url)

    desk = open_page(width, scripts=scripts)
    sign_in(desk, live_server.url, author)
    desk.goto(f"{live_server.url}/desk/stories/story/{draft.story_id}/change/")
    desk.get_by_role("link", name="1 comment on the draft").click()
    comment = desk.get_by_role("article", name="Anna")
    expect(comment).to_contain_text(SECOND)
    expect(comment).to_contain_text("Which roof?")
    comment.get_by_text("Reply").first.click()
    comment.get_by_label("Your reply").fill("That of the shed.")
    comment.get_by_role("button", name="Send reply").click()
    expect(desk.get_by_text("Reply sent.")).to_be_visible()
    comment.get_by_role("button", name="Resolve").click()
    expect(desk.get_by_text("Comment resolved.")).to_be_visible()
    expect(comment.get_by_role("button", name="Reopen")).to_be_visible()

    guest.goto(url)
    own = guest.get_by_role("article", name="Anna").first
    expect(own).to_contain_text("resolved by the author")
    expect(guest.get_by_role("main")).to_contain_text("That of the shed.")
    assert page_width(guest) == width


def comment_on_draft(link: DraftLink, name: str) -> None:
    DraftComment.objects.create(
        chapter=link.chapter,
        link=link,
        name=name,
        paragraph=2,
        quote=SECOND,
        body="Which *roof*?",
        body_html="<p>Which <em>roof</em>?</p>",
        form_key=uuid4(),
    )


def test_editor_acts_in_place(
    live_server: LiveServer, open_page: OpenPage, author: User, draft: Chapter, link: DraftLink
) -> None:
    comment_on_draft(link, "Anna")
    comment_on_draft(link, "Ben")
    page = open_page(1280)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/{draft.pk}/change/")
    body = page.locator("#id_body")
    body.fill("Typed and not saved.")
    tab_count = len(page.context.pages)
    section = page.get_by_role("region", name="Comments on this draft")
    anna, ben = (section.get_by_role("article", name=name) for name in ("Anna", "Ben"))
    anna.locator("summary", has_text="Reply").click()
    anna.get_by_role("button", name="Send reply").click()
    # An error keeps the form open.
    expect(anna).to_contain_text("Write your reply first.")
    replies_typed_meanwhile_stay(page, anna, ben)
    expect(anna).to_contain_text("That of the shed.")
    expect(body).to_be_focused()
    focus_stays_in_the_reply_that_is_typed(page, anna, ben)
    reply_to_a_deleted_comment_can_be_copied(page, ben)
    expect(section).to_contain_text("All comments are resolved.")
    expect(body).to_have_value("Typed and not saved.")
    assert len(page.context.pages) == tab_count
    assert all(comment.is_resolved() for comment in DraftComment.objects.threads())


def replies_typed_meanwhile_stay(page: Page, anna: Locator, ben: Locator) -> None:
    """Both were typed when the reply to Anna is sent, or while it is; the focus is in the text."""
    ben.locator("summary", has_text="Reply").click()
    ben.get_by_label("Your reply").fill("Any roof.")
    anna.get_by_label("Your reply").fill("That of the shed.")
    send = hold_actions(page)
    anna.get_by_role("button", name="Send reply").click()
    anna.get_by_label("Your reply").fill("Behind the house.")
    page.locator("#id_body").focus()
    send()
    expect(page.get_by_text("Reply sent. The reader sees it")).to_be_visible()
    expect(ben.get_by_label("Your reply")).to_have_value("Any roof.")
    expect(anna.get_by_label("Your reply")).to_have_value("Behind the house.")


def focus_stays_in_the_reply_that_is_typed(page: Page, anna: Locator, ben: Locator) -> None:
    send = hold_actions(page)
    anna.get_by_role("button", name="Resolve").click()
    ben.get_by_label("Your reply").press("Home")
    page.keyboard.type("Any")
    send()
    expect(page.get_by_text("Comment resolved.")).to_be_visible()
    page.keyboard.type(", any")
    expect(ben.get_by_label("Your reply")).to_have_value("Any, anyAny roof.")


def reply_to_a_deleted_comment_can_be_copied(page: Page, ben: Locator) -> None:
    DraftComment.objects.filter(name="Ben").delete()
    ben.get_by_role("button", name="Send reply").click()
    expect(page.get_by_text("This comment was deleted, by its reader")).to_be_visible()
    expect(ben).to_have_count(0)
    lost = page.locator("[data-draft-comments-section] > .reply textarea")
    expect(lost).to_have_value("Any, anyAny roof.")


def hold_actions(page: Page) -> Callable[[], None]:
    """Keeps the actions on comments from the site. Returns what sends them."""
    held: list[Route] = []
    intercept(page, "**/draft-comments/**", lambda route: held.append(route))

    def send() -> None:
        wait_for_route(page, held)
        held[0].continue_()
        page.unroute("**/draft-comments/**")

    return send


def test_pages_of_the_reader_are_accessible_and_fit(
    axe: str, live_server: LiveServer, open_page: OpenPage, link: DraftLink
) -> None:
    # axe sets inline styles; test_console.py tests the Content-Security-Policy.
    page = open_page(390, bypass_csp=True)
    url = live_server.url + link.get_absolute_url()
    comment_on_second_paragraph(page, url)
    comment = DraftComment.objects.get()
    results = {}
    for path in ("", "comments/?paragraph=2", f"comments/{comment.pk}/delete/"):
        page.goto(url + path)
        results[path] = check(page, axe)
    assert {path: wrong for path, wrong in results.items() if wrong} == {}

"""Formatted text that is pasted becomes Markdown; Ctrl+Z brings the plain text back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.chapter_editor import open_chapter, select
from tests.browser.conftest import OpenPage
from tests.browser.cpu import start_cpu_clock
from tests.browser.pasting import paste
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route
from tests.conftest import MakeChapter, MakeStory

pytestmark = pytest.mark.django_db(transaction=True)

CONVERT = "**/markdownx/convert/"
HTML = "<p>He did <i>not</i> knock.</p><p><b>No one</b> ever had.</p>"
PLAIN = "He did not knock.\nNo one ever had."
MARKDOWN = "He did *not* knock.\n\n**No one** ever had."

OpenEditor = Callable[..., tuple[Page, Locator]]


@pytest.fixture
def open_editor(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> OpenEditor:
    """Opens a chapter with this text, with the cursor at the end."""

    def open_one(text: str = "x", **options: bool) -> tuple[Page, Locator]:
        page = open_page(**options)
        area = open_chapter(page, live_server.url, author, make_chapter(text))
        select(area, len(text), len(text))
        return page, area

    return open_one


def notice(page: Page) -> Locator:
    return page.locator(".field.body [data-paste-notice]")


def expect_no_notice(page: Page) -> None:
    expect(notice(page).get_by_role("status")).to_have_text("")
    expect(notice(page).get_by_role("button")).to_have_count(0)
    expect(notice(page).get_by_role("listitem")).to_have_count(0)


def test_formatting_is_pasted_offered_and_reported(open_editor: OpenEditor) -> None:
    page, area = open_editor("")
    undo_brings_the_plain_text_and_then_the_text_before(page, area)
    real_clipboard_and_plain_paste_with_shift(page, area)
    only_formatting_is_converted_and_spoken_of(page, area)
    what_is_left_out_is_said(page, area)
    what_is_done_meanwhile_is_kept(page, area)
    message_of_the_server_is_shown(page, area)
    other_fields_of_a_chapter(page)


def start_with(area: Locator, text: str) -> None:
    area.fill(text)
    select(area, len(text), len(text))


def undo_brings_the_plain_text_and_then_the_text_before(page: Page, area: Locator) -> None:
    start_with(area, "Before.\n\n")
    assert paste(area, HTML, PLAIN) is False
    expect(area).to_have_value(f"Before.\n\n{MARKDOWN}")
    expect(notice(page)).to_contain_text("Undo brings back the plain text")
    page.keyboard.press("Control+z")
    expect(area).to_have_value(f"Before.\n\n{PLAIN}")
    expect(notice(page).get_by_role("button")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(area).to_have_value("Before.\n\n")
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    expect(area).to_have_value(f"Before.\n\n{MARKDOWN}")


def real_clipboard_and_plain_paste_with_shift(page: Page, area: Locator) -> None:
    start_with(area, "x")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """([html, plain]) => navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob([html], { type: "text/html" }),
          "text/plain": new Blob([plain], { type: "text/plain" }),
        })])""",
        [HTML, PLAIN],
    )
    select(area, 0, 1)
    page.keyboard.press("Control+v")
    expect(area).to_have_value(MARKDOWN)
    select(area, 0, len(MARKDOWN))
    with_requests: list[str] = []
    page.on("request", lambda request: with_requests.append(request.url))
    page.keyboard.press("Control+Shift+v")
    expect(area).to_have_value(PLAIN)
    page.wait_for_timeout(300)
    assert not any("convert" in url for url in with_requests)


def only_formatting_is_converted_and_spoken_of(page: Page, area: Locator) -> None:
    start_with(area, "One ")
    with page.expect_response(CONVERT):
        paste(area, "<span style='color: red'>two</span>", "two")
    page.wait_for_timeout(200)
    expect(area).to_have_value("One two")
    expect_no_notice(page)
    # Text alone is left to the browser.
    assert paste(area, None, "two") is True


def what_is_left_out_is_said(page: Page, area: Locator) -> None:
    start_with(area, "One ")
    response = {"markdown": "*two*", "report": {}, "warnings": ["A picture was left out: cat."]}
    intercept(page, CONVERT, lambda route: route.fulfill(json=response))
    paste(area, '<p><i>two</i> <img src="https://pictures.example/cat.png" alt="cat"></p>', "two ")
    expect(notice(page).get_by_role("listitem")).to_have_text("A picture was left out: cat.")
    page.keyboard.type("x")
    expect(area).to_have_value("One *two* x")
    expect(notice(page).get_by_role("listitem")).to_have_count(1)
    notice(page).get_by_role("button", name="Close").click()
    expect_no_notice(page)
    page.unroute(CONVERT)


def hold_response(page: Page) -> Callable[[], None]:
    """Holds the conversion until the returned function is called, however slow the machine is."""
    held: list[Route] = []
    # Playwright takes no built-in function.
    intercept(page, CONVERT, lambda route: held.append(route))

    def release() -> None:
        wait_for_route(page, held)
        with page.expect_response(CONVERT):
            held.pop().continue_()

    return release


def what_is_done_meanwhile_is_kept(page: Page, area: Locator) -> None:
    start_with(area, "")
    release = hold_response(page)
    # Typing at the end: the formatting is offered.
    paste(area, HTML, PLAIN)
    page.keyboard.type(" She sat.")
    release()
    expect(notice(page)).to_contain_text("available with its formatting")
    expect(area).to_have_value(f"{PLAIN} She sat.")
    notice(page).get_by_role("button", name="Insert with formatting").click()
    expect(area).to_have_value(f"{MARKDOWN} She sat.")
    page.keyboard.type(" So.")
    expect(area).to_have_value(f"{MARKDOWN} She sat. So.")

    # Typing elsewhere: neither text nor cursor is moved.
    area.fill("One.\n\nTwo.\n\n")
    paste(area, HTML, PLAIN)
    select(area, 3, 3)
    page.keyboard.type("ly")
    release()
    expect(area).to_have_value(f"Onely.\n\nTwo.\n\n{MARKDOWN}")
    page.keyboard.type("!")
    expect(area).to_have_value(f"Onely!.\n\nTwo.\n\n{MARKDOWN}")

    # Undo: it is final.
    area.fill("One. ")
    paste(area, HTML, PLAIN)
    page.keyboard.press("Control+z")
    release()
    page.wait_for_timeout(300)
    expect(area).to_have_value("One. ")
    expect_no_notice(page)
    page.unroute(CONVERT)


def test_offline_keeps_the_plain_text_and_offers_the_formatting_later(
    open_editor: OpenEditor,
) -> None:
    page, area = open_editor("One.\n\n", own_context=True)
    page.context.set_offline(True)
    paste(area, HTML, PLAIN)
    expect(area).to_have_value(f"One.\n\n{PLAIN}")
    expect(notice(page)).to_contain_text("there is no connection")
    expect(notice(page).get_by_role("button", name="Insert with formatting")).to_have_count(0)
    page.keyboard.type(" Two.")
    page.context.set_offline(False)
    expect(notice(page)).to_contain_text("available with its formatting")
    notice(page).get_by_role("button", name="Insert with formatting").click()
    expect(area).to_have_value(f"One.\n\n{MARKDOWN} Two.")
    page.keyboard.press("Control+z")
    expect(area).to_have_value(f"One.\n\n{PLAIN} Two.")


def message_of_the_server_is_shown(page: Page, area: Locator) -> None:
    start_with(area, "x")
    intercept(page, CONVERT, lambda route: route.fulfill(status=413, json={"error": "Too long."}))
    paste(area, HTML, PLAIN)
    expect(notice(page)).to_contain_text("Too long.")
    page.unroute(CONVERT)
    intercept(page, CONVERT, lambda route: route.fulfill(status=400, body="<html>"))
    paste(area, HTML, PLAIN)
    expect(notice(page)).to_contain_text("could not be converted")
    expect(area).to_have_value(f"x{PLAIN}{PLAIN}")
    page.unroute(CONVERT)


def other_fields_of_a_chapter(page: Page) -> None:
    for name in ("note_before", "note_after", "manuscript"):
        field = page.locator(f"textarea[name={name}]")
        field.evaluate("field => field.closest('details').setAttribute('open', '')")
        paste(field, HTML, PLAIN)
        expect(field).to_have_value(MARKDOWN)


def test_twenty_thousand_words_are_pasted_in_a_moment(open_editor: OpenEditor) -> None:
    page, area = open_editor("")
    paragraphs = [f"Paragraph {number}, {'words ' * 17}end." for number in range(1_000)]
    html = "".join(f"<p>{text} <i>So.</i></p>" for text in paragraphs)
    # The preview is not what is measured.
    intercept(page, "**/markdownify/**", lambda route: route.abort())
    cpu_seconds = start_cpu_clock(page)
    paste(area, html, "\r\n".join(f"{text} So." for text in paragraphs))
    markdown = "\n\n".join(f"{text} *So.*" for text in paragraphs)
    expect(area).to_have_value(markdown, timeout=60_000)
    # About 0.3 s; typed line by line it took 20 s.
    assert cpu_seconds() < 3
    page.keyboard.press("Control+z")
    expect(area).to_have_value("\n".join(f"{text} So." for text in paragraphs))


def test_fields_of_a_story_and_a_pen_name(
    live_server: LiveServer, open_page: OpenPage, author: User, make_story: MakeStory
) -> None:
    story = make_story()
    page = open_page(390)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{story.pk}/advanced/")

    def paste_into(name: str, html: str = HTML, plain: str = PLAIN) -> Locator:
        field = page.locator(f"textarea[name={name}]")
        select(field, 0, 10_000)
        paste(field, html, plain)
        return field

    for name in ("default_note_before", "default_note_after"):
        expect(paste_into(name)).to_have_value(MARKDOWN)
    comment_prompt = page.locator("[name=comment_prompt]")
    assert paste(comment_prompt, HTML, PLAIN) is True
    page.goto(f"{live_server.url}/desk/stories/story/{story.pk}/about/")
    # More than a summary may have: saving refuses it, but nothing is cut off here.
    summary = paste_into("summary", HTML * 100, "\n".join([PLAIN] * 100))
    expect(summary).to_have_value("\n\n".join([MARKDOWN] * 100))
    summary.fill("So *it was.")
    expect(page.locator(".field-summary [data-checks]")).to_contain_text("no partner")
    pen_name = author.pen_names.get()
    page.goto(f"{live_server.url}/desk/accounts/penname/{pen_name.pk}/change/")
    biography = paste_into("biography")
    expect(biography).to_have_value(MARKDOWN)
    lines = page.get_by_role("button", name="Make each line a paragraph")
    expect(lines).to_have_count(0)
    biography.fill("She writes.\nShe reads.\nShe sleeps.")
    lines.click()
    expect(biography).to_have_value("She writes.\n\nShe reads.\n\nShe sleeps.")

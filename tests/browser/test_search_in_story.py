"""An author finds a place in a story, replaces words across chapters, and takes it back."""

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.jobs.running import run_next
from serial.stories.models import Story
from tests.browser.chapter_editor import selected_text
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import page_width, wait_for_next_paint, wait_for_route
from tests.conftest import MakeChapter
from tests.desk.pages import CHAPTERS, STORIES

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "\n\n".join(["\U0001f3ee It was late, and nobody came to the door."] * 120)


def bodies() -> list[str]:
    return list(Chapter.objects.order_by("pk").values_list("body", flat=True))


def work() -> None:
    while run_next("quick"):
        pass


def test_with_the_keyboard_from_the_story_to_the_place_and_through_a_replacement(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    make_chapter: MakeChapter,
) -> None:
    chapter = make_chapter(f"{LONG}\n\nMara came.")
    make_chapter("Mara. Mara!")
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}{STORIES}{story.pk}/change/")
    page.get_by_label("Search in this story").press_sequentially("mara")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Mara came.").press("Enter")
    area = page.locator("#id_body")
    expect(area).to_be_focused()
    page.wait_for_function("() => document.activeElement.selectionEnd > 0")
    assert selected_text(area) == "Mara"
    # The place is in sight, whether the field scrolls or the page.
    assert area.evaluate("(area) => area.scrollTop + window.scrollY") > 200
    page.go_back()
    page.get_by_text("Replace", exact=True).press("Enter")
    page.get_by_label("Replace with").press_sequentially("Ines")
    page.get_by_role("button", name="Preview changes").press("Enter")
    apply = page.locator("[data-apply]")
    expect(apply).to_have_text("Replace 3 places")
    page.get_by_role("checkbox", name="Chapter 2").press("Space")
    expect(apply).to_have_text("Replace 1 place")
    page.get_by_role("checkbox", name="Ines!").press("Space")
    expect(apply).to_have_text("Replace 2 places")
    apply.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Replacing “mara” by “Ines”")
    work()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 places in 2 chapters")
    assert bodies() == [f"{LONG}\n\nInes came.", "Mara. Ines!"]
    page.get_by_role("button", name="Undo 2 places").press("Enter")
    work()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Undone")
    assert bodies() == [f"{LONG}\n\nMara came.", "Mara. Mara!"]
    url = f"{live_server.url}{CHAPTERS}{chapter.pk}/change/?at=body.0.4"
    place_is_not_selected_while_the_title_is_typed(page, url)


def place_is_not_selected_while_the_title_is_typed(page: Page, url: str) -> None:
    held: list[Route] = []
    page.route("**/slow.png", lambda route: held.append(route))
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { new Image().src = '/slow.png' })"
    )
    page.goto(url, wait_until="domcontentloaded")
    wait_for_route(page, held)
    title = page.locator("[data-title]")
    title.fill("Dawn")
    held[0].abort()
    page.wait_for_load_state()
    wait_for_next_paint(page)
    page.keyboard.type(" and dusk")
    expect(title).to_have_value("Dawn and dusk")


def test_without_javascript(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    make_chapter: MakeChapter,
) -> None:
    make_chapter("Mara came.")
    page = open_page(320, scripts=False)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}{STORIES}{story.pk}/search/?q=mara&replace=Ines&preview=1")
    assert page_width(page) <= 320
    page.get_by_role("button", name="Replace the chosen places").click()
    work()
    # The page loads itself again.
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 place in 1 chapter")
    assert bodies() == ["Ines came."]

"""The chapters on a story's page: several are selected, and a row has its menu. Its tabs."""

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, scrolls_sideways, wait_for_route
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_are_selected_together_and_have_a_menu(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    make_chapter: MakeChapter,
) -> None:
    for number in range(1, 7):
        make_chapter(title=f"No. {number}", release_in=None)
    page = open_page(390)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{story.pk}/change/")
    bar = page.get_by_role("form", name="Selected chapters")
    expect(bar).to_be_hidden()
    page.get_by_role("checkbox", name="Select No. 6").check()
    page.get_by_role("checkbox", name="Select No. 3").click(modifiers=["Shift"])
    expect(bar).to_contain_text("4 selected")
    bar.get_by_role("button", name="Clear").click()
    expect(bar).to_be_hidden()
    more = page.get_by_role("link", name="More for No. 2")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    only_the_menu_of_the_last_click_opens(page)
    more.click()
    page.get_by_role("button", name="Schedule…").click()
    expect(page.get_by_role("heading", name="Schedule chapters")).to_be_visible()
    expect(page.locator(".affected-chapters li")).to_have_count(1)
    current_tab_is_in_view(page, f"{live_server.url}/desk/stories/story/{story.pk}/")


def only_the_menu_of_the_last_click_opens(page: Page) -> None:
    slow = Chapter.objects.get(title="No. 3")
    held: list[Route] = []
    intercept(page, f"**/chapter/{slow.pk}/**", lambda route: held.append(route))
    more = page.get_by_role("link", name="More for No. 3")
    more.click()
    wait_for_route(page, held)
    page.get_by_role("link", name="More for No. 5").click()
    edit = page.get_by_role("link", name="Edit", exact=True)
    expect(edit).to_be_focused()
    # A failure opens the page of the menu, unless it is no longer awaited.
    with page.expect_event("requestfailed"):
        held.pop().abort()
    expect(edit).to_be_focused()
    more.press("Enter")
    wait_for_route(page, held)
    page.keyboard.press("Escape")
    with page.expect_event("requestfinished"):
        held.pop().continue_()
    expect(more).to_be_focused()
    expect(edit).to_have_count(0)
    page.unroute(f"**/chapter/{slow.pk}/**")


def current_tab_is_in_view(page: Page, url: str) -> None:
    tabs = page.get_by_role("navigation", name="Story", exact=True)
    for name in ("about", "appearance", "advanced"):
        page.goto(f"{url}{name}/")
        page.wait_for_load_state()
        expect(tabs.locator("[aria-current]")).to_be_in_viewport(ratio=0.99)


# tests/desk/test_story_page.py takes the same steps.
@pytest.mark.long
def test_rows_and_their_menu_without_javascript_at_320_px(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    make_chapter: MakeChapter,
) -> None:
    make_chapter(title="W" * 200, release_in=None)
    page = open_page(320, scripts=False)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{story.pk}/change/")
    assert not scrolls_sideways(page)
    page.locator("[data-row-menu]").click()
    page.get_by_role("link", name="Delete…").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("link", name="Deleted 1")).to_be_visible()
    page.get_by_role("link", name="Deleted 1").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Restore").click()
    assert Chapter.objects.get().deleted_at is None

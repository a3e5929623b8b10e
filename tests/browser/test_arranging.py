"""Chapters are arranged by dragging, with the keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.models import Part, Story
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ten_chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=f"Title {number}") for number in range(1, 11)]


def order(story: Story) -> list[int]:
    titles = story.chapters.in_order().values_list("title", flat=True)
    return [int(title.split()[1]) for title in titles]


def open_arrange_page(page: Page, site: str, author: User, story: Story) -> None:
    sign_in(page, site, author)
    page.goto(f"{site}/desk/stories/story/{story.pk}/arrange/")


def drag(page: Page, moved: Chapter, target_chapter: Chapter) -> None:
    handle = page.locator(f"[data-chapter='{moved.pk}'] [data-drag-handle]")
    target = page.locator(f"[data-chapter='{target_chapter.pk}']")
    target.scroll_into_view_if_needed()
    box, to = handle.bounding_box(), target.bounding_box()
    assert box and to
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    for share in (0.3, 0.6, 0.9, 1):
        page.mouse.move(box["x"] + 12, box["y"] + 10 + (to["y"] + 3 - box["y"] - 10) * share)
    page.mouse.up()


def test_arrange_by_dragging_with_the_keyboard_and_without_connection(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    ten_chapters: list[Chapter],
) -> None:
    part = Part.objects.create(story=story, title="Part Two", position=1)
    Chapter.objects.filter(pk__in=[chapter.pk for chapter in ten_chapters[5:]]).update(part=part)
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 1400})
    open_arrange_page(page, live_server.url, author, story)
    arrange_by_dragging(page, story, ten_chapters)
    # The keys start when the script of the page does, which the button opened anew.
    page.wait_for_load_state()
    arrange_with_the_keyboard(page, story, ten_chapters)
    assert story.chapters.get(title="Title 5").part == part
    move_without_connection_is_reverted(page, story, ten_chapters)


def arrange_by_dragging(page: Page, story: Story, chapters: list[Chapter]) -> None:
    drag(page, chapters[7], chapters[2])
    expect(page.locator("[data-move-notice]")).to_contain_text("Title 8 moved to position 3 of 10")
    assert order(story) == [1, 2, 8, 3, 4, 5, 6, 7, 9, 10]
    expect(page.locator(f"[data-chapter='{chapters[7].pk}'] [data-number]")).to_have_text("3")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-chapter]").nth(7)).to_contain_text("Title 8")
    assert order(story) == list(range(1, 11))


def arrange_with_the_keyboard(page: Page, story: Story, chapters: list[Chapter]) -> None:
    status = page.locator("[data-status]")
    handle = page.locator(f"[data-chapter='{chapters[4].pk}'] [data-drag-handle]")
    handle.focus()
    page.keyboard.press("Space")
    expect(status).to_contain_text("Title 5 selected, position 5 of 10")
    page.keyboard.press("ArrowDown")
    expect(status).to_have_text("Title 5: position 5 of 10, in Part Two")
    page.keyboard.press("ArrowDown")
    expect(status).to_have_text("Title 5: position 6 of 10, in Part Two")
    page.keyboard.press("Escape")
    expect(status).to_contain_text("at its original position")
    assert order(story) == list(range(1, 11))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(status).to_contain_text("moved to position 6 of 10")
    expect(handle).to_be_focused()
    assert order(story) == [1, 2, 3, 4, 6, 5, 7, 8, 9, 10]


def move_without_connection_is_reverted(page: Page, story: Story, chapters: list[Chapter]) -> None:
    page.locator(f"[data-chapter='{chapters[1].pk}'] [data-drag-handle]").focus()
    page.context.set_offline(True)
    for key in ("Space", "ArrowUp", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[data-move-notice]")).to_contain_text("no connection")
    expect(page.locator("[data-chapter]").first).to_contain_text("Title 1")
    page.context.set_offline(False)
    assert order(story) == [1, 2, 3, 4, 6, 5, 7, 8, 9, 10]


# tests/desk/test_arranging.py sends the same forms.
@pytest.mark.long
def test_arrange_without_javascript_at_320_px(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    ten_chapters: list[Chapter],
) -> None:
    page = open_page(320, scripts=False)
    open_arrange_page(page, live_server.url, author, story)
    page.get_by_role("button", name="Move down: Title 1", exact=True).click()
    assert order(story)[:3] == [2, 1, 3]
    page.get_by_role("button", name="Undo").click()
    assert order(story)[:3] == [1, 2, 3]
    page.get_by_role("link", name="Move to another position: Title 10").click()
    page.get_by_label("After").select_option("Title 2")
    page.get_by_role("button", name="Move", exact=True).click()
    assert order(story)[:4] == [1, 2, 10, 3]

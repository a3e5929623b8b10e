"""The page of a chapter: its lines, its bar, its end."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.stories.models import Story
from tests.browser.conftest import OpenPage, with_motion
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

# For each dash with a word before it: whether it stands on the line of that word.
DASHES = """() => {
  const found = [];
  const walker = document.createTreeWalker(
    document.querySelector("[data-body]"), NodeFilter.SHOW_TEXT);
  const rectOf = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  while (walker.nextNode()) {
    const text = walker.currentNode.data;
    for (const { index } of text.matchAll(/(?<=[^\\s\\u2060])[\\u2060\\u00a0 ]?[—–](?=\\s|\\w)/g)) {
      const dash = text.slice(index).search(/[—–]/) + index;
      const [word, after] = [index - 1, dash].map((at) => rectOf(walker.currentNode, at).top);
      found.push(word === after);
    }
  }
  return found;
}"""


def test_dashes_stay_with_their_words(
    live_server: LiveServer, open_page: OpenPage, make_chapter: MakeChapter
) -> None:
    words = [
        " ".join(f"{'w' * (1 + number % 11)}{dash}and" for number in range(60))
        for dash in ("—", " — ", " – ")
    ]
    spoken = "—Hola —dijo él—. Me voy."
    chapter = make_chapter("\n\n".join((*words, "— He said—*so*—nothing.", spoken)))
    page = open_page(390)
    page.goto(live_server.url + chapter.get_absolute_url())
    for width in range(320, 420, 10):
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate(DASHES)
        assert len(found) >= 180 and all(found), width
    # A dash before a word stays with that word.
    text = page.locator("[data-body] p").last.inner_text()
    assert text.replace("\u2060", "") == spoken
    assert "él\u2060—" in text and "Hola —dijo" in text


def scroll_to(page: Page, top: int) -> None:
    page.mouse.wheel(0, top - page.evaluate("scrollY"))
    page.wait_for_function("top => Math.abs(scrollY - top) < 2", arg=top)


def test_bar_leaves_on_scrolling_down_and_comes_back_on_scrolling_up(
    live_server: LiveServer, open_page: OpenPage, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("Words.\n\n" * 200)
    page = with_motion(open_page(390))
    page.goto(live_server.url + chapter.get_absolute_url())
    bar = page.locator("[data-reading-bar]")
    expect(bar).to_be_in_viewport()
    page.mouse.wheel(0, 10)
    page.locator("[data-reading-bar][data-hides]").wait_for()
    scroll_to(page, 2000)
    expect(bar).not_to_be_in_viewport()
    scroll_to(page, 1900)
    expect(bar).to_be_in_viewport()
    # The settings stay where they are while they are open.
    page.locator("[data-reading-panel] > summary").click()
    scroll_to(page, 2100)
    expect(page.locator(".panel__sheet")).to_be_in_viewport()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_paragraph_is_aligned_by_its_own_direction(
    language: str,
    live_server: LiveServer,
    open_page: OpenPage,
    make_chapter: MakeChapter,
    story: Story,
    author: User,
) -> None:
    Story.objects.filter(pk=story.pk).update(language=language)
    arabic, hebrew, english = "كان البيت صغيرا", "הבית היה קטן", "The house was small"
    chapter = make_chapter(
        f"{arabic}\n\n{english}\n\n{hebrew}\n\n::: letter\n{arabic}\n\n{english}\n:::",
        title=arabic,
        note_before=f"{hebrew}\n\n{english}",
    )
    page = open_page(390)
    page.goto(live_server.url + chapter.get_absolute_url())
    sides = page.evaluate(
        """() => [...document.querySelectorAll(".text p")].map((paragraph) => {
          const range = document.createRange();
          range.selectNodeContents(paragraph);
          const [text, box] = [range.getBoundingClientRect(), paragraph.getBoundingClientRect()];
          return text.left - box.left < box.right - text.right ? "left" : "right";
        })"""
    )
    assert sides == ["right", "left", "right", "left", "right", "right", "left"]

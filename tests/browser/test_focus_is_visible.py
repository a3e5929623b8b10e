"""The keyboard's focus is never under a bar that stays at the edge of the window (WCAG 2.4.11)."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.sample.loading import load_sample
from serial.stories.models import Story
from tests.browser.cases import cases
from tests.browser.comments.commenting import create_discussion, go_to_comments
from tests.browser.conftest import OpenPage, with_motion
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

CHAPTER = "/read/nothing-heard/job-417/"
PRESSES = 25
MOST_HIDDEN = 0.3
STEP_MS, MAX_STEPS = 200, 25
# The part of the focused element, from 0 to 1, that something else covers at its middle line.
HIDDEN = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const x = Math.max(1, Math.min((left + right) / 2, innerWidth - 1));
  // Of what is higher than the window, such as a text, the part that is in it.
  const isTall = bottom - top > innerHeight;
  const [first, last] = isTall ? [Math.max(0, top), Math.min(innerHeight, bottom)] : [top, bottom];
  const heights = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => first + (last - first) * part);
  const isHidden = (y) => {
    const shown = y >= 0 && y < innerHeight ? document.elementFromPoint(x, y) : null;
    // The label of a checkbox may be what is seen of it.
    const own = [element, ...(element.labels ?? [])];
    return shown ? !own.some((part) => part.contains(shown) || shown.contains(part)) : true;
  };
  const name = element.getAttribute("aria-label") || element.textContent.trim() || element.name;
  return { name: name.slice(0, 40), hidden: heights.filter(isHidden).length / heights.length };
}"""


def hidden_while_tabbing(page: Page, key: str) -> list[str]:
    hidden = []
    for _ in range(PRESSES):
        page.keyboard.press(key)
        focus = page.evaluate(HIDDEN)
        for _step in range(MAX_STEPS):
            if not focus or focus["hidden"] <= MOST_HIDDEN:
                break
            # The page may still scroll.
            page.wait_for_timeout(STEP_MS)
            focus = page.evaluate(HIDDEN)
        else:
            hidden.append(f"{focus['name']}: {focus['hidden']:.0%}")
    return hidden


@cases("width", 390, long=[1280])
def test_bars_do_not_cover_the_focus(
    live_server: LiveServer, open_page: OpenPage, author: User, reader: User, width: int
) -> None:
    load_sample(author)
    create_discussion(Story.objects.get(slug="nothing-heard"), author, reader)
    page = with_motion(open_page(width))
    page.set_viewport_size({"width": width, "height": 600})
    found: dict[str, list[str]] = {}
    go_to_comments(page, f"{live_server.url}{CHAPTER}#comments")
    page.locator("#c3").scroll_into_view_if_needed()
    page.locator("#c3 a").last.focus()
    # Backwards the page scrolls up, and the bar of the chapter comes.
    found["chapter"] = hidden_while_tabbing(page, "Shift+Tab")
    page.goto(f"{live_server.url}/stories/")
    if width < 960:
        page.locator(".filters > summary").click()
    page.locator(".filters input").first.focus()
    found["filters"] = hidden_while_tabbing(page, "Tab")
    sign_in(page, live_server.url, author)
    chapter = Chapter.objects.get(slug="job-417")
    page.goto(f"{live_server.url}/desk/chapters/chapter/{chapter.pk}/change/")
    page.keyboard.press("End")
    page.locator("main a, main button, main summary").last.focus()
    found["desk"] = hidden_while_tabbing(page, "Shift+Tab")
    assert {name: hidden for name, hidden in found.items() if hidden} == {}

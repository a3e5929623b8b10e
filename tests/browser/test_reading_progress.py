"""The progress line measures the chapter: comments and navigation after it do not count."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from serial.chapters.models import Chapter
from tests.browser.conftest import OpenPage
from tests.browser.waiting import wait_for_next_paint
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

SCALE = """() => new DOMMatrix(
  getComputedStyle(document.querySelector(".reading-progress")).transform).a"""


def progress_at(page: Page, script: str) -> float:
    """Returns the length of the line after scrolling: 0 to 1."""
    page.evaluate(f"scrollTo({{top: {script}, behavior: 'instant'}})")
    wait_for_next_paint(page)
    return float(page.evaluate(SCALE))


BODY = "document.querySelector('[data-body]')"
TOP = f"{BODY}.getBoundingClientRect().top + scrollY"
BOTTOM = f"{BODY}.getBoundingClientRect().bottom + scrollY - innerHeight"


@pytest.mark.parametrize("supported", [True, False])
def test_line_is_full_at_the_last_line_of_the_chapter(
    supported: bool, live_server: LiveServer, open_page: OpenPage, make_chapter: MakeChapter
) -> None:
    chapter: Chapter = make_chapter("A long line of words. " * 20 + "\n\n" + "Words.\n\n" * 80)
    page = open_page(390)
    if not supported:
        page.add_init_script("CSS.supports = () => false")
    page.goto(live_server.url + chapter.get_absolute_url())
    if not supported:
        page.evaluate("document.querySelector('.reading-progress').style.animation = 'none'")
        page.mouse.wheel(0, 10)
        page.wait_for_function(
            "() => document.documentElement.style.getPropertyValue('--reading-progress')"
        )
    assert progress_at(page, TOP) < 0.01
    assert progress_at(page, f"({TOP} + {BOTTOM}) / 2") == pytest.approx(0.5, abs=0.02)
    assert progress_at(page, BOTTOM) > 0.98
    assert page.evaluate(f"document.documentElement.scrollHeight - innerHeight > {BOTTOM} + 200")

"""The contents of a long story: numbers of three and four digits fit beside the titles."""

import pytest
from pytest_django.live_server_helper import LiveServer

from serial.chapters.models import Chapter
from tests.browser.conftest import OpenPage
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

GAP = """() => {
  const [number, title] = ["span.number", "a"].map((selector) => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(`.chapter-list ${selector}`));
    return range.getBoundingClientRect();
  });
  return title.left - number.right;
}"""


@pytest.mark.parametrize("number", [7, 888, 8888])
@pytest.mark.parametrize("width", [320, 1280])
def test_number_fits(
    width: int,
    number: int,
    live_server: LiveServer,
    open_page: OpenPage,
    make_chapter: MakeChapter,
) -> None:
    chapter = make_chapter(title="A title that is long enough for two lines on a narrow phone")
    Chapter.objects.update(number=number)
    page = open_page(width)
    page.goto(live_server.url + chapter.story.get_absolute_url())
    assert page.evaluate(GAP) >= 6
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

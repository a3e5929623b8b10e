"""No page makes the browser complain: of the Content-Security-Policy or of a script."""

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.sample.loading import load_sample
from tests.browser.conftest import OpenPage
from tests.browser.test_main_job import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_desk_keeps_to_the_policy(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    story = load_sample(author)
    assert story is not None
    chapter = story.chapters.in_order().first()
    assert chapter is not None
    page = open_page()
    sign_in(page, live_server.url, author)
    for path in (
        "stories/story/",
        f"stories/story/{story.pk}/change/",
        "chapters/chapter/",
        "chapters/chapter/add/",
        f"chapters/chapter/{chapter.pk}/change/",
        f"chapters/chapter/{chapter.pk}/history/",
        f"chapters/chapter/{chapter.pk}/revisions/",
        f"chapters/chapter/{chapter.pk}/delete/",
        "accounts/penname/",
    ):
        answer = page.goto(f"{live_server.url}/desk/{path}")
        assert answer is not None and answer.ok, path


def test_the_preview_is_rendered_as_the_page_is(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    story = load_sample(author)
    assert story is not None
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/add/?story={story.pk}")
    page.locator("textarea[name=body]").press_sequentially("\"I wasn't gonna--")
    preview = page.locator(".field.body [data-preview]")
    preview.get_by_text("“I wasn’t gonna—").wait_for(timeout=5_000)


LOOKS = """selector => [...document.querySelectorAll(selector)].map((element) => {
  const style = getComputedStyle(element);
  return [element.tagName, style.fontFamily, style.fontSize, style.fontStyle, style.color,
    style.backgroundColor, style.marginTop, style.borderTopWidth, style.borderInlineStartWidth];
})"""


def test_the_preview_looks_as_the_page_does(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    chapter = Chapter.objects.get(title="Fourteen")
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(live_server.url + chapter.get_absolute_url())
    on_page = page.evaluate(LOOKS, "[data-body] *")
    page.goto(f"{live_server.url}/desk/chapters/chapter/{chapter.pk}/change/")
    page.locator(".field.body [data-preview] blockquote").first.wait_for()
    in_preview = page.evaluate(LOOKS, ".field.body [data-preview] *")
    assert {row[0] for row in on_page} >= {"P", "HR", "BLOCKQUOTE"}
    assert in_preview == on_page

"""The head of a story's page on a phone."""

import pytest
from playwright.sync_api import Locator, expect
from pytest_django.live_server_helper import LiveServer

from serial.stories.models import Story
from tests.browser.conftest import OpenPage
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


def test_button_follows_the_blurb_and_is_on_the_first_screen(
    live_server: LiveServer, open_page: OpenPage, make_chapter: MakeChapter
) -> None:
    story = make_chapter().story
    story.summary = "A keeper who never lit the lamp comes back to the tower. " * 20
    story.render_summary()
    story.save()
    page = open_page(390)
    page.goto(live_server.url + story.get_absolute_url())
    blurb, button = page.locator("#blurb"), page.get_by_role("link", name="Start reading")
    expect(button).to_be_in_viewport(ratio=1)
    cut, below = blurb.bounding_box(), button.bounding_box()
    assert cut and below and cut["y"] + cut["height"] <= below["y"]
    page.get_by_role("link", name="Show more").click()
    expect(page.get_by_role("link", name="Show more")).to_be_hidden()
    whole = blurb.bounding_box()
    assert whole and whole["height"] > 2 * cut["height"]


def test_facts_of_a_hebrew_story_keep_the_order_of_the_page(
    live_server: LiveServer, open_page: OpenPage, make_chapter: MakeChapter
) -> None:
    story = make_chapter().story
    Story.objects.filter(pk=story.pk).update(language="he", title="המגדלור")
    page = open_page(390)
    page.goto(live_server.url + story.get_absolute_url())
    status, language = (page.locator(".story-head .facts > span").nth(n) for n in (0, 1))
    assert language.inner_text() == "עברית"
    assert left(status) < left(language)
    facts = page.locator(".story-head .facts")
    assert facts.evaluate("element => getComputedStyle(element).textAlign") == "right"


def left(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["x"]

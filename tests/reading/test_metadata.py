"""What search engines, and places where links are shared, read of a page."""

import re
from html import unescape

import pytest
from django.test import Client

from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.reading.conftest import text

SUMMARY = "A lamp & its *keeper*."


@pytest.fixture(autouse=True)
def lamp(story: Story, make_chapter: MakeChapter) -> Story:
    story.summary = SUMMARY
    story.save_with_slug()
    make_chapter("“Light it,” he said & left.\n\nShe did.", title="One")
    make_chapter("More. " * 200, title="Two")
    return story


def meta(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_a_story(guest_client: Client) -> None:
    page = text(guest_client, "/stories/the-lamp/")
    said = meta(page)
    assert said["description"] == said["og:description"] == "A lamp & its keeper."
    assert (said["og:type"], said["og:title"]) == ("book", "The Lamp")
    assert said["og:url"] == "http://testserver/stories/the-lamp/"
    assert 'itemtype="https://schema.org/Book"' in page
    assert 'itemprop="author" itemscope itemtype="https://schema.org/Person"' in page


def test_a_chapter(guest_client: Client) -> None:
    page = text(guest_client, "/read/the-lamp/one/")
    said = meta(page)
    assert said["description"] == "“Light it,” he said & left. She did."
    assert (said["og:type"], said["og:title"]) == ("article", "One")
    assert 'itemtype="https://schema.org/Chapter"' in page
    assert 'itemprop="isPartOf" itemscope itemtype="https://schema.org/Book"' in page
    assert 'itemprop="position" content="1"' in page
    assert '<link rel="next" href="/read/the-lamp/two/">' in page


def test_a_long_text_is_described_by_its_beginning(guest_client: Client) -> None:
    described = meta(text(guest_client, "/read/the-lamp/two/"))["description"]
    assert described.startswith("More. More.") and len(described) <= 160


def test_a_page_without_words_has_no_description(
    guest_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter("", title="Empty")
    assert "description" not in meta(text(guest_client, "/read/the-lamp/empty/"))

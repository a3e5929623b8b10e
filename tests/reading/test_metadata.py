"""Metadata of pages for search engines and link previews."""

import re
from html import unescape

import pytest
from django.test import Client

from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page

SUMMARY = "A lamp & its *keeper*."


@pytest.fixture(autouse=True)
def lamp(story: Story, make_chapter: MakeChapter) -> Story:
    story.summary = SUMMARY
    story.save_with_slug()
    make_chapter("“Light it,” he said & left.\n\nShe did.", title="One")
    make_chapter("More. " * 200, title="Two")
    return story


def find_meta(page: str) -> dict[str, str]:
    elements = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in elements}


def test_story_page_has_metadata(guest_client: Client) -> None:
    page = get_page(guest_client, "/stories/the-lamp/")
    meta = find_meta(page)
    assert meta["description"] == meta["og:description"] == "A lamp & its keeper."
    assert (meta["og:type"], meta["og:title"]) == ("book", "The Lamp")
    assert meta["og:url"] == "http://testserver/stories/the-lamp/"
    assert 'itemtype="https://schema.org/Book"' in page
    assert 'itemprop="author" itemscope itemtype="https://schema.org/Person"' in page


def test_chapter_page_has_metadata(guest_client: Client) -> None:
    page = get_page(guest_client, "/read/the-lamp/one/")
    meta = find_meta(page)
    assert meta["description"] == "“Light it,” he said & left. She did."
    assert (meta["og:type"], meta["og:title"]) == ("article", "Chapter 1: One")
    assert 'itemtype="https://schema.org/Chapter"' in page
    assert 'itemprop="isPartOf" itemscope itemtype="https://schema.org/Book"' in page
    assert 'itemprop="position" content="1"' in page
    assert '<link rel="next" href="/read/the-lamp/two/">' in page


def test_description_is_the_beginning_of_the_text(guest_client: Client) -> None:
    description = find_meta(get_page(guest_client, "/read/the-lamp/two/"))["description"]
    assert description.startswith("More. More.") and len(description) <= 160


def test_page_without_text_has_no_description(
    guest_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter("", title="Empty")
    assert "description" not in find_meta(get_page(guest_client, "/read/the-lamp/empty/"))


@pytest.mark.parametrize("fold", ["spoiler", "warning"])
def test_descriptions_do_not_tell_what_is_folded(
    guest_client: Client, make_chapter: MakeChapter, fold: str
) -> None:
    hidden = "Dilys hid it. " * 300
    make_chapter(f"::: {fold}\n{hidden}\n:::\n\nThe harbour slept.", title="Folded")
    page = get_page(guest_client, "/read/the-lamp/folded/")
    meta = find_meta(page)
    assert meta["description"] == meta["og:description"] == "The harbour slept."
    for url in ("/feed/", "/stories/the-lamp/feed/", "/by/anna/feed/"):
        feed = get_page(guest_client, url)
        assert "The harbour slept." in feed and "Dilys" not in feed


def test_long_paragraph_has_a_description(guest_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("lantern " * 400, title="Long")
    make_chapter("The sea was *loud* " + "and wide " * 400, title="Wide")
    for slug, start in (("long", "lantern lantern"), ("wide", "The sea was loud and wide")):
        description = find_meta(get_page(guest_client, f"/read/the-lamp/{slug}/"))["description"]
        assert description.startswith(start) and 150 < len(description) <= 160
        assert description.endswith(("lantern…", "wide…", "and…"))
        # A feed has the first paragraphs, which go on after the description.
        assert f">{description.removesuffix('…')}" in get_page(guest_client, "/feed/")

"""Text that a chapter or a summary folds stands in no list, feed, description or link preview."""

import re

import pytest
from django.test import Client

from tests.conftest import MakeChapter
from tests.reading.conftest import get_page
from tests.rolling_back import try_each

SECRET = "lavender"
LISTS = ("/", "/stories/", "/stories/the-lamp/", "/by/anna/", "/sitemap.xml")
FEEDS = ("/feed/", "/stories/the-lamp/feed/", "/by/anna/feed/")
LONG = f"{SECRET} words, and more of them. " * 200
FOLDED = [
    f"::: spoiler The end\n{SECRET}\n:::\n\nIn the open.",
    f"::: warning Blood\n{SECRET}\n:::\n\nIn the open.",
    f":::: warning Blood\n::: spoiler More\n{SECRET}\n:::\n{SECRET}\n::::\n\nIn the open.",
    f"<details><summary>More</summary>{SECRET}</details>\n\nIn the open.",
    f"::: spoiler The end\n{LONG}\n:::\n\nIn the open.",
    f"::: spoiler The end\n{LONG}\n:::",
]


@pytest.mark.extended
@try_each("body", FOLDED)
def test_folded_text_of_a_chapter(
    body: str, guest_client: Client, author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(body)
    for url in (*LISTS, *FEEDS):
        assert SECRET not in get_page(guest_client, url), url
    for client in (guest_client, author_client):
        page = get_page(client, chapter.get_absolute_url())
        descriptions = re.findall(
            r'<meta (?:name|property)="[^"]*description" content="[^"]*"', page
        )
        assert descriptions and not any(SECRET in text for text in descriptions)


def test_folded_text_of_a_summary(guest_client: Client, make_chapter: MakeChapter) -> None:
    story = make_chapter().story
    story.summary = FOLDED[0]
    story.save()
    for url in FEEDS:
        assert SECRET not in get_page(guest_client, url)
    for url in LISTS:
        page = re.sub(r"<details.*?</details>", "", get_page(guest_client, url), flags=re.DOTALL)
        assert SECRET not in page, url

"""Directives for crawlers: AI training, search engines and private paths."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import get_page

PAGES = ["/stories/the-lamp/", "/read/the-lamp/one/"]


@pytest.mark.parametrize("page", PAGES)
def test_ai_training_is_disallowed_unless_the_author_allows_it(
    page: str, lamp: Story, guest_client: Client
) -> None:
    response = guest_client.get(page)
    assert response.headers["X-Robots-Tag"] == "noai, noimageai"
    assert response.headers["TDM-Reservation"] == "1"
    assert '<meta name="robots" content="noai, noimageai">' in response.content.decode()
    Story.objects.update(opts_out_of_ai_training=False)
    response = guest_client.get(page)
    assert "X-Robots-Tag" not in response.headers
    assert response.headers["TDM-Reservation"] == "0"
    assert 'name="robots"' not in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_unlisted_story_has_noindex(page: str, lamp: Story, guest_client: Client) -> None:
    Story.objects.update(visibility="unlisted")
    response = guest_client.get(page)
    assert response.headers["X-Robots-Tag"] == "noai, noimageai, noindex"
    assert 'content="noai, noimageai, noindex"' in response.content.decode()
    Story.objects.update(opts_out_of_ai_training=False)
    assert guest_client.get(page).headers["X-Robots-Tag"] == "noindex"


def test_robots_txt_disallows_private_paths(guest_client: Client, db: None) -> None:
    response = guest_client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    sitemap, all_crawlers, ai_crawlers = response.content.decode().split("\n\n")
    assert sitemap == "Sitemap: http://testserver/sitemap.xml"
    assert all_crawlers.startswith("User-agent: *\n")
    assert "Disallow: /desk/" in all_crawlers and "Disallow: /accounts/" in all_crawlers
    assert "User-agent: GPTBot" in ai_crawlers and ai_crawlers.endswith("\nDisallow: /\n")


def test_robots_txt_allows_ai_crawlers_stories_whose_author_allows_it(
    lamp: Story, guest_client: Client
) -> None:
    assert "the-lamp" not in get_page(guest_client, "/robots.txt")
    Story.objects.update(opts_out_of_ai_training=False)
    allowed = "Allow: /stories/the-lamp/\nAllow: /read/the-lamp/\n"
    assert allowed in get_page(guest_client, "/robots.txt")
    lamp.opts_out_of_ai_training = False
    lamp.save_with_slug("龙与剑")
    assert "Allow: /stories/%E9%BE%99%E4%B8%8E%E5%89%91/\n" in get_page(guest_client, "/robots.txt")


@pytest.mark.parametrize("visibility", ["draft", "members", "unlisted"])
def test_robots_txt_has_no_story_that_is_not_listed_for_guests(
    visibility: str, lamp: Story, guest_client: Client, author_client: Client
) -> None:
    Story.objects.update(opts_out_of_ai_training=False, visibility=visibility)
    for client in (guest_client, author_client):
        assert "the-lamp" not in get_page(client, "/robots.txt")


def test_robots_txt_has_a_story_from_its_first_release(
    make_story: MakeStory, make_chapter: MakeChapter, guest_client: Client
) -> None:
    story = make_story("Soon", opts_out_of_ai_training=False)
    make_chapter(story=story, release_in=timedelta(hours=1))
    assert "soon" not in get_page(guest_client, "/robots.txt")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert "Allow: /stories/soon/" in get_page(guest_client, "/robots.txt")

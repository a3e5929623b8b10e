"""What crawlers are told: of machine learning, of search, of what is nobody's business."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import text

PAGES = ["/stories/the-lamp/", "/read/the-lamp/one/"]


@pytest.mark.parametrize("page", PAGES)
def test_learning_is_refused_unless_the_author_allows_it(
    page: str, one: Story, guest_client: Client
) -> None:
    answer = guest_client.get(page)
    assert answer.headers["X-Robots-Tag"] == "noai, noimageai"
    assert answer.headers["TDM-Reservation"] == "1"
    assert '<meta name="robots" content="noai, noimageai">' in answer.content.decode()
    Story.objects.update(opts_out_of_ai_training=False)
    answer = guest_client.get(page)
    assert "X-Robots-Tag" not in answer.headers
    assert answer.headers["TDM-Reservation"] == "0"
    assert 'name="robots"' not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_an_unlisted_story_stays_out_of_search_engines(
    page: str, one: Story, guest_client: Client
) -> None:
    Story.objects.update(visibility="unlisted")
    answer = guest_client.get(page)
    assert answer.headers["X-Robots-Tag"] == "noai, noimageai, noindex"
    assert 'content="noai, noimageai, noindex"' in answer.content.decode()
    Story.objects.update(opts_out_of_ai_training=False)
    assert guest_client.get(page).headers["X-Robots-Tag"] == "noindex"


def test_robots_are_kept_from_what_is_private(guest_client: Client, db: None) -> None:
    answer = guest_client.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    sitemap, everybody, learning = answer.content.decode().split("\n\n")
    assert sitemap == "Sitemap: http://testserver/sitemap.xml"
    assert everybody.startswith("User-agent: *\n")
    assert "Disallow: /desk/" in everybody and "Disallow: /accounts/" in everybody
    assert "User-agent: GPTBot" in learning and learning.endswith("\nDisallow: /\n")


def test_robots_for_learning_may_read_what_its_author_allows(
    one: Story, guest_client: Client
) -> None:
    assert "the-lamp" not in text(guest_client, "/robots.txt")
    Story.objects.update(opts_out_of_ai_training=False)
    allowed = "Allow: /stories/the-lamp/\nAllow: /read/the-lamp/\n"
    assert allowed in text(guest_client, "/robots.txt")
    one.opts_out_of_ai_training = False
    one.save_with_slug("龙与剑")
    assert "Allow: /stories/%E9%BE%99%E4%B8%8E%E5%89%91/\n" in text(guest_client, "/robots.txt")


@pytest.mark.parametrize("visibility", ["draft", "members", "unlisted"])
def test_robots_are_told_of_no_story_that_guests_do_not_find(
    visibility: str, one: Story, guest_client: Client, author_client: Client
) -> None:
    Story.objects.update(opts_out_of_ai_training=False, visibility=visibility)
    for client in (guest_client, author_client):
        assert "the-lamp" not in text(client, "/robots.txt")


def test_robots_are_told_of_a_story_when_its_first_chapter_comes_out(
    make_story: MakeStory, make_chapter: MakeChapter, guest_client: Client
) -> None:
    story = make_story("Soon", opts_out_of_ai_training=False)
    make_chapter(story=story, release_in=timedelta(hours=1))
    assert "soon" not in text(guest_client, "/robots.txt")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert "Allow: /stories/soon/" in text(guest_client, "/robots.txt")

"""The reading pages for guests, members and authors."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import PenName, User
from serial.chapters.saving import set_slug
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import get_page
from tests.rolling_back import try_each

FRIDAY = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


def test_chapter_appears_on_all_pages_at_its_release(
    make_chapter: MakeChapter, guest_client: Client
) -> None:
    with time_machine.travel(FRIDAY - timedelta(hours=1), tick=False) as clock:
        make_chapter("one two three", release_in=timedelta(hours=1), title="Late")
        clock.move_to(FRIDAY - timedelta(seconds=1))
        assert guest_client.get("/read/the-lamp/late/").status_code == 404
        assert "The Lamp" not in get_page(guest_client, "/")
        assert "Late" not in get_page(guest_client, "/stories/the-lamp/")
        clock.move_to(FRIDAY)
        assert guest_client.get("/read/the-lamp/late/").status_code == 200
        assert "one two three" in get_page(guest_client, "/")
        for page in ("/stories/", "/by/anna/"):
            assert "The Lamp" in get_page(guest_client, page)
            assert "3 words" in get_page(guest_client, page)
        assert "Late" in get_page(guest_client, "/stories/the-lamp/")


def test_former_slugs_redirect_permanently(lamp: Story, guest_client: Client, author: User) -> None:
    lamp.save_with_slug("the-lantern")
    set_slug(lamp.chapters.get(), "first")
    pen_name = author.pen_names.get()
    pen_name.slug = "anna-k"
    pen_name.save_with_slug()
    for former_url, current_url in (
        ("/stories/the-lamp/", "/stories/the-lantern/"),
        ("/read/the-lamp/one/", "/read/the-lantern/first/"),
        ("/read/the-lantern/one/", "/read/the-lantern/first/"),
        ("/read/the-lamp/first/", "/read/the-lantern/first/"),
        ("/by/anna/", "/by/anna-k/"),
    ):
        response = guest_client.get(former_url)
        assert (response.status_code, response.headers["Location"]) == (301, current_url)


def test_former_slug_of_a_hidden_story_is_not_found(
    lamp: Story, guest_client: Client, author_client: Client
) -> None:
    lamp.save_with_slug("secret-title")
    Story.objects.update(visibility="draft")
    for url in ("/stories/the-lamp/", "/read/the-lamp/one/"):
        assert guest_client.get(url).status_code == 404
        assert author_client.get(url).status_code == 301


def test_query_counts_do_not_grow_with_the_rows(
    make_story: MakeStory, make_chapter: MakeChapter, story: Story, guest_client: Client
) -> None:
    def query_counts() -> list[int]:
        counts = []
        for page in ("/", "/stories/", "/stories/the-lamp/", "/by/anna/"):
            with CaptureQueriesContext(connection) as captured:
                guest_client.get(page)
            counts.append(len(captured))
        return counts

    make_chapter()
    make_chapter(story=make_story("Another"))
    before = query_counts()
    for number in range(4):
        make_chapter(part=story.parts.create(title=f"Part {number}", position=number))
        make_chapter(story=make_story(f"Story {number}"))
    assert query_counts() == before


def test_previous_and_next_skip_chapters_the_user_cannot_see(
    make_chapter: MakeChapter, guest_client: Client, author_client: Client
) -> None:
    for title, hours in (("a", -3), ("b", 5), ("c", -1)):
        make_chapter(title=title, release_in=timedelta(hours=hours))
    page = get_page(guest_client, "/read/the-lamp/a/")
    assert '<link rel="next" href="/read/the-lamp/c/">' in page
    assert 'rel="prev"' not in page
    assert '<link rel="next" href="/read/the-lamp/b/">' in get_page(
        author_client, "/read/the-lamp/a/"
    )


def test_opening_names_the_story_and_the_number(
    lamp: Story, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter(title="A")
    page = get_page(guest_client, "/read/the-lamp/a/")
    opening = page.partition('<header class="opening">')[2].partition("</header>")[0]
    assert 'href="/stories/the-lamp/" dir="auto">The Lamp</a>' in opening
    assert '<p class="opening__number">Chapter 2</p>' in opening


def test_author_sees_a_notice_on_unreleased_chapters(
    make_chapter: MakeChapter, author_client: Client
) -> None:
    make_chapter(title="a", release_in=None)
    make_chapter(title="b", release_in=timedelta(days=1))
    assert "Draft. Only" in get_page(author_client, "/read/the-lamp/a/")
    assert "Until then, only" in get_page(author_client, "/read/the-lamp/b/")


@try_each("title", ["龙与剑", "مرحبا", "x" * 300, "🦊 & <b>co</b>", 'it\'s "it"'])
def test_titles_can_be_in_any_script(
    make_story: MakeStory, make_chapter: MakeChapter, guest_client: Client, title: str
) -> None:
    chapter = make_chapter("", story=make_story(title), title=title)
    for thing in (chapter.story, chapter):
        assert guest_client.get(quote(thing.get_absolute_url(), safe="/%")).status_code == 200


@try_each("page", ["abc", "0", "-1", "9999", "%00"])
def test_invalid_page_number_shows_a_page(lamp: Story, guest_client: Client, page: str) -> None:
    assert "The Lamp" in get_page(guest_client, f"/stories/?page={page}")


@try_each("url", ["/stories/a%00b/", "/read/%00/x/", "/by/%F0%9F/", "/by/a%ff/"])
def test_invalid_slug_is_not_found(guest_client: Client, db: None, url: str) -> None:
    assert guest_client.get(url).status_code == 404


def test_author_page_does_not_show_the_account(
    lamp: Story, guest_client: Client, author: User
) -> None:
    pen_name = PenName.objects.get()
    pen_name.name, pen_name.biography = "K. Lamp", "Lives in *Turku*."
    pen_name.save_with_slug()
    page = get_page(guest_client, "/by/anna/")
    assert "Lives in <em>Turku</em>." in page and author.email not in page

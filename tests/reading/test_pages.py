"""What readers see, each page for each of them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import PenName, User
from serial.chapters.saving import set_slug
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import text

FRIDAY = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


def test_a_chapter_appears_everywhere_at_its_moment(
    make_chapter: MakeChapter, guest_client: Client
) -> None:
    with time_machine.travel(FRIDAY - timedelta(hours=1), tick=False) as clock:
        make_chapter("one two three", release_in=timedelta(hours=1), title="Late")
        clock.move_to(FRIDAY - timedelta(seconds=1))
        assert guest_client.get("/read/the-lamp/late/").status_code == 404
        assert "The Lamp" not in text(guest_client, "/")
        assert "Late" not in text(guest_client, "/stories/the-lamp/")
        clock.move_to(FRIDAY)
        assert guest_client.get("/read/the-lamp/late/").status_code == 200
        for page in ("/", "/stories/", "/by/anna/"):
            assert "The Lamp" in text(guest_client, page)
            assert "3 words" in text(guest_client, page)
        assert "Late" in text(guest_client, "/stories/the-lamp/")


def test_former_addresses_lead_on_for_good(one: Story, guest_client: Client, author: User) -> None:
    one.save_with_slug("the-lantern")
    set_slug(one.chapters.get(), "first")
    pen_name = author.pen_names.get()
    pen_name.slug = "anna-k"
    pen_name.save_with_slug()
    for former, now in (
        ("/stories/the-lamp/", "/stories/the-lantern/"),
        ("/read/the-lamp/one/", "/read/the-lantern/first/"),
        ("/read/the-lantern/one/", "/read/the-lantern/first/"),
        ("/read/the-lamp/first/", "/read/the-lantern/first/"),
        ("/by/anna/", "/by/anna-k/"),
    ):
        answer = guest_client.get(former)
        assert (answer.status_code, answer.headers["Location"]) == (301, now)


def test_a_former_address_tells_nothing_of_what_is_hidden(
    one: Story, guest_client: Client, author_client: Client
) -> None:
    one.save_with_slug("secret-title")
    Story.objects.update(visibility="draft")
    for address in ("/stories/the-lamp/", "/read/the-lamp/one/"):
        assert guest_client.get(address).status_code == 404
        assert author_client.get(address).status_code == 301


def test_lists_cost_the_same_with_more_rows(
    make_story: MakeStory, make_chapter: MakeChapter, story: Story, guest_client: Client
) -> None:
    def costs() -> list[int]:
        counts = []
        for page in ("/", "/stories/", "/stories/the-lamp/", "/by/anna/"):
            with CaptureQueriesContext(connection) as captured:
                guest_client.get(page)
            counts.append(len(captured))
        return counts

    make_chapter()
    make_chapter(story=make_story("Another"))
    few = costs()
    for number in range(15):
        make_chapter(part=story.parts.create(title=f"Part {number}", position=number))
        make_chapter(story=make_story(f"Story {number}"))
    assert costs() == few


def test_previous_and_next_pass_over_what_is_not_there_for_the_visitor(
    make_chapter: MakeChapter, guest_client: Client, author_client: Client
) -> None:
    for title, hours in (("a", -3), ("b", 5), ("c", -1)):
        make_chapter(title=title, release_in=timedelta(hours=hours))
    page = text(guest_client, "/read/the-lamp/a/")
    assert '<link rel="next" href="/read/the-lamp/c/">' in page
    assert 'rel="prev"' not in page
    assert '<link rel="next" href="/read/the-lamp/b/">' in text(author_client, "/read/the-lamp/a/")


def test_the_author_is_told_what_readers_do_not_see_yet(
    make_chapter: MakeChapter, author_client: Client
) -> None:
    make_chapter(title="a", release_in=None)
    make_chapter(title="b", release_in=timedelta(days=1))
    assert "Draft. Only" in text(author_client, "/read/the-lamp/a/")
    assert "Until then, only" in text(author_client, "/read/the-lamp/b/")


@pytest.mark.parametrize("title", ["龙与剑", "مرحبا", "x" * 300, "🦊 & <b>co</b>", 'it\'s "it"'])
def test_titles_in_any_script(
    make_story: MakeStory, make_chapter: MakeChapter, guest_client: Client, title: str
) -> None:
    chapter = make_chapter("", story=make_story(title), title=title)
    for thing in (chapter.story, chapter):
        assert guest_client.get(quote(thing.get_absolute_url(), safe="/%")).status_code == 200


@pytest.mark.parametrize("page", ["abc", "0", "-1", "9999", "%00"])
def test_a_page_number_that_is_none(one: Story, guest_client: Client, page: str) -> None:
    assert "The Lamp" in text(guest_client, f"/stories/?page={page}")


@pytest.mark.parametrize("address", ["/stories/a%00b/", "/read/%00/x/", "/by/%F0%9F/", "/by/a%ff/"])
def test_an_address_that_cannot_be(guest_client: Client, db: None, address: str) -> None:
    assert guest_client.get(address).status_code == 404


def test_an_author_page_says_who_and_nothing_of_the_account(
    one: Story, guest_client: Client, author: User
) -> None:
    pen_name = PenName.objects.get()
    pen_name.name, pen_name.biography = "K. Lamp", "Lives in *Turku*."
    pen_name.save_with_slug()
    page = text(guest_client, "/by/anna/")
    assert "Lives in <em>Turku</em>." in page and author.email not in page

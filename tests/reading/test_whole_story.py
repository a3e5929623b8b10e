"""A story on one page: all that is released, in order, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from serial.reading import whole_story_page
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.reading.conftest import text

ADDRESS = "/read/the-lamp/"


def test_all_that_is_released_in_order(guest_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("First words.", title="One", note_before="Hello")
    make_chapter("Second words.", title="Two")
    page = text(guest_client, ADDRESS)
    assert 0 < page.index("Hello") < page.index("First words.") < page.index("Second words.")
    assert 'rel="canonical" href="http://testserver/read/the-lamp/"' in page


@pytest.mark.parametrize("who", ["guest_client", "author_client"])
def test_nothing_that_is_not(
    who: str, request: pytest.FixtureRequest, make_chapter: MakeChapter
) -> None:
    make_chapter("Told.", title="One")
    make_chapter("Draft words.", title="Two", release_in=None)
    make_chapter("Words to come.", title="Three", release_in=timedelta(hours=1))
    page = text(request.getfixturevalue(who), ADDRESS)
    assert "Told." in page and "Draft words." not in page and "to come" not in page


def test_a_draft_story_is_not_there(guest_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("Told.")
    Story.objects.update(visibility="draft")
    assert guest_client.get(ADDRESS).status_code == 404


def test_a_story_without_chapters_says_so(guest_client: Client, story: Story) -> None:
    assert "No chapters have been released yet." in text(guest_client, ADDRESS)


def test_a_former_address_leads_here(guest_client: Client, story: Story) -> None:
    story.save_with_slug("the-lantern")
    answer = guest_client.get(ADDRESS)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/read/the-lantern/")


def test_a_mature_one_asks_first(guest_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("Told.")
    Story.objects.update(rating="explicit")
    assert "Told." not in text(guest_client, ADDRESS)
    assert "Told." in text(guest_client, f"{ADDRESS}?mature=yes")


def test_a_very_long_one_goes_over_pages(
    guest_client: Client, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_story_page, "WORDS_PER_PAGE", 4)
    for name in ("one", "two", "three"):
        make_chapter(f"These are {name}.", title=name)
    first, second = text(guest_client, ADDRESS), text(guest_client, f"{ADDRESS}?page=2")
    assert "are one." in first and "are two." in first and "are three." not in first
    assert "are three." in second and "are two." not in second
    assert "?page=2" in first and "?page=1" in second
    assert "are three." in text(guest_client, f"{ADDRESS}?page=99")


def test_more_chapters_cost_no_more_queries(
    guest_client: Client,
    make_chapter: MakeChapter,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (1, 5):
        for _ in range(count):
            make_chapter("Words.")
        with django_assert_num_queries(4):
            guest_client.get(reverse("whole_story", args=["the-lamp"]))

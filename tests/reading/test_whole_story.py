"""The whole story on one page: all released chapters, in order."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from serial.reading import whole_story_page
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page

URL = "/read/the-lamp/"


def test_released_chapters_are_shown_in_order(
    guest_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter("First words.", title="One", note_before="Hello")
    make_chapter("Second words.", title="Two")
    page = get_page(guest_client, URL)
    assert 0 < page.index("Hello") < page.index("First words.") < page.index("Second words.")
    assert 'rel="canonical" href="http://testserver/read/the-lamp/"' in page


@pytest.mark.parametrize("client_fixture", ["guest_client", "author_client"])
def test_unreleased_chapters_are_not_shown(
    client_fixture: str, request: pytest.FixtureRequest, make_chapter: MakeChapter
) -> None:
    make_chapter("Told.", title="One")
    make_chapter("Draft words.", title="Two", release_in=None)
    make_chapter("Words to come.", title="Three", release_in=timedelta(hours=1))
    page = get_page(request.getfixturevalue(client_fixture), URL)
    assert "Told." in page and "Draft words." not in page and "to come" not in page


def test_draft_story_is_not_found(guest_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("Told.")
    Story.objects.update(visibility="draft")
    assert guest_client.get(URL).status_code == 404


def test_story_without_chapters_shows_a_message(guest_client: Client, story: Story) -> None:
    assert "No chapters have been released yet." in get_page(guest_client, URL)


def test_former_slug_redirects(guest_client: Client, story: Story) -> None:
    story.save_with_slug("the-lantern")
    response = guest_client.get(URL)
    assert (response.status_code, response.headers["Location"]) == (301, "/read/the-lantern/")


def test_adult_story_shows_the_age_gate(guest_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("Told.")
    Story.objects.update(rating="explicit")
    assert "Told." not in get_page(guest_client, URL)
    assert "Told." in get_page(guest_client, f"{URL}?mature=yes")


def test_long_story_is_split_into_pages(
    guest_client: Client, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_story_page, "WORDS_PER_PAGE", 4)
    for name in ("one", "two", "three"):
        make_chapter(f"These are {name}.", title=name)
    first, second = get_page(guest_client, URL), get_page(guest_client, f"{URL}?page=2")
    assert "are one." in first and "are two." in first and "are three." not in first
    assert "are three." in second and "are two." not in second
    assert "?page=2" in first and "?page=1" in second
    assert "are three." in get_page(guest_client, f"{URL}?page=99")


def test_longer_story_is_shown_part_by_part_unless_all_of_it_is_asked_for(
    guest_client: Client, story: Story, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_story_page, "WORDS_AT_ONCE", 6)
    for number, name in enumerate(("Flood", "Ebb"), 1):
        part = Part.objects.create(story=story, title=name, position=number)
        for word in ("one", "two"):
            make_chapter(f"Words of {name} {word}.", title=f"{name} {word}", part=part)
    first, second = get_page(guest_client, URL), get_page(guest_client, f"{URL}?page=2")
    assert "Words of Flood two." in first and "Words of Ebb" not in first
    assert "Words of Ebb one." in second and "Words of Flood" not in second
    for page in (first, second):
        assert "Ebb two" in page and "about 102" in page
    everything = get_page(guest_client, f"{URL}?all=yes")
    assert "Words of Flood one." in everything and "Words of Ebb two." in everything


def test_part_that_is_longer_than_a_page_is_split(
    guest_client: Client, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_story_page, "WORDS_AT_ONCE", 4)
    for name in ("one", "two", "three"):
        make_chapter(f"These are {name}.", title=name)
    assert "are three." not in get_page(guest_client, URL)
    assert "are three." in get_page(guest_client, f"{URL}?page=2")


def test_query_count_does_not_grow_with_the_chapters(
    guest_client: Client,
    make_chapter: MakeChapter,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (1, 5):
        for _ in range(count):
            make_chapter("Words.")
        with django_assert_num_queries(5):
            guest_client.get(reverse("whole_story", args=["the-lamp"]))

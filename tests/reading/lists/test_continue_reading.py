"""The entries of the stories that a reader has begun: their browser says at which chapters."""

from datetime import timedelta

import pytest
from django.test import Client

from serial.chapters.saving import set_slug
from serial.stories.choices import Visibility
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import get_page
from tests.shared_rows import shared_rows


@shared_rows
def ten_chapters(make_chapter: MakeChapter) -> Story:
    for number in range(1, 11):
        chapter = make_chapter(title=f"Number {number}")
    make_chapter(title="Later", release_in=timedelta(days=1))
    return chapter.story


def entries(*places: str, client: Client | None = None) -> str:
    query = "&".join(f"at={place}" for place in places)
    return get_page(client or Client(), f"/continue-reading/?{query}")


def test_entry_has_the_chapter_and_what_is_left(ten_chapters: Story) -> None:
    page = entries("the-lamp/number-4")
    assert "The Lamp" in page and "Number 4" in page and "6 chapters left" in page
    assert 'value="30"' in page and page.count('href="/read/the-lamp/number-4/"') == 2
    assert "Latest chapter" in entries("the-lamp/number-10")


def test_only_the_first_of_three_has_a_button(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    places = []
    for name in ("ash", "elm", "oak", "yew"):
        make_chapter(story=make_story(name), title="one")
        places.append(f"{name}/one")
    page = entries(*places, places[0])
    assert [name for name in ("ash", "elm", "oak", "yew") if f"/read/{name}/" in page] == [
        *("ash", "elm", "oak")
    ]
    assert page.count("button--primary") == 1


def test_former_slugs_are_found(ten_chapters: Story) -> None:
    ten_chapters.save_with_slug("the-lantern")
    set_slug(ten_chapters.chapters.get(title="Number 2"), "two")
    page = entries("the-lamp/number-2")
    assert 'data-at="the-lamp/number-2"' in page and 'href="/read/the-lantern/two/"' in page


@pytest.mark.both_databases
def test_unknown_place_has_no_entry(ten_chapters: Story) -> None:
    # PostgreSQL refuses the character NUL.
    places = ("", "/", "x", "the-lamp", "the-lamp/none", "a/b/c", "the-lamp/later", "a%00/b%00")
    for place in places:
        assert "continue__item" not in entries(place), place


def test_only_readers_of_a_story_see_its_entry(ten_chapters: Story, reader_client: Client) -> None:
    for visibility, for_guest, for_member in (
        (Visibility.UNLISTED, True, True),
        (Visibility.MEMBERS, False, True),
        (Visibility.DRAFT, False, False),
    ):
        Story.objects.update(visibility=visibility)
        shown = [
            "The Lamp" in entries("the-lamp/number-1", client=client)
            for client in (Client(), reader_client)
        ]
        assert shown == [for_guest, for_member], visibility

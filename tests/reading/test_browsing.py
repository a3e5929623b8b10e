"""Lists of stories: their order, their filters, their pages; by tag and by author too."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.reading import browsing
from serial.stories.choices import TagKind
from serial.stories.models import Story, Tag
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import text

LISTS = ["/stories/", "/by/anna/", "/tags/genre/horror/"]


@pytest.fixture(autouse=True)
def three(make_story: MakeStory, make_chapter: MakeChapter) -> None:
    """Apple is the newest and the longest, Cherry came out last."""
    for days, title in ((1, "Cherry"), (2, "Banana"), (3, "Apple")):
        story = make_story(title)
        set_tags(story, {TagKind.GENRE: ["Horror"]})
        make_chapter(
            "word " * days, story=story, title=f"Of {title}", release_in=timedelta(days=-days)
        )
    Story.objects.filter(title="Banana").update(status="complete", rating="teen")
    Story.objects.filter(title="Apple").update(rating="mature")


def titles(address: str, client: Client | None = None) -> list[str]:
    page = text(client or Client(), address)
    found = {name: page.find(f">{name}</span>") for name in ("Apple", "Banana", "Cherry")}
    return sorted((name for name, at in found.items() if at > 0), key=lambda name: found[name])


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "Cherry Banana Apple"),
        ("?sort=released", "Cherry Banana Apple"),
        ("?sort=newest", "Apple Banana Cherry"),
        ("?sort=title", "Apple Banana Cherry"),
        ("?sort=words", "Apple Banana Cherry"),
        ("?status=complete", "Banana"),
        ("?rating=teen&rating=mature&sort=title", "Apple Banana"),
        ("?rating=teen&status=ongoing", ""),
        ("?sort=nonsense&status=x&rating=y&page=z", "Cherry Banana Apple"),
    ],
)
def test_order_and_filters(address: str, asked: str, expected: str) -> None:
    assert " ".join(titles(address + asked)) == expected


def test_pages_carry_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "PER_PAGE", 2)
    first = text(Client(), "/stories/?sort=title")
    assert titles("/stories/?sort=title") == ["Apple", "Banana"]
    assert 'rel="next" href="?sort=title&amp;page=2"' in first and 'rel="prev"' not in first
    assert titles("/stories/?sort=title&page=2") == ["Cherry"]
    second = text(Client(), "/stories/?page=2")
    assert 'rel="canonical" href="http://testserver/stories/?page=2"' in second


def test_what_was_chosen_stays_chosen() -> None:
    page = text(Client(), "/stories/?sort=words&rating=teen")
    assert '<option value="words" selected>' in page
    assert page.count(" checked") == 1 and "<details open>" in page


@pytest.mark.parametrize("address", [*LISTS, "/"])
def test_each_story_names_its_newest_chapter(address: str, make_chapter: MakeChapter) -> None:
    apple = Story.objects.get(title="Apple")
    make_chapter(story=apple, title="Fresh", release_in=timedelta(minutes=-1))
    make_chapter(story=apple, title="Not yet", release_in=timedelta(hours=1))
    page = text(Client(), address)
    assert "/read/apple/fresh/" in page and "of-apple" not in page and "Not yet" not in page
    assert titles(address)[0] == "Apple"


@pytest.mark.parametrize("address", [*LISTS, "/"])
def test_only_what_this_visitor_finds(
    address: str, reader_client: Client, author_client: Client
) -> None:
    Story.objects.filter(title="Apple").update(visibility="members")
    Story.objects.filter(title="Banana").update(visibility="unlisted")
    assert titles(address) == ["Cherry"]
    assert titles(address, reader_client) == ["Cherry", "Apple"]
    assert titles(address, author_client) == ["Cherry", "Apple"]


@pytest.mark.parametrize("address", [*LISTS, "/"])
def test_more_stories_cost_no_more_queries(
    address: str,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (0, 5):
        for number in range(count):
            story = make_story(f"More {number}")
            set_tags(story, {TagKind.GENRE: ["Horror"]})
            make_chapter(story=story)
        with django_assert_max_num_queries(7):
            Client().get(address)


def test_a_synonym_leads_to_its_tag_for_good(author: User) -> None:
    horror = Tag.objects.get(slug="horror")
    Tag.objects.create(kind=TagKind.GENRE, name="Scary", slug="scary", synonym_of=horror)
    answer = Client().get("/tags/genre/scary/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/tags/genre/horror/")


@pytest.mark.parametrize("tag", ["genre/none", "fandom/horror", "x/horror"])
def test_a_tag_that_is_not_there(tag: str) -> None:
    assert Client().get(f"/tags/{tag}/").status_code == 404


def test_a_story_leads_to_its_tags() -> None:
    assert 'href="/tags/genre/horror/"' in text(Client(), "/stories/banana/")

"""Story lists (all, by author, by tag): sort order, filters and pages."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.reading.browse import story_list
from serial.stories.choices import TagKind
from serial.stories.models import Story, Tag
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import get_page
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.usefixtures("three_stories")
LISTS = ["/stories/", "/by/anna/", "/tags/genre/horror/"]


@shared_rows
def three_stories(make_story: MakeStory, make_chapter: MakeChapter) -> None:
    """Apple is the newest and longest story. Cherry has the latest release."""
    for days, title in ((1, "Cherry"), (2, "Banana"), (3, "Apple")):
        story = make_story(title)
        set_tags(story, {TagKind.GENRE: ["Horror"]})
        make_chapter(
            "word " * days, story=story, title=f"Of {title}", release_in=timedelta(days=-days)
        )
    Story.objects.filter(title="Banana").update(status="complete", rating="teen")
    Story.objects.filter(title="Apple").update(rating="mature")


def titles(url: str, client: Client | None = None) -> list[str]:
    page = get_page(client or Client(), url)
    offsets = {
        name: page.find(f'href="/{path}/{name.lower()}/')
        for name in ("Apple", "Banana", "Cherry")
        for path in ["read" if url == "/" else "stories"]
    }
    return sorted((name for name, at in offsets.items() if at > 0), key=lambda name: offsets[name])


QUERIES = {
    "": "Cherry Banana Apple",
    "?sort=released": "Cherry Banana Apple",
    "?sort=newest": "Apple Banana Cherry",
    "?sort=title": "Apple Banana Cherry",
    "?sort=words": "Apple Banana Cherry",
    "?status=complete": "Banana",
    "?rating=teen&rating=mature&sort=title": "Apple Banana",
    "?rating=teen&status=ongoing": "",
    "?sort=nonsense&status=x&rating=y&page=z": "Cherry Banana Apple",
}


def test_list_is_sorted_and_filtered() -> None:
    for url in LISTS:
        assert {query: " ".join(titles(url + query)) for query in QUERIES} == QUERIES, url


def test_page_links_keep_the_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_list, "PER_PAGE", 2)
    first = get_page(Client(), "/stories/?sort=title")
    assert titles("/stories/?sort=title") == ["Apple", "Banana"]
    assert 'rel="next" href="?sort=title&amp;page=2"' in first and 'rel="prev"' not in first
    assert titles("/stories/?sort=title&page=2") == ["Cherry"]
    second = get_page(Client(), "/stories/?page=2")
    assert 'rel="canonical" href="http://testserver/stories/?page=2"' in second


def test_form_shows_the_chosen_values() -> None:
    page = get_page(Client(), "/stories/?sort=words&rating=teen")
    assert '<option value="words" selected>' in page
    assert page.count(" checked") == 1


def test_entry_names_its_warnings_in_a_line_of_their_own_and_the_date_last() -> None:
    warnings = ["violence", "death"]
    Story.objects.filter(title="Banana").update(warnings=warnings)
    page = get_page(Client(), "/stories/")
    assert "</svg>Content warnings: Graphic violence, " in page
    assert page.count("Content warnings: ") == 1
    # A script replaces the date by a shorter age: nothing behind it may move.
    assert '<span>Teen</span><span class="story-row__updated">' in page
    assert "</time></span></p>" in page


def test_story_with_the_latest_release_is_first(make_chapter: MakeChapter) -> None:
    apple = Story.objects.get(title="Apple")
    make_chapter(story=apple, title="Fresh", release_in=timedelta(minutes=-1))
    make_chapter(story=apple, title="Not yet", release_in=timedelta(hours=1))
    for url in LISTS:
        assert titles(url)[0] == "Apple", url
        assert "2 chapters" in get_page(Client(), url), url


def test_list_has_only_stories_listed_for_the_user(
    reader_client: Client, author_client: Client
) -> None:
    Story.objects.filter(title="Apple").update(visibility="members")
    Story.objects.filter(title="Banana").update(visibility="unlisted")
    for url in (*LISTS, "/"):
        assert titles(url) == ["Cherry"], url
        assert titles(url, reader_client) == ["Cherry", "Apple"], url
        assert titles(url, author_client) == ["Cherry", "Apple"], url


def test_query_count_does_not_grow_with_the_stories(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (0, 5):
        for number in range(count):
            story = make_story(f"More {number}")
            set_tags(story, {TagKind.GENRE: ["Horror"]})
            make_chapter(story=story)
        for url in (*LISTS, "/"):
            with django_assert_max_num_queries(14 if url == "/" else 10):
                Client().get(url)


def test_synonym_redirects_permanently_to_its_tag(author: User) -> None:
    horror = Tag.objects.get(slug="horror")
    Tag.objects.create(kind=TagKind.GENRE, name="Scary", slug="scary", synonym_of=horror)
    response = Client().get("/tags/genre/scary/")
    assert (response.status_code, response.headers["Location"]) == (301, "/tags/genre/horror/")


def test_unknown_tag_is_not_found() -> None:
    for tag in ("genre/none", "fandom/horror", "x/horror"):
        assert Client().get(f"/tags/{tag}/").status_code == 404, tag


def test_story_page_links_to_its_tags() -> None:
    assert 'href="/tags/genre/horror/"' in get_page(Client(), "/stories/banana/")

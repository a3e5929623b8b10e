"""The filters of a list of stories: what they leave, what they offer, and how they are removed."""

import re
from html import unescape

import pytest
from django.test import Client

from accounts.models import User
from serial.reading.browse.story_list import MANY_STORIES
from serial.stories.choices import Rating, Role, Status, TagKind
from serial.stories.crediting import add_credit
from serial.stories.models import Credit, Story, Tag
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.reading.conftest import get_page
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.usefixtures("stories")
# Title, fields, genres and other tags.
STORIES = [
    ("Ash", {"words": 500, "status": Status.COMPLETE}, ["Horror"], ["Lamps"]),
    ("Elm", {"words": 50_000, "rating": Rating.TEEN, "warnings": ["death"]}, ["Drama"], []),
    ("Oak", {"words": 200_000, "language": "fi"}, ["Drama", "Horror"], ["Slow burn"]),
    ("Yew", {"words": 20_000, "warnings": ["undisclosed"]}, [], ["Lamps", "Slow burn", "X", "Y"]),
]


@shared_rows
def stories(make_story: MakeStory, make_chapter: MakeChapter) -> None:
    for title, fields, genres, tags in STORIES:
        story = make_story(title)
        make_chapter(story=story)
        set_tags(story, {TagKind.GENRE: genres, TagKind.FREEFORM: tags})
        Story.objects.filter(pk=story.pk).update(**fields)


def found(query: str) -> str:
    page = get_page(Client(), f"/stories/?sort=title&{query}")
    return " ".join(re.findall(r'itemprop="name">(\w{3})<', page))


@try_each(
    "query, titles",
    [
        ("", "Ash Elm Oak Yew"),
        ("genre=horror", "Ash Oak"),
        ("genre=horror&genre=drama", "Ash Elm Oak"),
        ("genre=none", "Ash Elm Oak Yew"),
        ("status=complete", "Ash"),
        ("status=complete&status=ongoing", "Ash Elm Oak Yew"),
        ("length=short", "Ash"),
        ("length=medium", "Elm Yew"),
        ("length=long", "Oak"),
        ("length=long&length=x", "Oak"),
        ("language=fi", "Oak"),
        ("without_warning=death", "Ash Oak Yew"),
        ("without_warning=death&without_warning=undisclosed", "Ash Oak"),
        ("without=lamps", "Elm Oak"),
        ("without=LAMPS,%20slow%20BURN", "Elm"),
        ("without=horror", "Elm Yew"),
        ("without=nobody+has+this", "Ash Elm Oak Yew"),
        ("genre=drama&rating=teen&length=medium&without=lamps", "Elm"),
    ],
)
def test_filters(query: str, titles: str) -> None:
    assert found(query) == titles


def test_synonyms_count_as_their_main_tag() -> None:
    Tag.objects.filter(slug="lamps").update(synonym_of=Tag.objects.get(slug="slow-burn"))
    scary = Tag.objects.create(kind=TagKind.GENRE, name="Scary", slug="scary")
    Tag.objects.filter(slug="horror").update(synonym_of=scary)
    assert found("without=slow+burn") == "Elm"
    assert found("genre=scary") == "Ash Oak"
    page = get_page(Client(), "/stories/")
    assert re.search(r'value="scary"[^/]*Scary <span class="count">2<', page)
    assert "Horror <span" not in page


def test_options_have_the_number_of_their_stories() -> None:
    page = get_page(Client(), "/stories/?status=complete")
    for label, number in (("Drama", 2), ("Ongoing", 3), ("Complete", 1), ("Teen", 1)):
        assert f'{label} <span class="count">{number}<' in page
    # No story has them.
    assert "Abandoned" not in page and "Explicit <" not in page


def test_each_active_filter_is_a_link_that_removes_it() -> None:
    page = get_page(
        Client(), "/stories/?genre=horror&genre=drama&length=long&without=a,b&sort=title&page=1"
    )
    chips = {
        label: unescape(query)
        for query, label in re.findall(r'class="chip" href="([^"]*)".*?auto">([^<]*)<', page)
    }
    assert chips == {
        "Horror": "?genre=drama&length=long&without=a%2C+b&sort=title",
        "Drama": "?genre=horror&length=long&without=a%2C+b&sort=title",
        "Over 100,000 words": "?genre=horror&genre=drama&without=a%2C+b&sort=title",
        "Without: a": "?genre=horror&genre=drama&length=long&without=b&sort=title",
        "Without: b": "?genre=horror&genre=drama&length=long&without=a&sort=title",
    }
    assert 'class="chip"' not in get_page(Client(), "/stories/?sort=title&page=1")


def test_no_result_says_which_filter_to_drop() -> None:
    page = get_page(Client(), "/stories/?genre=horror&length=medium")
    assert "No story matches these filters" in page
    # Two stories without the genre, two without the length: the first of them.
    assert "There are stories without the filter “Horror”" in page
    assert 'class="button button--primary" href="?length=medium"' in page
    page = get_page(Client(), "/stories/?genre=horror&length=long&rating=teen&status=ongoing")
    assert "without the filter “Teen”" in page


def test_no_result_without_any_one_filter() -> None:
    page = get_page(Client(), "/stories/?rating=teen&status=complete&language=fi&length=short")
    assert page.count("Clear all") == 2  # In the fold with the filters, and in the text.


def test_entry_shows_tags_and_warnings_but_no_defaults() -> None:
    page = get_page(Client(), "/stories/?length=medium&sort=title")
    elm, yew = page.split('<article class="story-row"')[1:]
    assert "Death of a major character" in elm and "Teen" in elm and "/tags/genre/drama/" in elm
    # The story's page has all tags, and that its author chose not to use warnings.
    assert yew.count("/tags/freeform/") == 3 and "Author chose not" not in yew
    assert "English" not in elm and "Not rated" not in yew
    assert "Suomi" in get_page(Client(), "/stories/?length=long")


def test_strange_values_are_no_error() -> None:
    for query in (
        "genre=%00&without=%00",
        "without=" + "a," * 500,
        "without=" + "x" * 5_000,
        "&".join(f"genre=g{number}" for number in range(300)),
        "language=xx&length=0&rating=&status=&sort=",
    ):
        assert Client().get(f"/stories/?{query}").status_code == 200, query


def test_several_filters_can_be_cleared_at_once() -> None:
    one, two = ("/stories/?genre=drama", "/stories/?genre=drama&rating=teen")
    assert "Clear all" not in get_page(Client(), one)
    assert "Clear all" in get_page(Client(), two) and "Show 1 story" in get_page(Client(), two)


def test_entries_on_an_authors_page_name_only_the_others(author: User, other_author: User) -> None:
    ash, elm = Story.objects.get(title="Ash"), Story.objects.get(title="Elm")
    for story, role in ((ash, Role.CO_AUTHOR), (elm, Role.AUTHOR)):
        add_credit(story, pen_name_of(other_author), role, by=other_author)
    Credit.objects.filter(story=elm, pen_name__user=author).update(role=Role.EDITOR)
    page = get_page(Client(), "/by/anna/?sort=title")
    by = [" ".join(text.split()) for text in re.findall(r'class="credit">(.*?)</p>', page, re.S)]
    assert [re.sub("<[^>]+>", "", text) for text in by] == [
        f"with {pen_name_of(other_author).name} (co-author)",
        f"by anna (editor), {pen_name_of(other_author).name}",
    ]
    assert "<span>4 stories</span><span>4 chapters</span>" in page


def test_author_with_few_stories_has_no_filters(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    assert 'class="filters"' not in get_page(Client(), "/by/anna/")
    # Its URL still filters, and the filter can be removed.
    page = get_page(Client(), "/by/anna/?status=complete")
    assert "Ash" in page and "Elm" not in page and 'class="chip"' in page
    for number in range(MANY_STORIES - len(STORIES)):
        make_chapter(story=make_story(f"More {number}"))
    assert 'class="filters"' in get_page(Client(), "/by/anna/")


def test_empty_lists_say_what_will_be_here() -> None:
    Story.objects.update(visibility="draft")
    for url, action in (
        ("/stories/", 'button--primary" href="/about/"'),
        ("/by/anna/", 'button--primary" href="/stories/"'),
        ("/tags/genre/horror/", 'button--primary" href="/stories/"'),
    ):
        page = get_page(Client(), url)
        assert "No stories" in page and action in page

"""The home page: new chapters, the featured story, what is coming, complete stories, shelves."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.reading.home.rows import SHELF_SIZE
from serial.stories.choices import Rating, Status, TagKind, Visibility
from serial.stories.models import FeaturedStory, Story, Tag
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import get_page
from tests.rolling_back import try_each

FRIDAY = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def section(page: str, name: str) -> str:
    """Returns the HTML of the section with this id in its heading, or nothing."""
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


@pytest.fixture
def complete(make_story: MakeStory, make_chapter: MakeChapter) -> Story:
    story = make_story("The Mill", status=Status.COMPLETE, summary="It *grinds*.")
    make_chapter(story=story)
    return story


def test_empty_site_says_what_will_be_here(
    db: None, reader_client: Client, author_client: Client
) -> None:
    for client, link in (
        (Client(), "/about/"),
        (author_client, "/desk/stories/story/add/"),
    ):
        page = get_page(client, "/")
        assert "No stories yet" in page and f'class="button button--primary" href="{link}"' in page
        assert page.count("button--primary") == 1
    assert "No stories yet" in get_page(reader_client, "/")


def test_new_chapters_are_grouped_by_day_with_their_first_sentences(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        for title, hours in (("Elm", 1), ("Oak", 2), ("Yew", 30)):
            make_chapter(
                f"The {title} fell.\n\nNobody saw it.",
                story=make_story(title),
                title=f"Of the {title}",
                release_in=timedelta(hours=-hours),
            )
        new = section(get_page(Client(), "/"), "new")
    texts = ["Friday, 27\xa0November", "Elm", "11:00", "Oak", "Thursday, 26\xa0November", "Yew"]
    assert [text for text in texts if f">{text}<" in new] == texts
    assert sorted(texts, key=new.index) == texts
    assert 'href="/read/oak/of-the-oak/"' in new
    assert "The Oak fell." in new and "Nobody saw it." not in new


def test_story_is_listed_once_with_its_latest_chapter(make_chapter: MakeChapter) -> None:
    make_chapter(title="First", release_in=timedelta(minutes=-2))
    make_chapter(title="Second", release_in=timedelta(minutes=-1))
    make_chapter(title="Third", release_in=timedelta(minutes=1))
    new = section(get_page(Client(), "/"), "new")
    assert "Second" in new and "First" not in new and "Third" not in new


@pytest.mark.parametrize("rating", [Rating.MATURE, Rating.EXPLICIT])
def test_first_sentences_of_adult_stories_are_not_shown(
    make_story: MakeStory, make_chapter: MakeChapter, rating: str
) -> None:
    make_chapter("A bed.", story=make_story("Night", rating=rating))
    page = get_page(Client(), "/")
    assert "Night" in page and "A bed." not in page


def test_first_sentences_after_a_content_note_are_not_shown(make_chapter: MakeChapter) -> None:
    make_chapter("The dog died.", content_note="A dog dies")
    page = get_page(Client(), "/")
    assert "The Lamp" in page and "The dog died." not in page


def test_masthead_counts_the_chapters_of_today(
    make_story: MakeStory, make_chapter: MakeChapter, reader_client: Client
) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        for hours in (-1, -11, -13, 1):
            make_chapter(release_in=timedelta(hours=hours))
        hidden = make_story("Hidden", visibility=Visibility.UNLISTED)
        make_chapter(story=hidden, release_in=timedelta(hours=-1))
        members = make_story("Members", visibility=Visibility.MEMBERS)
        make_chapter(story=members, release_in=timedelta(hours=-1))
        assert "2 new chapters today" in get_page(Client(), "/")
        assert "3 new chapters today" in get_page(reader_client, "/")


def test_latest_complete_story_is_featured(complete: Story, make_chapter: MakeChapter) -> None:
    make_chapter()
    set_tags(complete, {TagKind.GENRE: ["Gothic", "Horror"]})
    featured = section(get_page(Client(), "/"), "featured")
    assert "The Mill" in featured and featured.count(">It grinds.</p>") == 2
    complete.summary = "It *grinds*. " + "It grinds the corn of the whole valley. " * 6
    complete.save_with_slug()
    narrow = section(get_page(Client(), "/"), "featured").partition("narrow-only")[2]
    assert ">It grinds. " in narrow and narrow.partition("</p>")[0].endswith(" whole valley.")
    assert ">Gothic</span><span>Complete</span><span>1 chapter<" in featured
    # It is not repeated on the shelf below.
    assert section(get_page(Client(), "/"), "completed") == ""


def test_chosen_story_is_featured_from_its_first_to_its_last_day(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    day = FRIDAY.date()
    with time_machine.travel(FRIDAY - timedelta(days=9), tick=False):
        make_chapter(story=make_story("The Mill", status=Status.COMPLETE))
        lamp = make_chapter().story
        FeaturedStory.objects.create(story=lamp, first_day=day, last_day=day + timedelta(days=1))
    for days, title in ((-1, "The Mill"), (0, "The Lamp"), (1, "The Lamp"), (2, "The Mill")):
        with time_machine.travel(FRIDAY + timedelta(days=days), tick=False):
            assert title in section(get_page(Client(), "/"), "featured")


def test_story_without_the_chapter_that_its_totals_count_is_left_out(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    """As between two queries, if its only chapter becomes a draft at that moment."""
    make_chapter(story=make_story("The Mill"), release_in=timedelta(days=1))
    Story.objects.update(last_release_at=FRIDAY - timedelta(days=900))
    make_chapter()
    new = section(get_page(Client(), "/"), "new")
    assert "The Lamp" in new and "The Mill" not in new


def test_latest_choice_wins(complete: Story, make_chapter: MakeChapter) -> None:
    today = date.today()
    FeaturedStory.objects.create(story=make_chapter().story, first_day=today)
    FeaturedStory.objects.create(story=complete, first_day=today - timedelta(days=3))
    assert "The Lamp" in section(get_page(Client(), "/"), "featured")


@try_each(
    "change",
    [
        {"visibility": Visibility.UNLISTED},
        {"visibility": Visibility.DRAFT},
        {"visibility": Visibility.MEMBERS},
        {"rating": Rating.MATURE},
        {"rating": Rating.EXPLICIT},
        {"deleted_at": FRIDAY},
    ],
)
def test_guests_are_not_recommended_what_is_not_for_everyone(
    complete: Story, make_chapter: MakeChapter, change: dict[str, object]
) -> None:
    make_chapter()
    for is_chosen in (False, True):
        if is_chosen:
            FeaturedStory.objects.create(story=complete)
        Story.objects.filter(pk=complete.pk).update(**change)
        featured = section(get_page(Client(), "/"), "featured")
        assert "The Mill" not in featured and "The Lamp" in featured


def test_without_a_complete_story_the_one_with_the_latest_chapter_is_featured(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    stories = [
        make_story("Old"),
        make_story("New"),
        make_story("Adult", rating=Rating.MATURE),
        make_story("Unlisted", visibility=Visibility.UNLISTED),
    ]
    for hours, story in enumerate(stories, start=-9):
        make_chapter(story=story, release_in=timedelta(hours=hours))
    make_story("Empty")
    featured = section(get_page(Client(), "/"), "featured")
    assert "New" in featured and "Old" not in featured
    Story.objects.filter(title="Old").update(status=Status.COMPLETE)
    assert "Old" in section(get_page(Client(), "/"), "featured")


def test_last_day_is_not_before_the_first(complete: Story) -> None:
    choice = FeaturedStory(story=complete, first_day=date(2026, 2, 2), last_day=date(2026, 2, 1))
    with pytest.raises(ValidationError, match="before the first day"):
        choice.full_clean()


def test_next_releases_are_listed_unless_the_author_hides_them(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        for title, days in (("Late", 9), ("Soon", 2)):
            story = make_story(title)
            make_chapter(story=story)
            make_chapter(story=story, title="A secret", release_in=timedelta(days=days))
        coming = section(get_page(Client(), "/"), "coming")
        assert coming.index("Soon") < coming.index("Late")
        assert "Sun 29\xa0Nov" in coming and "Chapter 2" in coming and "A secret" not in coming
        Story.objects.filter(title="Soon").update(shows_next_release=False)
        coming = section(get_page(Client(), "/"), "coming")
        assert "Soon" not in coming and "Late" in coming


def test_genre_has_a_shelf_from_six_stories_on(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    scary = Tag.objects.get_or_create_by_name(TagKind.GENRE, "Scary")
    for number in range(SHELF_SIZE):
        assert "All in Horror" not in get_page(Client(), "/")
        story = make_story(f"Number {number}")
        set_tags(
            story, {TagKind.GENRE: ["Horror" if number else "Scary", "Rare"][: 1 + number % 2]}
        )
        make_chapter(story=story)
    assert "All in Horror" not in get_page(Client(), "/")
    scary.synonym_of = Tag.objects.get(slug="horror")
    scary.save()
    shelf = section(get_page(Client(), "/"), "shelf-1")
    assert all(f"Number {number}" in shelf for number in range(SHELF_SIZE))
    assert 'href="/tags/genre/horror/"' in shelf and "Rare" not in shelf


def test_query_count_does_not_grow(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        status = Status.COMPLETE if number % 2 else Status.ONGOING
        story = make_story(f"Story {number}", status=status)
        set_tags(story, {TagKind.GENRE: ["Horror", "Drama"]})
        make_chapter(story=story)
        make_chapter(story=story, release_in=timedelta(days=2))
        if number in {0, 19}:
            with django_assert_max_num_queries(14):
                assert "Coming up" in get_page(Client(), "/")


def test_guests_share_the_page_without_a_cookie(lamp: Story, author: User) -> None:
    response = Client().get("/")
    assert not response.cookies and response.headers["Cache-Control"].startswith("public")
    again = Client().get("/", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304

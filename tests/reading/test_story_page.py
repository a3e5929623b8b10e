"""A story's page: its facts, its next release, and contents that work with many chapters."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.covers.choices import Ornament
from serial.stories.cover_requests import ornament_of
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory, client_of
from tests.reading.conftest import get_page
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


def story_page(story: Story, query: str = "") -> str:
    return get_page(Client(), story.get_absolute_url() + query)


def titles(page: str) -> list[str]:
    return re.findall(r'class="chapter-row" [^>]*>.*?<a [^>]*>(.*?)</a>', page)


def groups(page: str) -> list[tuple[str, bool]]:
    """Returns the titles of the parts, and whether each is open."""
    found = re.findall(r'<details class="part"( open)?><summary><h3[^>]*>(.*?)</h3>', page)
    return [(title, bool(is_open)) for is_open, title in found]


@shared_rows
def long_story(story: Story, make_chapter: MakeChapter) -> Story:
    """A story of 250 chapters, without parts."""
    make_chapter(title="The first")
    add_chapters(story, [f"Title {number}" for number in range(2, 251)])
    return story


def add_chapters(story: Story, titles: list[str], first: int = 2) -> None:
    """Adds released chapters with these titles, the first of them with the number `first`."""
    release_at = timezone.now() - timedelta(days=1)
    Chapter.objects.bulk_create(
        Chapter(
            story=story,
            title=title,
            slug=f"chapter-{number}",
            position=number,
            number=number,
            release_at=release_at,
        )
        for number, title in enumerate(titles, start=first)
    )


def test_short_story_has_no_folds(story: Story, make_chapter: MakeChapter) -> None:
    make_chapter(title="One")
    make_chapter(title="""<b> & "Two" it's""")
    page = story_page(story)
    assert titles(page) == ["One", "&lt;b&gt; &amp; “Two” it’s"]
    assert groups(page) == []
    assert 'name="chapter"' not in page


def test_parts_are_folds_with_their_number_of_chapters(
    story: Story, make_chapter: MakeChapter
) -> None:
    flood = Part.objects.create(story=story, title="Flood <1>", position=1)
    chapter = make_chapter(title="One")
    Chapter.objects.filter(pk=chapter.pk).update(part=flood)
    page = story_page(story)
    assert groups(page) == [("Flood &lt;1&gt;", True)]
    assert '<span class="facts">1 chapter</span>' in page


def test_long_run_folds_into_hundreds_and_the_first_and_newest_are_open(long_story: Story) -> None:
    assert groups(story_page(long_story)) == [
        ("Chapters 1 to 100", True),
        ("Chapters 101 to 200", False),
        ("Chapters 201 to 250", True),
    ]


def test_page_of_a_thousand_chapters_with_long_titles_is_cached(
    story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(title="The first")
    add_chapters(story, [f"Chapter {number}, in which {'x' * 80}" for number in range(2, 1_001)])
    first, second = (Client().get(story.get_absolute_url()) for _turn in range(2))
    assert first.content == second.content
    assert first.templates and not second.templates


def test_newest_first_turns_groups_and_rows(long_story: Story) -> None:
    page = story_page(long_story, "?order=newest")
    assert titles(page)[0] == "Title 250" and titles(page)[-1] == "The first"
    assert groups(page)[0] == ("Chapters 201 to 250", True)
    assert f'<link rel="canonical" href="http://testserver{long_story.get_absolute_url()}">' in page


def test_number_leads_to_its_chapter(long_story: Story) -> None:
    response = Client().get(long_story.get_absolute_url(), {"chapter": "212"})
    assert response.status_code == 302
    assert response.headers["Location"].endswith("/chapter-212/")


@try_each("typed", ["251", "0", "x", "99999999999999999999", "-1", "²"])
def test_number_without_a_chapter_says_which_is_the_last(long_story: Story, typed: str) -> None:
    page = story_page(long_story, f"?chapter={typed}")
    assert "The last one is 250." in page
    assert f'value="{typed[:10]}" aria-invalid="true"' in page


def test_typed_number_is_escaped(long_story: Story) -> None:
    assert 'value="&quot;&gt;&lt;b&gt;"' in story_page(long_story, '?chapter="><b>')


def test_number_leads_to_no_chapter_that_the_reader_may_not_see(
    story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(title="One")
    draft = make_chapter(title="Hidden", release_in=None)
    Chapter.objects.filter(pk=draft.pk).update(number=7)
    response = Client().get(story.get_absolute_url(), {"chapter": "7"})
    assert response.status_code == 200


def test_next_release_stands_in_public_words(story: Story, make_chapter: MakeChapter) -> None:
    make_chapter(title="One")
    chapter = make_chapter(title="Secret title", release_in=None)
    set_release(chapter, datetime(2191, 11, 25, 18, 0, tzinfo=UTC))
    page = story_page(story)
    assert "Next chapter <b><time" in page and "Friday, 25\N{NO-BREAK SPACE}November</time>" in page
    assert "Secret title" not in page


def test_next_chapter_is_announced_beside_the_newest(
    story: Story, author: User, make_chapter: MakeChapter
) -> None:
    make_chapter(title="One")
    make_chapter(title="Two", release_in=timedelta(days=2))
    for query, rows in (("", ["One", "Next chapter"]), ("?order=newest", ["Next chapter", "One"])):
        contents = story_page(story, query).split('id="contents"')[1]
        assert re.findall(r'class="chapter-row.*?>(One|Next chapter)<', contents) == rows
    # Its authors see the chapter itself.
    assert "Next chapter<" not in get_page(client_of(author), story.get_absolute_url())


@pytest.mark.parametrize("page", ["chapter", "whole story"])
def test_scenes_have_the_ornament_of_the_cover(
    story: Story, make_chapter: MakeChapter, page: str
) -> None:
    chapter = make_chapter("One.\n\n***\n\nTwo.")
    url = chapter.get_absolute_url() if page == "chapter" else f"/read/{story.slug}/"
    assert f'data-ornament="{ornament_of(story)}"' in get_page(Client(), url)
    Story.objects.update(cover_ornament=Ornament.LEAVES)
    assert 'data-ornament="leaves"' in get_page(Client(), url)


@try_each("language, direction", [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("zh-hans", "ltr")])
def test_page_is_laid_out_in_the_direction_of_the_story(
    story: Story, make_chapter: MakeChapter, language: str, direction: str
) -> None:
    make_chapter()
    Story.objects.update(language=language)
    page = story_page(story)
    assert f'<div class="story-head" dir="{direction}">' in page
    assert f'<section class="contents" dir="{direction}"' in page


def test_author_can_hide_the_next_release(story: Story, make_chapter: MakeChapter) -> None:
    make_chapter(title="One")
    make_chapter(title="Two", release_in=timedelta(days=3))
    Story.objects.filter(pk=story.pk).update(shows_next_release=False)
    assert "Next chapter" not in story_page(story)


def test_values_that_most_stories_have_are_left_out(
    story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(title="One")
    Story.objects.filter(pk=story.pk).update(rating="general", language="en")
    facts = story_page(story).partition('<p class="facts">')[2].partition("</p>")[0]
    assert "General" not in facts and "English" not in facts
    Story.objects.filter(pk=story.pk).update(rating="teen", language="de")
    facts = story_page(story).partition('<p class="facts">')[2].partition("</p>")[0]
    assert "Teen" in facts and "Deutsch" in facts


def test_year_stands_with_the_dates_of_other_years(story: Story, make_chapter: MakeChapter) -> None:
    set_release(make_chapter(title="One"), datetime(2019, 3, 4, 12, tzinfo=UTC))
    make_chapter(title="Two", release_in=timedelta(minutes=-1))
    page = story_page(story)
    assert ">4\N{NO-BREAK SPACE}Mar 2019</time>" in page
    assert f"{timezone.localtime().year}</time>" not in page


def test_other_stories_of_the_authors_stand_at_the_end(
    story: Story, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    make_chapter(title="One")
    other, hidden = make_story("Another tale"), make_story("A hidden tale")
    for each in (other, hidden):
        Story.objects.filter(pk=each.pk).update(last_release_at=timezone.now())
    Story.objects.filter(pk=hidden.pk).update(visibility="unlisted")
    end = story_page(story).partition('class="other-stories"')[2]
    assert "Another tale" in end and "A hidden tale" not in end
    assert "other-stories" in story_page(other)
    Story.objects.filter(pk=other.pk).update(visibility="members")
    assert "other-stories" not in story_page(story)

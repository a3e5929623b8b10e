"""The dashboard: next releases, drafts, words written, latest comments."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Preferences, User
from serial.chapters.releasing import set_release
from serial.chapters.saving import SaveInfo, restore_revision, save_text
from serial.chapters.texts import ChapterText
from serial.comments.reactions import set_like
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory, client_of

FRIDAY = datetime(2026, 11, 27, 18, 0, tzinfo=ZoneInfo("America/New_York"))


def text(client: Client) -> str:
    return " ".join(client.get("/desk/").content.decode().split())


def test_next_release_is_shown_in_the_authors_time_zone(
    author: User, make_chapter: MakeChapter
) -> None:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    with time_machine.travel(FRIDAY - timedelta(days=2)):
        for days in (7, 0):
            chapter = make_chapter(title=f"In {days}", release_in=None)
            set_release(chapter, FRIDAY + timedelta(days=days))
        page = text(client_of(author))
    assert "In 0" in page and "In 7" not in page
    assert "Releases Friday 27 November, 18:00 (New York), in 2 days" in page


def test_drafts_are_listed_without_released_chapters(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter(title="Half", release_in=None)
    make_chapter(title="Done")
    page = text(author_client)
    assert "Half" in page and "Done" not in page
    assert "No release scheduled." in page


def test_words_written_this_week(
    author: User, other_author: User, make_chapter: MakeChapter
) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=8)):
        chapter = make_chapter("Long ago and far away.")
    own, other = SaveInfo(by=author), SaveInfo(by=other_author)
    save_text(chapter, ChapterText(body="Two words."), own, based_on=1)
    save_text(chapter, ChapterText(body="Somebody else wrote these."), other, based_on=2)
    restore_revision(chapter, 1, by=author)
    assert "<strong>2</strong>" in text(client_of(author))


def test_other_authors_content_is_hidden(
    other_author_client: Client, make_chapter: MakeChapter, story: Story
) -> None:
    make_chapter(title="Secret", release_in=None)
    page = text(other_author_client)
    assert "Secret" not in page and story.title not in page
    assert "No stories yet." in page


def test_latest_comments_list_those_without_reply_first(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    now = timezone.now()
    comments = [make_comment(f"Word {n}", at=now - timedelta(days=9 - n)) for n in range(6)]
    for liked in comments[1:5]:
        set_like(liked, author, given=True)
    page = text(author_client)
    assert "2 comments await your reply or like." in page and 'href="/desk/comments/"' in page
    numbers = [int(word) for word in re.findall(r">Word (\d)<", page)]
    assert numbers == [5, 0, 4, 3, 2]


def test_query_count_does_not_grow_with_stories(
    author_client: Client,
    author: User,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert author_client.get("/desk/").status_code == 200
        return len(captured)

    def add_story(number: int) -> None:
        story = make_story(f"Story {number}")
        make_chapter(story=story, release_in=timedelta(days=number + 1))
        make_chapter(story=story, release_in=None)
        released, at = make_chapter(story=story), timezone.now() - timedelta(days=number + 2)
        make_comment("Unanswered", chapter=released, at=at)
        set_like(make_comment("Liked", chapter=released, at=at), author, given=True)

    add_story(0)
    before = queries()
    for number in range(1, 6):
        add_story(number)
    # With many stories, comments without reply fill the list and save one query.
    assert before - 1 <= queries() <= before <= 13


def test_latest_comments_are_shown_as_running_text(
    author_client: Client, make_comment: MakeComment
) -> None:
    make_comment("Fish & chips\n\n- one\n- two\n\n::: spoiler\nShe wins.\n:::")
    page = text(author_client)
    assert "Fish &amp; chips one two<" in page and "She wins" not in page

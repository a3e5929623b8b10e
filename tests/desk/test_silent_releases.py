"""Authors choose beside the release whether followers are told of a chapter, and see it later."""

from datetime import date, time, timedelta

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.arranging import add_to_queue
from serial.chapters.releases.queue.rhythm import RhythmChoice, set_rhythm, shift_by_weeks
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.conftest import MakeChapter
from tests.desk.forms import form_fields

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FRIDAYS = RhythmChoice(RhythmKind.WEEKLY, date(2026, 11, 1), time(18), "UTC", [4])


def save(client: Client, chapter: Chapter, **data: str) -> str:
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    fields = form_fields(client.get(url).content.decode()) | {"_continue": "1"} | data
    page = client.post(url, fields, follow=True).content.decode()
    chapter.refresh_from_db()
    return page


def test_choice_stays_with_a_scheduled_chapter(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(title="Quiet", release_in=DAY)
    page = save(author_client, chapter, is_silent="on")
    assert chapter.is_silent and ". Followers are not told." in page
    save(author_client, chapter, title="Quieter")
    assert chapter.is_silent and chapter.title == "Quieter"
    story = author_client.get(f"/desk/stories/story/{chapter.story_id}/change/")
    assert "Followers not told" in story.content.decode()
    schedule = author_client.get("/desk/chapters/chapter/schedule/").content.decode()
    assert "followers are not told" in schedule and "Followers not told" in schedule
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    fields = form_fields(author_client.get(url).content.decode())
    fields.pop("is_silent")
    author_client.post(url, fields)
    chapter.refresh_from_db()
    assert not chapter.is_silent


def test_publish_now_tells_nobody(author_client: Client, make_chapter: MakeChapter) -> None:
    chapter = make_chapter(release_in=None)
    page = save(author_client, chapter, is_silent="on", _publish="1")
    assert chapter.is_released() and chapter.is_silent
    assert "Published. Followers are not told." in page
    assert 'name="is_silent"' not in page
    # Saving it again changes nothing: the page does not ask any more.
    save(author_client, chapter, title="Other")
    assert chapter.is_silent and chapter.title == "Other"


def test_choice_comes_back_with_a_refused_form(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=None)
    page = save(author_client, chapter, is_silent="on", release_day="never", release="schedule")
    assert not chapter.is_silent
    assert form_fields(page)["is_silent"] == ["on"]


def test_queue_keeps_it(author: User, story: Story, make_chapter: MakeChapter) -> None:
    chapter = make_chapter(release_in=None)
    Chapter.objects.update(is_silent=True)
    set_rhythm(story, FRIDAYS, by=author)
    add_to_queue(story, [chapter], by=author)
    shift_by_weeks(story, 1, by=author)
    chapter.refresh_from_db()
    assert chapter.is_queued and chapter.is_silent

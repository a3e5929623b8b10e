"""Each form that asks for an hour says in which time zone it counts, and changes it there."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from tests.conftest import MakeChapter
from tests.desk.forms import form_fields, open_form

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)
LIST = "/desk/chapters/chapter/"
SCHEDULED = {"release": "schedule", "release_day": "2026-11-27", "release_time": "18:00"}
TOKYO = {"time_zone": "Asia/Tokyo"}
IN_TOKYO = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def preferences(author: User) -> Preferences:
    return Preferences.objects.create(user=author, time_zone="America/New_York")


def change_url(chapter: Chapter) -> str:
    return f"{LIST}{chapter.pk}/change/"


def test_zone_that_is_chosen_in_a_chapter_becomes_that_of_the_account(
    preferences: Preferences, author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=None)
    url = change_url(chapter)
    assert ">Time zone: New York<" in author_client.get(url).content.decode()
    data = {**open_form(author_client, url), **SCHEDULED, **TOKYO}
    # A form that is refused gives everything back, and changes nothing.
    refused = author_client.post(url, {**data, "release_day": "soon"}).content.decode()
    assert 'value="Asia/Tokyo" selected' in refused and 'value="18:00"' in refused
    preferences.refresh_from_db()
    assert preferences.time_zone == "America/New_York"
    with time_machine.travel(NOW, tick=False):
        page = author_client.post(url, {**data, "_continue": "1"}, follow=True).content.decode()
    assert "27\xa0November, 18:00 (Tokyo)" in page and ">Time zone: Tokyo<" in page
    chapter.refresh_from_db()
    preferences.refresh_from_db()
    assert chapter.release_at == IN_TOKYO
    assert (preferences.time_zone, preferences.time_zone_source) == ("Asia/Tokyo", "member")


def test_form_that_was_opened_earlier_does_not_change_the_account_back(
    preferences: Preferences, author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=None)
    data = {**open_form(author_client, change_url(chapter)), **SCHEDULED}
    Preferences.objects.update(time_zone="Asia/Tokyo")
    with time_machine.travel(NOW, tick=False):
        author_client.post(change_url(chapter), data)
    chapter.refresh_from_db()
    # The hour counts in the zone that the form showed.
    assert chapter.release_at == datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    preferences.refresh_from_db()
    assert preferences.time_zone == "Asia/Tokyo"


def test_series_is_planned_in_the_zone_that_its_form_names(
    preferences: Preferences, author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=None)
    data = {"action": "schedule_selected", "_selected_action": [chapter.pk]}
    page = author_client.post(LIST, data).content.decode()
    assert ">Time zone: New York<" in page
    typed = {"first_day": "2026-11-27", "time": "18:00", "interval_days": "7", **TOKYO}
    data |= {**typed, "initial-time_zone": "America/New_York"}
    with time_machine.travel(NOW, tick=False):
        plan = author_client.post(LIST, {**data, "stage": "show"}).content.decode()
        assert "Friday 27\xa0November, 18:00" in plan
        confirmed = {"stage": "confirm", "plan_digest": form_fields(plan)["plan_digest"]}
        page = author_client.post(LIST, {**data, **confirmed}, follow=True).content.decode()
    assert "1 chapter scheduled for Friday 27\xa0November, 18:00 (Tokyo)." in page
    assert Chapter.objects.get().release_at == IN_TOKYO
    preferences.refresh_from_db()
    assert preferences.time_zone == "Asia/Tokyo"

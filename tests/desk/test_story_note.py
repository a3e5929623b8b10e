"""The page of the story-wide note at the desk."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Preferences, User
from serial.stories.models import Story, StoryNote
from serial.stories.story_notes import end_of_day, set_story_note


@pytest.fixture
def url(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/note/"


def values(client: Client, url: str, **typed: str) -> dict[str, str]:
    """Returns what the form of the page would send."""
    form = client.get(url).context["form"]
    shown = {name: str(form[name].value() or "") for name in ("based_on", "last_day", "body")}
    return shown | {"save": "1"} | typed


def test_it_is_shown_until_the_end_of_the_day_of_its_author(
    author_client: Client, author: User, url: str
) -> None:
    Preferences.objects.create(user=author, time_zone="Asia/Tokyo")
    with time_machine.travel("2026-12-01T12:00Z", tick=True):
        typed = {"body": "Vote *now*.", "last_day": "2026-12-05"}
        page = author_client.post(url, values(author_client, url, **typed), follow=True)
        text = page.content.decode()
        assert "Saved." in text and "<em>now</em>" in text and "Saturday 5\xa0December" in text
        assert StoryNote.objects.get().ends_at.isoformat() == "2026-12-05T15:00:00+00:00"


def test_saving_from_another_zone_keeps_the_moment_if_the_day_is_not_changed(
    author_client: Client, author: User, story: Story, url: str
) -> None:
    with timezone.override("Asia/Tokyo"):
        ends_at = end_of_day(timezone.localdate() + timedelta(days=3))
    set_story_note(story, "Vote.", ends_at, author)
    Preferences.objects.create(user=author, time_zone="America/New_York")
    author_client.post(url, values(author_client, url, body="Vote again."))
    note = StoryNote.objects.get()
    assert (note.body, note.ends_at) == ("Vote again.", ends_at)


def test_the_preview_saves_nothing(author_client: Client, url: str) -> None:
    sent = values(author_client, url, body="*So* <script>alert(1)</script>", preview="1")
    page = author_client.post(url, sent).content.decode()
    assert "<em>So</em>" in page and "<script>alert" not in page
    assert "*So* &lt;script&gt;" in page and not StoryNote.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"body": ""},
        {"body": "\u200b"},
        {"body": "x" * 10_001},
        {"last_day": ""},
        {"last_day": "soon"},
        {"last_day": "2020-01-01"},
        {"last_day": "9999-12-31"},
        {"last_day": "0000-00-00"},
    ],
)
def test_what_is_wrong_comes_back(author_client: Client, url: str, typed: dict[str, str]) -> None:
    sent = values(author_client, url, **{"body": "Vote.", **typed})
    response = author_client.post(url, sent)
    page = response.content.decode()
    assert response.status_code == 422 and 'role="alert"' in page
    assert sent["body"] in page and not StoryNote.objects.exists()


def test_a_note_from_an_older_tab_is_refused_and_comes_back(
    author_client: Client, author: User, story: Story, url: str
) -> None:
    older = values(author_client, url, body="From this tab.")
    ends_at = timezone.now() + timedelta(days=1)
    set_story_note(story, "From the other tab.", ends_at, author)
    page = author_client.post(url, older).content.decode()
    assert "From this tab." in page and "From the other tab." in page
    assert StoryNote.objects.get().body == "From the other tab."
    again = older | {"based_on": values(author_client, url)["based_on"]}
    author_client.post(url, again)
    assert StoryNote.objects.get().body == "From this tab."


def test_it_is_removed_at_once_and_an_ended_one_says_so(
    author_client: Client, author: User, story: Story, url: str
) -> None:
    set_story_note(story, "Vote.", timezone.now() - timedelta(days=1), author)
    assert "Readers no longer see it." in author_client.get(url).content.decode()
    author_client.post(url, {"remove": "1"})
    author_client.post(url, {"remove": "1"})
    assert not StoryNote.objects.exists()


def test_others_do_not_reach_it(
    other_author_client: Client, reader_client: Client, guest_client: Client, url: str
) -> None:
    assert other_author_client.get(url).status_code == 404
    assert other_author_client.post(url, {"remove": "1"}).status_code == 404
    assert reader_client.get(url).status_code == 403
    assert guest_client.get(url).status_code == 302

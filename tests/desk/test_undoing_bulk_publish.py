"""Undo after "Publish now" in the menu of a row and for several chapters at once."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.chapters.releases.undoing import UNDO_PERIOD
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.desk.forms import form_fields

BUTTON = 'name="undo" value="'
UNDO_URL = "/desk/chapters/chapter/undo-releases/"


def publish(client: Client, *chapters: Chapter, site: str = "desk") -> str:
    """Confirms the action, as the menu and the bar at the story's page send it."""
    stories = {chapter.story_id for chapter in chapters}
    url = f"/{site}/chapters/chapter/"
    url += f"?story__id__exact={stories.pop()}" if len(stories) == 1 else ""
    data = {"action": "publish_selected", "_selected_action": [each.pk for each in chapters]}
    page = client.post(url, data).content.decode()
    data = {**form_fields(page), "stage": "confirm"}
    return client.post(url, data, follow=True).content.decode()


def token(page: str) -> str:
    found = re.search(rf'{BUTTON}([^"]+)"', page)
    assert found
    return unescape(found[1])


def undo(client: Client, page: str, url: str = UNDO_URL) -> str:
    response = client.post(url, {"undo": token(page)}, follow=True)
    return " ".join(response.content.decode().split())


@pytest.fixture
def drafts(make_chapter: MakeChapter) -> list[Chapter]:
    make_chapter("Released before.")
    return [make_chapter(title=f"Slip {n}", release_in=None) for n in range(3)]


def released(chapters: list[Chapter]) -> list[bool]:
    return [Chapter.objects.get(pk=chapter.pk).is_released() for chapter in chapters]


def test_undo_of_one_chapter_leads_back_to_the_story(
    author_client: Client, guest_client: Client, drafts: list[Chapter]
) -> None:
    page = publish(author_client, drafts[0])
    assert "1 chapter released." in page and released(drafts) == [True, False, False]
    answer = undo(author_client, page)
    assert "Undone. The chapter is a draft again" in answer and BUTTON not in answer
    assert f'action="/desk/chapters/chapter/?story__id__exact={drafts[0].story_id}"' in answer
    assert not any(released(drafts))
    assert guest_client.get(drafts[0].get_absolute_url()).status_code == 404


def test_undo_of_several_makes_each_what_it_was(
    author_client: Client, drafts: list[Chapter], story: Story
) -> None:
    at = (timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)
    set_release(drafts[1], at)
    page = publish(author_client, *drafts)
    story.refresh_from_db()
    assert all(released(drafts)) and story.chapter_count == 4
    assert "Undone. 3 chapters are drafts or scheduled again" in undo(author_client, page)
    assert [Chapter.objects.get(pk=each.pk).release_at for each in drafts] == [None, at, None]
    story.refresh_from_db()
    assert story.chapter_count == 1


def test_undo_is_offered_once_and_for_seconds(author_client: Client, drafts: list[Chapter]) -> None:
    page = publish(author_client, *drafts)
    assert f'data-undo-seconds="{UNDO_PERIOD.seconds}"' in page
    url = f"/desk/stories/story/{drafts[0].story_id}/change/"
    assert BUTTON not in author_client.get(url).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        assert "Too late to undo: the chapters have been public" in undo(author_client, page)
    assert all(released(drafts))


def test_what_was_changed_since_stays_public(
    author_client: Client, author: User, drafts: list[Chapter]
) -> None:
    page = publish(author_client, *drafts)
    changed = Chapter.objects.get(pk=drafts[1].pk)
    save_text(changed, ChapterText(body="New."), SaveInfo(by=author), based_on=changed.revision)
    answer = undo(author_client, page)
    assert "Undone. 2 chapters" in answer and "1 chapter was changed since" in answer
    assert released(drafts) == [False, True, False]
    assert "Not undone: the chapters were changed" in undo(author_client, page)


def test_published_chapters_that_were_public_before_offer_no_undo(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    assert BUTTON not in publish(author_client, make_chapter(), make_chapter())


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator", "other_author"])
def test_only_its_authors_undo(
    visitor: str, author_client: Client, drafts: list[Chapter], request: pytest.FixtureRequest
) -> None:
    sent = token(publish(author_client, *drafts))
    client = request.getfixturevalue(f"{visitor}_client")
    assert client.post(UNDO_URL, {"undo": sent}).status_code in {302, 403, 404}
    assert all(released(drafts))


def test_undo_of_chapters_of_several_stories(
    author_client: Client, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter(story=make_story(name), release_in=None) for name in ("A", "B")]
    page = publish(author_client, *chapters)
    assert "Undone. 2 chapters" in undo(author_client, page)
    assert not any(released(chapters))


def test_undo_in_the_admin_of_the_site(admin_client: Client, drafts: list[Chapter]) -> None:
    page = publish(admin_client, *drafts, site="admin")
    url = "/admin/chapters/chapter/undo-releases/"
    assert f'action="{url}"' in page
    assert "Undone. 3 chapters" in undo(admin_client, page, url)
    assert not any(released(drafts))


@pytest.mark.parametrize("sent", ["", "x", "x:y", "9" * 3_000])
def test_invalid_tokens_are_not_found(author_client: Client, sent: str) -> None:
    assert author_client.post(UNDO_URL, {"undo": sent}).status_code == 404


def test_publishing_many_at_once_can_be_undone(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    """The token is longer than a cookie."""
    chapters = [make_chapter(release_in=timedelta(days=n + 1)) for n in range(120)]
    page = publish(author_client, *chapters)
    assert "Undone. 120 chapters" in undo(author_client, page)
    assert not any(released(chapters))

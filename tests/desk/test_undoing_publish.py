"""Undo after "Publish now": for ten seconds, the chapter becomes what it was before."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import ReleaseMade, set_release
from serial.chapters.releases.undoing import UNDO_PERIOD, UndoRefused, undo_release
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.desk.models import WorkingCopy
from tests.conftest import MakeChapter
from tests.desk.forms import form_fields, open_form

BUTTON = 'name="undo" value="'


def change_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def undo_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/undo-release/"


def publish(client: Client, chapter: Chapter) -> str:
    """Returns the page that follows."""
    url = change_url(chapter)
    data = {**open_form(client, url), "_publish": "1"}
    page = client.post(url, data, follow=True).content.decode()
    chapter.refresh_from_db()
    assert chapter.is_released()
    return page


def token(page: str) -> str:
    found = re.search(rf'{BUTTON}([^"]+)"', page)
    assert found
    return unescape(found[1])


def undo(client: Client, chapter: Chapter, page: str, **fields: str) -> str:
    data = {**form_fields(page), "undo": token(page), **fields}
    answer = client.post(undo_url(chapter), data, follow=True).content.decode()
    chapter.refresh_from_db()
    return " ".join(answer.split())


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    make_chapter("Released before.")
    return make_chapter("Words.", title="Slip", release_in=None)


def test_undo_makes_it_a_draft_again_for_everybody(
    author_client: Client, guest_client: Client, draft: Chapter
) -> None:
    page = publish(author_client, draft)
    story = draft.story.get_absolute_url()
    urls = (draft.get_absolute_url(), story, f"{story}feed/", "/", f"/read/{draft.story.slug}/")
    for url in urls:
        assert "Slip" in guest_client.get(url).content.decode()
    answer = undo(author_client, draft, page)
    assert "Undone. The chapter is a draft again" in answer and BUTTON not in answer
    assert draft.is_draft()
    assert guest_client.get(draft.get_absolute_url()).status_code == 404
    for url in urls[1:]:
        assert "Slip" not in guest_client.get(url).content.decode()
    draft.story.refresh_from_db()
    assert draft.story.chapter_count == 1


def test_undo_schedules_it_again(author_client: Client, draft: Chapter) -> None:
    at = (timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)
    set_release(draft, at)
    answer = undo(author_client, draft, publish(author_client, draft))
    assert draft.release_at == at and "Undone. Scheduled for" in answer


def test_undo_is_offered_for_ten_seconds(author_client: Client, draft: Chapter) -> None:
    url, page = change_url(draft), publish(author_client, draft)
    offered = f"{url}?undo={token(page)}"
    assert BUTTON in author_client.get(offered).content.decode()
    assert BUTTON not in author_client.get(url).content.decode()
    with time_machine.travel(timezone.now() + UNDO_PERIOD + timedelta(seconds=1), tick=False):
        assert BUTTON not in author_client.get(offered).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        answer = undo(author_client, draft, page)
    assert "Too late to undo" in answer and draft.is_released()


def test_saving_or_scheduling_offers_no_undo(author_client: Client, draft: Chapter) -> None:
    data = {**open_form(author_client, change_url(draft)), "body": "More.", "_continue": "1"}
    page = author_client.post(change_url(draft), data, follow=True).content.decode()
    assert BUTTON not in page
    publish(author_client, draft)
    data = {**open_form(author_client, change_url(draft)), "body": "Typo.", "_continue": "1"}
    page = author_client.post(change_url(draft), data, follow=True).content.decode()
    assert BUTTON not in page


def test_undo_is_refused_after_a_change(
    author_client: Client, author: User, draft: Chapter
) -> None:
    page = publish(author_client, draft)
    save_text(draft, ChapterText(body="New."), SaveInfo(by=author), based_on=draft.revision)
    assert "Not undone: the chapter was changed since" in undo(author_client, draft, page)
    assert draft.is_released()
    set_release(draft, None)
    assert "Not undone" in undo(author_client, draft, page) and draft.is_draft()


def test_undo_works_once(author_client: Client, draft: Chapter) -> None:
    page = publish(author_client, draft)
    undo(author_client, draft, page)
    assert "Not undone" in undo(author_client, draft, page)


def test_undo_keeps_what_was_typed_meanwhile(author_client: Client, draft: Chapter) -> None:
    page = publish(author_client, draft)
    answer = undo(author_client, draft, page, body="Words, and more.")
    assert draft.is_draft() and draft.body == "Words."
    assert WorkingCopy.objects.unsaved().get().body == "Words, and more."
    assert "You are seeing changes that are not saved" in answer and "Words, and more." in answer


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator", "other_author"])
def test_only_its_authors_undo(
    visitor: str, author_client: Client, draft: Chapter, request: pytest.FixtureRequest
) -> None:
    data = {"undo": token(publish(author_client, draft)), "body": "x"}
    client = request.getfixturevalue(f"{visitor}_client")
    assert client.post(undo_url(draft), data).status_code in {401, 403, 404}
    draft.refresh_from_db()
    assert draft.is_released() and not WorkingCopy.objects.filter(body="x").exists()


def test_the_verb_checks_permission_and_times(
    author: User, other_author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=timedelta(0))
    assert chapter.release_at
    made = ReleaseMade(chapter.pk, chapter.revision, chapter.release_at, None)
    with pytest.raises(PermissionDenied):
        undo_release(made, other_author)
    # It would be released again at once.
    past = ReleaseMade(chapter.pk, chapter.revision, chapter.release_at, chapter.release_at)
    with pytest.raises(UndoRefused):
        undo_release(past, author)
    undo_release(made, author)
    chapter.refresh_from_db()
    assert chapter.is_draft()


@pytest.mark.parametrize("sent", ["", "x", "x:y", "9" * 3_000])
def test_invalid_tokens_are_not_found(author_client: Client, draft: Chapter, sent: str) -> None:
    assert author_client.post(undo_url(draft), {"undo": sent}).status_code == 404
    assert author_client.get(f"{change_url(draft)}?undo={sent}").status_code == 200


def test_token_of_another_chapter_is_not_found(
    author_client: Client, draft: Chapter, make_chapter: MakeChapter
) -> None:
    sent = token(publish(author_client, draft))
    other = make_chapter("Other.")
    assert author_client.post(undo_url(other), {"undo": sent}).status_code == 404
    assert BUTTON not in author_client.get(f"{change_url(other)}?undo={sent}").content.decode()

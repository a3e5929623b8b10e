"""A stranger opens a link to a draft."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.draft_links import create_draft_link, revoke_draft_link
from serial.chapters.models import Chapter, DraftLink
from serial.chapters.releasing import release_now
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.stories.choices import Visibility
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory

MARK = "The author has shared this draft with you."


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(
        "Secret words.", release_in=None, title="One", note_before="Hi", content_note="Rain"
    )


@pytest.fixture
def link(draft: Chapter, author: User) -> DraftLink:
    return create_draft_link(draft, author)


def text(client: Client, link: DraftLink) -> str:
    answer = client.get(link.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_reads_it(guest_client: Client, link: DraftLink) -> None:
    page = text(guest_client, link)
    for words in (MARK, "Please do not share this link.", "Secret words.", "Hi", "Rain"):
        assert words in page
    assert f'<time datetime="{timezone.localtime(link.expires_at):%Y-%m-%dT%H}' in page
    assert "Only the authors credited" not in page
    assert guest_client.get(link.chapter.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("hours", [None, 5])
def test_everyone_gets_the_same(
    make_chapter: MakeChapter,
    author: User,
    guest_client: Client,
    reader_client: Client,
    author_client: Client,
    hours: int | None,
) -> None:
    release_in = timedelta(hours=hours) if hours else None
    link = create_draft_link(make_chapter(release_in=release_in), author)
    for client in (guest_client, reader_client, author_client):
        assert MARK in text(client, link)


def test_it_is_kept_private(guest_client: Client, link: DraftLink) -> None:
    for method in (guest_client.get, guest_client.head):
        answer = method(link.get_absolute_url())
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noai, noimageai, noindex"
        assert not answer.cookies
    assert 'name="robots" content="noai, noimageai, noindex"' in text(guest_client, link)
    assert guest_client.post(link.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("visibility", Visibility.values)
def test_noindex_is_said_once(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    guest_client: Client,
    author: User,
    visibility: str,
) -> None:
    story = make_story("Other", visibility=visibility, opts_out_of_ai_training=False)
    link = create_draft_link(make_chapter(story=story, release_in=None), author)
    assert guest_client.get(link.get_absolute_url()).headers["X-Robots-Tag"] == "noindex"


def test_it_leads_nowhere_that_is_closed(
    draft: Chapter,
    link: DraftLink,
    make_chapter: MakeChapter,
    guest_client: Client,
    author_client: Client,
) -> None:
    released = make_chapter(title="Two")
    later = make_chapter(title="Three", release_in=None)
    for client in (guest_client, author_client):
        page = text(client, link)
        assert released.get_absolute_url() in page
        assert later.get_absolute_url() not in page
        assert draft.get_absolute_url() not in page
    Story.objects.filter(pk=draft.story_id).update(visibility=Visibility.DRAFT)
    page = text(guest_client, link)
    assert "/stories/the-lamp/" not in page and "/read/" not in page
    assert "The Lamp" in page


def test_it_shows_the_newest_saved_words(
    draft: Chapter, link: DraftLink, author: User, guest_client: Client
) -> None:
    save_text(draft, ChapterText(body="Newer words."), SaveInfo(by=author), based_on=1)
    page = text(guest_client, link)
    assert "Newer words." in page and "Secret" not in page


def test_once_released_it_leads_on(draft: Chapter, link: DraftLink, guest_client: Client) -> None:
    release_now(draft)
    answer = guest_client.get(link.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())
    assert answer.headers["Cache-Control"] == "private, no-store"
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert guest_client.get(link.get_absolute_url()).status_code == 302
    revoke_draft_link(link)
    assert guest_client.get(link.get_absolute_url()).status_code == 410


def test_released_to_members_it_is_still_shown_to_the_guest(
    draft: Chapter, link: DraftLink, guest_client: Client, reader_client: Client
) -> None:
    Story.objects.filter(pk=draft.story_id).update(visibility=Visibility.MEMBERS)
    release_now(draft)
    assert "The author has shared this chapter with you." in text(guest_client, link)
    assert reader_client.get(link.get_absolute_url()).status_code == 302


def test_withdrawn_it_is_gone(link: DraftLink, guest_client: Client, author_client: Client) -> None:
    revoke_draft_link(link)
    for client in (guest_client, author_client):
        answer = client.get(link.get_absolute_url())
        page = answer.content.decode()
        assert answer.status_code == 410
        assert "The author has revoked this draft link" in page and "ask the author" in page
        assert "Secret" not in page and "One" not in page
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert guest_client.head(link.get_absolute_url()).status_code == 410


def test_expired_it_is_gone(link: DraftLink, guest_client: Client) -> None:
    with time_machine.travel(link.expires_at - timedelta(seconds=1), tick=False) as clock:
        assert MARK in text(guest_client, link)
        clock.move_to(link.expires_at)
        answer = guest_client.get(link.get_absolute_url())
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "expired on" in page and "ask the author" in page and "Secret" not in page


def test_deleted_it_was_never_there(draft: Chapter, link: DraftLink, guest_client: Client) -> None:
    revoke_draft_link(link)
    draft.story.soft_delete()
    assert guest_client.get(link.get_absolute_url()).status_code == 404
    draft.story.undelete()
    delete_chapter(draft)
    assert guest_client.get(link.get_absolute_url()).status_code == 404


def test_guessing_finds_nothing(link: DraftLink, guest_client: Client, author: User) -> None:
    address = link.get_absolute_url()
    for wrong in (
        f"/drafts/{link.token}/",
        f"/drafts/{link.pk}/",
        f"{address[:-2]}/",
        address.replace(".", ":"),
        "/drafts/%00/",
        "/drafts/%ff%fe.x/",
        f"/drafts/{'x' * 5_000}/",
    ):
        assert guest_client.get(wrong).status_code == 404, wrong


def test_more_chapters_cost_no_more(
    link: DraftLink, make_chapter: MakeChapter, guest_client: Client
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(guest_client, link)
        return len(captured)

    few = cost()
    for _ in range(5):
        make_chapter()
        create_draft_link(link.chapter, None)
    assert cost() == few

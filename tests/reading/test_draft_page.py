"""A guest opens a draft link."""

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
from serial.chapters.releases.releasing import release_now
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.stories.choices import Visibility
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

NOTICE = "The author has shared this draft with you."


@shared_rows
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(
        "Secret words.", release_in=None, title="One", note_before="Hi", content_note="Rain"
    )


@pytest.fixture
def link(draft: Chapter, author: User) -> DraftLink:
    return create_draft_link(draft, author)


def get_draft(client: Client, link: DraftLink) -> str:
    response = client.get(link.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_guest_reads_a_draft(guest_client: Client, link: DraftLink) -> None:
    page = get_draft(guest_client, link)
    for text in (NOTICE, "Please do not share this link.", "Secret words.", "Hi", "Rain"):
        assert text in page
    assert f'<time datetime="{timezone.localtime(link.expires_at):%Y-%m-%dT%H}' in page
    assert "Only the authors credited" not in page
    assert guest_client.get(link.chapter.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("hours", [None, 5])
def test_draft_link_works_for_every_user(
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
        assert NOTICE in get_draft(client, link)


def test_draft_page_is_not_cached_or_indexed(guest_client: Client, link: DraftLink) -> None:
    for method in (guest_client.get, guest_client.head):
        response = method(link.get_absolute_url())
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noai, noimageai, noindex"
        assert not response.cookies
    assert 'name="robots" content="noai, noimageai, noindex"' in get_draft(guest_client, link)
    assert guest_client.post(link.get_absolute_url()).status_code == 405


@try_each("visibility", Visibility.values)
def test_draft_page_has_noindex_once(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    guest_client: Client,
    author: User,
    visibility: str,
) -> None:
    story = make_story("Other", visibility=visibility, opts_out_of_ai_training=False)
    link = create_draft_link(make_chapter(story=story, release_in=None), author)
    assert guest_client.get(link.get_absolute_url()).headers["X-Robots-Tag"] == "noindex"


def test_draft_page_links_only_to_visible_pages(
    draft: Chapter,
    link: DraftLink,
    make_chapter: MakeChapter,
    guest_client: Client,
    author_client: Client,
) -> None:
    released = make_chapter(title="Two")
    later = make_chapter(title="Three", release_in=None)
    for client in (guest_client, author_client):
        page = get_draft(client, link)
        assert released.get_absolute_url() in page
        assert later.get_absolute_url() not in page
        assert draft.get_absolute_url() not in page
    Story.objects.filter(pk=draft.story_id).update(visibility=Visibility.DRAFT)
    page = get_draft(guest_client, link)
    assert "/stories/the-lamp/" not in page and "/read/" not in page
    assert "The Lamp" in page


def test_draft_page_shows_the_latest_saved_text(
    draft: Chapter, link: DraftLink, author: User, guest_client: Client
) -> None:
    save_text(draft, ChapterText(body="Newer words."), SaveInfo(by=author), based_on=1)
    page = get_draft(guest_client, link)
    assert "Newer words." in page and "Secret" not in page


def test_draft_link_redirects_to_the_released_chapter(
    draft: Chapter, link: DraftLink, guest_client: Client
) -> None:
    release_now(draft)
    response = guest_client.get(link.get_absolute_url())
    assert (response.status_code, response["Location"]) == (302, draft.get_absolute_url())
    assert response.headers["Cache-Control"] == "private, no-store"
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert guest_client.get(link.get_absolute_url()).status_code == 302
    revoke_draft_link(link)
    assert guest_client.get(link.get_absolute_url()).status_code == 410


def test_draft_link_works_for_guests_after_a_release_to_members(
    draft: Chapter, link: DraftLink, guest_client: Client, reader_client: Client
) -> None:
    Story.objects.filter(pk=draft.story_id).update(visibility=Visibility.MEMBERS)
    release_now(draft)
    assert "The author has shared this chapter with you." in get_draft(guest_client, link)
    assert reader_client.get(link.get_absolute_url()).status_code == 302


def test_revoked_draft_link_is_gone(
    link: DraftLink, guest_client: Client, author_client: Client
) -> None:
    revoke_draft_link(link)
    for client in (guest_client, author_client):
        response = client.get(link.get_absolute_url())
        page = response.content.decode()
        assert response.status_code == 410
        assert "The author has revoked this draft link" in page and "ask the author" in page
        assert "Secret" not in page and "One" not in page
        assert response.headers["Cache-Control"] == "private, no-store"
    assert guest_client.head(link.get_absolute_url()).status_code == 410


def test_expired_draft_link_is_gone(link: DraftLink, guest_client: Client) -> None:
    with time_machine.travel(link.expires_at - timedelta(seconds=1), tick=False) as clock:
        assert NOTICE in get_draft(guest_client, link)
        clock.move_to(link.expires_at)
        response = guest_client.get(link.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 410
    assert "expired on" in page and "ask the author" in page and "Secret" not in page


def test_draft_link_to_a_deleted_chapter_is_not_found(
    draft: Chapter, link: DraftLink, guest_client: Client
) -> None:
    revoke_draft_link(link)
    draft.story.soft_delete()
    assert guest_client.get(link.get_absolute_url()).status_code == 404
    draft.story.undelete()
    delete_chapter(draft)
    assert guest_client.get(link.get_absolute_url()).status_code == 404


def test_guessed_draft_link_is_not_found(
    link: DraftLink, guest_client: Client, author: User
) -> None:
    url = link.get_absolute_url()
    for wrong in (
        f"/drafts/{link.token}/",
        f"/drafts/{link.pk}/",
        f"{url[:-2]}/",
        url.replace(".", ":"),
        "/drafts/%00/",
        "/drafts/%ff%fe.x/",
        f"/drafts/{'x' * 5_000}/",
    ):
        assert guest_client.get(wrong).status_code == 404, wrong


def test_query_count_does_not_grow_with_the_chapters(
    link: DraftLink, make_chapter: MakeChapter, guest_client: Client
) -> None:
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            get_draft(guest_client, link)
        return len(captured)

    query_count = count_queries()
    for _ in range(5):
        make_chapter()
        create_draft_link(link.chapter, None)
    assert count_queries() == query_count

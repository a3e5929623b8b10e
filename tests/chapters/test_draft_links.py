"""A draft link gives access to one chapter until it expires or is revoked."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.deleting import delete_chapter, undelete_chapter
from serial.chapters.draft_links import (
    DRAFT_LINK_DAYS,
    MAX_ACTIVE_LINKS,
    create_draft_link,
    revoke_draft_link,
)
from serial.chapters.models import Chapter, DraftLink
from tests.conftest import MakeChapter
from tests.rolling_back import try_each


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(release_in=None)


def chapters_of(link: DraftLink) -> list[Chapter]:
    return list(Chapter.objects.for_draft_links(DraftLink.objects.filter(pk=link.pk)))


@try_each("days", DRAFT_LINK_DAYS)
def test_link_is_active_for_its_days(draft: Chapter, author: User, days: int) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        link = create_draft_link(draft, author, days, "Kim")
        assert (link.created_by, link.note) == (author, "Kim")
        clock.move_to(now + timedelta(days=days, seconds=-1))
        assert chapters_of(link) == [draft] and link.is_active()
        clock.move_to(now + timedelta(days=days))
        assert chapters_of(link) == [] and not link.is_active()


def test_link_is_active_for_thirty_days_by_default(draft: Chapter, author: User) -> None:
    link = create_draft_link(draft, author)
    assert link.expires_at - link.created_at == timedelta(days=30)


@try_each("days", [0, -1, 2, 10_000])
def test_other_numbers_of_days_are_refused(draft: Chapter, author: User, days: int) -> None:
    with pytest.raises(ValidationError):
        create_draft_link(draft, author, days)


def test_link_gives_access_to_its_chapter_only(
    draft: Chapter, make_chapter: MakeChapter, author: User
) -> None:
    make_chapter(release_in=None)
    link = create_draft_link(draft, author)
    create_draft_link(draft, author)
    assert chapters_of(link) == [draft]


def test_revoked_link_gives_no_access(draft: Chapter, author: User) -> None:
    link, other = create_draft_link(draft, author), create_draft_link(draft, author)
    assert revoke_draft_link(link)
    assert (chapters_of(link), chapters_of(other)) == ([], [draft])
    link.refresh_from_db()
    revoked_at = link.revoked_at
    assert not revoke_draft_link(link)
    link.refresh_from_db()
    assert link.revoked_at == revoked_at


def test_link_gives_no_access_to_a_deleted_chapter_or_story(draft: Chapter, author: User) -> None:
    link = create_draft_link(draft, author)
    delete_chapter(draft)
    assert chapters_of(link) == []
    undelete_chapter(draft)
    assert chapters_of(link) == [draft]
    draft.story.soft_delete()
    assert chapters_of(link) == []


def test_number_of_active_links_is_limited(
    draft: Chapter, make_chapter: MakeChapter, author: User
) -> None:
    links = [create_draft_link(draft, author) for _ in range(MAX_ACTIVE_LINKS)]
    with pytest.raises(ValidationError, match=f"{MAX_ACTIVE_LINKS} active draft links"):
        create_draft_link(draft, author)
    create_draft_link(make_chapter(release_in=None), author)
    revoke_draft_link(links[0])
    create_draft_link(draft, author)


def test_url_needs_a_signature_that_is_not_in_the_database(draft: Chapter, author: User) -> None:
    link = create_draft_link(draft, author)
    signed_token = link.get_absolute_url().split("/")[2]
    assert DraftLink.objects.with_signed_token(signed_token).get() == link
    unsigned, forged = (link.token, f"{link.token}."), f"{link.token}.{'x' * 43}"
    for invalid in (*unsigned, forged, signed_token[:-1], "", "é"):
        assert not DraftLink.objects.with_signed_token(invalid).exists()


def test_tokens_are_unique(draft: Chapter, author: User) -> None:
    links = [create_draft_link(draft, author) for _ in range(2)]
    assert all(len(link.token) == 22 for link in links)
    with transaction.atomic(), pytest.raises(IntegrityError):
        DraftLink.objects.filter(pk=links[0].pk).update(token=links[1].token)

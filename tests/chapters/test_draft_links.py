"""A link lets its holder read one draft: until it ends, and nothing else."""

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


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(release_in=None)


def shown(link: DraftLink) -> list[Chapter]:
    return list(Chapter.objects.for_draft_links(DraftLink.objects.filter(pk=link.pk)))


@pytest.mark.parametrize("days", DRAFT_LINK_DAYS)
def test_it_works_for_its_days(draft: Chapter, author: User, days: int) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        link = create_draft_link(draft, author, days, "Kim")
        assert (link.created_by, link.note) == (author, "Kim")
        clock.move_to(now + timedelta(days=days, seconds=-1))
        assert shown(link) == [draft] and link.is_active()
        clock.move_to(now + timedelta(days=days))
        assert shown(link) == [] and not link.is_active()


def test_thirty_days_by_default(draft: Chapter, author: User) -> None:
    link = create_draft_link(draft, author)
    assert link.expires_at - link.created_at == timedelta(days=30)


@pytest.mark.parametrize("days", [0, -1, 2, 10_000])
def test_no_other_days(draft: Chapter, author: User, days: int) -> None:
    with pytest.raises(ValidationError):
        create_draft_link(draft, author, days)


def test_it_shows_its_own_chapter_alone(
    draft: Chapter, make_chapter: MakeChapter, author: User
) -> None:
    make_chapter(release_in=None)
    link = create_draft_link(draft, author)
    create_draft_link(draft, author)
    assert shown(link) == [draft]


def test_withdrawn_it_shows_nothing(draft: Chapter, author: User) -> None:
    link, other = create_draft_link(draft, author), create_draft_link(draft, author)
    assert revoke_draft_link(link)
    assert (shown(link), shown(other)) == ([], [draft])
    link.refresh_from_db()
    moment = link.revoked_at
    assert not revoke_draft_link(link)
    link.refresh_from_db()
    assert link.revoked_at == moment


def test_what_was_deleted_is_not_shown(draft: Chapter, author: User) -> None:
    link = create_draft_link(draft, author)
    delete_chapter(draft)
    assert shown(link) == []
    undelete_chapter(draft)
    assert shown(link) == [draft]
    draft.story.soft_delete()
    assert shown(link) == []


def test_so_many_and_no_more(draft: Chapter, make_chapter: MakeChapter, author: User) -> None:
    links = [create_draft_link(draft, author) for _ in range(MAX_ACTIVE_LINKS)]
    with pytest.raises(ValidationError, match="50 working links"):
        create_draft_link(draft, author)
    create_draft_link(make_chapter(release_in=None), author)
    revoke_draft_link(links[0])
    create_draft_link(draft, author)


def test_its_address_cannot_be_made_from_the_row(draft: Chapter, author: User) -> None:
    link = create_draft_link(draft, author)
    address = link.get_absolute_url().split("/")[2]
    assert DraftLink.objects.with_signed_token(address).get() == link
    for other in (link.token, f"{link.token}.", f"{link.token}.{'x' * 43}", address[:-1], "", "é"):
        assert not DraftLink.objects.with_signed_token(other).exists()


def test_no_two_tokens(draft: Chapter, author: User) -> None:
    links = [create_draft_link(draft, author) for _ in range(2)]
    assert all(len(link.token) == 22 for link in links)
    with transaction.atomic(), pytest.raises(IntegrityError):
        DraftLink.objects.filter(pk=links[0].pk).update(token=links[1].token)

"""Functions that publish something refuse a banned member themselves, whichever page calls them."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Decision, ReviewItem, Sanction
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    delete_announcement,
    edit_announcement,
    publish_announcement,
    revert_announcement,
    undelete_announcement,
    undo_revert,
)
from serial.stories.choices import Visibility
from serial.stories.models import Announcement, Story
from serial.stories.writing_bans import WritingBanned
from tests.rolling_back import try_each

TEXT = AnnouncementText("A paperback", "In spring.")
Verb = Callable[[Announcement, User], object]
PUBLISHING: dict[str, Verb] = {
    "create": lambda row, by: create_announcement(row.story, TEXT, by),
    "edit": lambda row, by: edit_announcement(row, TEXT, by, based_on=row.revision),
    "publish": publish_announcement,
    "undo a revert": undo_revert,
    "undelete": undelete_announcement,
    "make the story public": lambda row, by: row.story.make_public(by),
}


@pytest.fixture
def announcement(story: Story, author: User) -> Announcement:
    return create_announcement(story, AnnouncementText("Soon", "Soon."), author)


def sanction_author(author: User, moderator: User, kind: SanctionKind) -> None:
    item = ReviewItem.objects.create(kind="member", member=author, status="decided")
    decision = Decision.objects.create(item=item, kind="sanction", by=moderator, member=author)
    Sanction.objects.create(member=author, kind=kind, decision=decision)


@try_each("name", list(PUBLISHING))
def test_banned_author_publishes_nothing(
    name: str, announcement: Announcement, author: User, moderator: User
) -> None:
    Story.objects.update(visibility=Visibility.DRAFT)
    sanction_author(author, moderator, SanctionKind.BANNED)
    with pytest.raises(WritingBanned, match="You may not write on this site"):
        PUBLISHING[name](announcement, author)
    row = Announcement.objects.get()
    assert (row.body, row.is_published()) == ("Soon.", False)
    assert Story.objects.get().visibility == Visibility.DRAFT


def test_silenced_author_publishes(
    announcement: Announcement, author: User, moderator: User
) -> None:
    sanction_author(author, moderator, SanctionKind.SILENCED)
    assert publish_announcement(announcement, author).is_published()


def test_banned_author_takes_back_what_is_public(
    announcement: Announcement, author: User, moderator: User
) -> None:
    publish_announcement(announcement, author)
    sanction_author(author, moderator, SanctionKind.BANNED)
    assert not revert_announcement(announcement, author).is_published()
    assert delete_announcement(announcement, author).deleted_at


def test_others_do_not_make_a_story_public(
    announcement: Announcement, reader: User, other_author: User, moderator: User, superuser: User
) -> None:
    story = announcement.story
    Story.objects.update(visibility=Visibility.DRAFT)
    for person in (reader, other_author, moderator):
        with pytest.raises(PermissionDenied):
            story.make_public(person)
    assert Story.objects.get().visibility == Visibility.DRAFT
    story.make_public(superuser)
    assert Story.objects.get().visibility == Visibility.PUBLIC


def test_desk_says_why_the_story_stays_a_draft(
    announcement: Announcement, author: User, author_client: Client, moderator: User
) -> None:
    Story.objects.update(visibility=Visibility.DRAFT)
    sanction_author(author, moderator, SanctionKind.BANNED)
    response = author_client.post(f"/desk/stories/story/{announcement.story_id}/make-public/")
    assert response.status_code == 403
    assert "You may not write on this site" in response.content.decode()
    assert Story.objects.get().visibility == Visibility.DRAFT

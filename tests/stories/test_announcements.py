"""Announcements: who may write them, who sees them, and that nothing typed is overwritten."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from serial.chapters.html.rerendering import rerender_story
from serial.stories.announcing import (
    AnnouncementChanged,
    AnnouncementRefused,
    AnnouncementText,
    create_announcement,
    delete_announcement,
    edit_announcement,
    publish_announcement,
    purge_announcements,
    revert_announcement,
    undelete_announcement,
    undo_revert,
)
from serial.stories.choices import Role, Visibility
from serial.stories.crediting import add_credit
from serial.stories.models import Announcement, Story
from serial.stories.time_limits import UNDELETE_PERIOD
from tests.conftest import MakeChapter, pen_name_of
from tests.rolling_back import try_each

GUEST = AnonymousUser()
TEXT = AnnouncementText("A paperback", "It is *printed*. <script>alert(1)</script>")
VERBS: list[Callable[[Announcement, User], Announcement]] = [
    publish_announcement,
    revert_announcement,
    undo_revert,
    delete_announcement,
    undelete_announcement,
]


@pytest.fixture
def draft(story: Story, author: User) -> Announcement:
    return create_announcement(story, TEXT, author)


@pytest.fixture
def published(draft: Announcement, author: User) -> Announcement:
    return publish_announcement(draft, author)


def titles_for(user: User | AnonymousUser) -> list[str]:
    return list(Announcement.objects.visible_to(user).values_list("title", flat=True))


def test_the_text_is_rendered_and_sanitised_where_it_is_stored(draft: Announcement) -> None:
    assert "<em>printed</em>" in draft.body_html
    assert "<script" not in draft.body_html


def test_readers_see_it_only_while_it_is_published(draft: Announcement, author: User) -> None:
    assert titles_for(GUEST) == titles_for(author) == []
    publish_announcement(draft, author)
    assert titles_for(GUEST) == titles_for(author) == ["A paperback"]
    revert_announcement(draft, author)
    assert titles_for(GUEST) == titles_for(author) == []


@try_each("verb", VERBS)
def test_only_authors_of_the_story_change_it(
    verb: Callable[[Announcement, User], Announcement],
    published: Announcement,
    reader: User,
    other_author: User,
    moderator: User,
) -> None:
    for user in (reader, other_author, moderator):
        with pytest.raises(PermissionDenied):
            verb(published, user)
        with pytest.raises(PermissionDenied):
            edit_announcement(published, TEXT, user, based_on=1)
        with pytest.raises(PermissionDenied):
            create_announcement(published.story, TEXT, user)


def test_a_co_author_who_accepted_may_write(story: Story, author: User, other_author: User) -> None:
    credit = add_credit(story, pen_name_of(other_author), Role.CO_AUTHOR, by=author)
    with pytest.raises(PermissionDenied):
        create_announcement(story, TEXT, other_author)
    credit.accept()
    assert create_announcement(story, TEXT, other_author).story == story


def test_nobody_writes_on_a_deleted_story(story: Story, author: User) -> None:
    Story.objects.update(deleted_at=timezone.now())
    with pytest.raises(PermissionDenied):
        create_announcement(story, TEXT, author)


def test_members_only_hidden_and_deleted_stories_hide_it(
    published: Announcement, reader: User, author: User
) -> None:
    Story.objects.update(visibility=Visibility.MEMBERS)
    assert (titles_for(GUEST), titles_for(reader)) == ([], ["A paperback"])
    Story.objects.update(visibility=Visibility.DRAFT)
    assert (titles_for(reader), titles_for(author)) == ([], ["A paperback"])
    Story.objects.update(visibility=Visibility.PUBLIC, deleted_at=timezone.now())
    assert titles_for(reader) == titles_for(author) == []


def test_lists_leave_out_unlisted_stories_and_those_without_a_chapter(
    published: Announcement, reader: User, make_chapter: MakeChapter
) -> None:
    listed = Announcement.objects.listed_for
    assert not listed(reader)
    make_chapter()
    assert listed(reader).count() == listed(GUEST).count() == 1
    Story.objects.update(visibility=Visibility.MEMBERS)
    assert (listed(reader).count(), listed(GUEST).count()) == (1, 0)
    Story.objects.update(visibility=Visibility.UNLISTED)
    assert not listed(reader) and titles_for(GUEST) == ["A paperback"]


def test_publishing_twice_keeps_the_first_time(published: Announcement, author: User) -> None:
    again = publish_announcement(published, author)
    assert again.published_at == published.published_at


def test_undoing_a_revert_brings_back_its_time_and_is_possible_once(
    published: Announcement, author: User
) -> None:
    revert_announcement(published, author)
    assert undo_revert(published, author).published_at == published.published_at
    with pytest.raises(AnnouncementRefused, match="nothing to undo"):
        undo_revert(published, author)


def test_a_revert_cannot_be_undone_after_it_was_published_anew(
    published: Announcement, author: User
) -> None:
    revert_announcement(published, author)
    publish_announcement(published, author)
    with pytest.raises(AnnouncementRefused):
        undo_revert(published, author)


def test_a_deleted_one_is_restored_as_it_was_or_erased_after_a_month(
    published: Announcement, author: User
) -> None:
    delete_announcement(published, author)
    assert titles_for(author) == []
    with pytest.raises(AnnouncementRefused, match="deleted"):
        edit_announcement(published, TEXT, author, based_on=1)
    undelete_announcement(published, author)
    assert titles_for(GUEST) == ["A paperback"]
    delete_announcement(published, author)
    assert purge_announcements() == 0
    long_ago = timezone.now() - UNDELETE_PERIOD - timedelta(days=1)
    Announcement.objects.update(deleted_at=long_ago)
    assert purge_announcements() == 1


def test_an_edit_of_an_older_text_is_refused_with_the_newer_one(
    published: Announcement, author: User
) -> None:
    newer = AnnouncementText("A paperback", "In spring.")
    edited = edit_announcement(published, newer, author, based_on=1)
    assert edited.revision == 2 and edited.updated_at() == edited.edited_at
    with pytest.raises(AnnouncementChanged) as refusal:
        edit_announcement(published, AnnouncementText("Mine", "Mine"), author, based_on=1)
    assert refusal.value.latest.body == "In spring."
    # The same text again, from a form that was sent twice, changes nothing.
    assert edit_announcement(published, newer, author, based_on=1).revision == 2


def test_a_form_sent_twice_makes_one(story: Story, author: User) -> None:
    key = uuid4()
    first = create_announcement(story, TEXT, author, form_key=key)
    again = create_announcement(story, TEXT, author, form_key=key)
    assert first == again and Announcement.objects.count() == 1


def test_another_punctuation_of_the_story_is_rendered(story: Story, author: User) -> None:
    draft = create_announcement(story, AnnouncementText("New", 'Say "yes".'), author)
    assert "“yes”" in draft.body_html
    story.smart_punctuation = False
    story.save_with_slug()
    rerender_story(story)
    draft.refresh_from_db()
    assert "&quot;yes&quot;" in draft.body_html or '"yes"' in draft.body_html

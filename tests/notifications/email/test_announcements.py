"""Announcements tell followers once, in the site and by email, and nobody who may not see them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.comments.muting import mute
from serial.library.following import follow_author
from serial.library.models import Follow
from serial.mail.models import OutboxEmail
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.announcements import (
    TELL_FOLLOWERS_JOB,
    find_announcements,
    was_told,
)
from serial.notifications.email.events import queue_event_emails
from serial.notifications.email.releases import SETTLE
from serial.notifications.kinds import ANNOUNCEMENT
from serial.notifications.models import (
    Notification,
    NotificationSetting,
    StorySetting,
)
from serial.notifications.unread import unread_count
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    delete_announcement,
    publish_announcement,
    revert_announcement,
    undo_revert,
)
from serial.stories.models import Announcement, Story
from tests.conftest import pen_name_of
from tests.notifications.email.telling import digests, run_jobs, send
from tests.shared_rows import shared_rows

NOW, DAILY, NEVER = EmailFrequency.NOW, EmailFrequency.DAILY, EmailFrequency.NEVER
TEXT = AnnouncementText("A paperback", "It will be *printed* in spring.")


@shared_rows
def news(story: Story, author: User) -> Announcement:
    return publish_announcement(create_announcement(story, TEXT, author), author)


def choose(user: User, frequency: EmailFrequency, *, in_site: bool = True) -> None:
    NotificationSetting.objects.update_or_create(
        user=user, kind=ANNOUNCEMENT, defaults={"email": frequency, "in_site": in_site}
    )


def tell() -> None:
    """Does what the worker does when there is no time left to take it back."""
    with time_machine.travel(timezone.now() + SETTLE, tick=True):
        find_announcements({})
        run_jobs(TELL_FOLLOWERS_JOB)
        queue_event_emails({})


def send_soon() -> list[EmailMultiAlternatives]:
    return send(timezone.now() + 2 * SETTLE)


def keys_of(user: User) -> list[str]:
    return list(Notification.objects.shown_to(user).values_list("key", flat=True))


def text_of(email: EmailMultiAlternatives) -> str:
    return f"{email.subject}\n{email.body}\n{email.alternatives[0][0]!s}"


def test_a_follower_is_told_in_the_site_and_by_email(
    follower: User, reader_client: Client, news: Announcement
) -> None:
    choose(follower, NOW)
    tell()
    assert keys_of(follower) == [f"announcement:{news.pk}"] and unread_count(follower) == 1
    (email,) = send_soon()
    assert "A paperback" in email.subject and "The Lamp" in email.subject
    assert "It will be printed in spring." in email.body
    assert news.get_absolute_url() in text_of(email)
    assert "Stop emails about this story" in email.body and "/unsubscribe/" in email.body
    page = reader_client.get("/notifications/?show=stories").content.decode()
    assert "A paperback" in page and "It will be printed in spring." in page
    row = Notification.objects.get()
    response = reader_client.get(f"/notifications/{row.pk}/")
    assert response["Location"] == news.get_absolute_url() and unread_count(follower) == 0


def test_by_default_it_is_in_the_daily_digest_beside_other_news(
    follower: User, news: Announcement
) -> None:
    tell()
    (row,) = digests()
    assert send_soon() == []
    (email,) = send(row.due_at)
    assert "1 announcement" in email.subject
    assert "A paperback" in email.body and "The Lamp\n" in email.body
    assert send(row.due_at) == []


def test_it_is_told_once_whatever_happens_to_it(
    follower: User, author: User, news: Announcement
) -> None:
    choose(follower, NOW)
    tell()
    tell()
    assert len(send_soon()) == 1
    revert_announcement(news, author)
    assert keys_of(follower) == []
    undo_revert(news, author)
    revert_announcement(news, author)
    publish_announcement(news, author)
    tell()
    assert send_soon() == [] and Notification.objects.count() == 1 and was_told(news)
    assert keys_of(follower) == [f"announcement:{news.pk}"]


def test_one_that_is_taken_back_at_once_is_not_told_and_can_be_told_later(
    follower: User, author: User, news: Announcement
) -> None:
    choose(follower, NOW)
    find_announcements({})
    assert not was_told(news)
    revert_announcement(news, author)
    tell()
    assert not Notification.objects.exists() and not OutboxEmail.objects.exists()
    publish_announcement(news, author)
    tell()
    assert len(send_soon()) == 1


Change = Callable[[Announcement, User, User], object]
CHANGES: dict[str, Change] = {
    "taken back": lambda news, reader, author: revert_announcement(news, author),
    "deleted": lambda news, reader, author: delete_announcement(news, author),
    "story deleted": lambda news, *_: news.story.soft_delete(),
    "story hidden": lambda news, *_: Story.objects.update(visibility="draft"),
    "author muted": lambda news, reader, author: mute(reader, author, "anna"),
    "not followed any more": lambda *_: Follow.objects.all().delete(),
    "read": lambda *_: Notification.objects.update(read_at=timezone.now()),
    "turned off": lambda news, reader, author: choose(reader, NEVER),
    "turned off for the story": lambda news, reader, author: StorySetting.objects.create(
        user=reader, story=news.story, email=NEVER
    ),
}


@pytest.mark.parametrize("frequency", [NOW, DAILY])
@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_sent_of_what_changed_before_the_sending(
    name: str, frequency: EmailFrequency, follower: User, author: User, news: Announcement
) -> None:
    choose(follower, frequency)
    tell()
    CHANGES[name](news, follower, author)
    assert (send(digests()[0].due_at) if frequency == DAILY else send_soon()) == []


def test_muted_authors_and_stories_that_are_hidden_show_nothing_in_the_site(
    follower: User, author: User, news: Announcement
) -> None:
    tell()
    Story.objects.update(visibility="draft")
    assert keys_of(follower) == [] and unread_count(follower) == 0
    Story.objects.update(visibility="members")
    assert len(keys_of(follower)) == 1
    mute(follower, author, "anna")
    assert keys_of(follower) == [] and unread_count(follower) == 0


def test_a_draft_story_tells_nobody_until_it_is_public(follower: User, news: Announcement) -> None:
    Story.objects.update(visibility="draft")
    tell()
    assert not was_told(news)
    Story.objects.update(visibility="public")
    tell()
    assert len(keys_of(follower)) == 1


def test_only_those_are_told_who_followed_before(
    reader: User, other_author: User, author: User, news: Announcement, follower: User
) -> None:
    tell()
    follow_author(other_author, pen_name_of(author))
    tell()
    assert keys_of(other_author) == [] and keys_of(author) == []
    assert list(Notification.objects.values_list("user", flat=True)) == [follower.pk]


def test_the_settings_of_the_story_count_for_its_emails(follower: User, news: Announcement) -> None:
    choose(follower, NEVER)
    StorySetting.objects.create(user=follower, story=news.story, email=NOW)
    tell()
    assert len(send_soon()) == 1


def test_who_does_not_want_them_in_the_site_has_none(follower: User, news: Announcement) -> None:
    choose(follower, NEVER, in_site=False)
    tell()
    assert keys_of(follower) == [] and unread_count(follower) == 0
    assert not OutboxEmail.objects.exists()


def test_an_old_announcement_tells_nobody(follower: User, news: Announcement) -> None:
    Announcement.objects.update(published_at=timezone.now() - timedelta(days=3))
    tell()
    assert not was_told(news)


def test_the_desk_says_that_followers_are_not_told_again(
    author_client: Client, follower: User, author: User, news: Announcement
) -> None:
    tell()
    revert_announcement(news, author)
    url = f"/desk/stories/story/{news.story_id}/announcements/{news.pk}/"
    page = author_client.get(url).content.decode()
    assert "They are not told again." in page and "will be told" not in page


def test_of_a_story_for_adults_only_the_title_is_told(
    follower: User, reader_client: Client, news: Announcement
) -> None:
    Story.objects.update(rating="explicit")
    choose(follower, NOW)
    tell()
    (email,) = send_soon()
    assert "A paperback" in email.subject and "printed" not in text_of(email)
    assert "The Lamp" in email.body
    page = reader_client.get("/notifications/").content.decode()
    assert "A paperback" in page and "printed" not in page

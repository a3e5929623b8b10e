"""An author can release a chapter without telling its followers: in no way but feeds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release, set_silent
from serial.notifications.choices import EmailFrequency
from serial.notifications.new_chapters import new_chapters, older_news, stories_with_news
from serial.notifications.unread import unread_count
from tests.conftest import MakeChapter, client_of
from tests.notifications.email.conftest import follower
from tests.notifications.email.telling import announce_releases, choose, digests, send, tell

__all__ = ["follower"]

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MINUTE = timedelta(minutes=1)


def release_silently(make_chapter: MakeChapter, title: str = "Quiet") -> Chapter:
    chapter = make_chapter(title=title, release_in=None)
    set_silent(chapter, True)
    set_release(chapter, timezone.now() - MINUTE)
    return chapter


def test_nobody_is_told_by_email(follower: User, make_chapter: MakeChapter) -> None:
    release_silently(make_chapter)
    assert tell() == []
    make_chapter(title="Loud", release_in=-MINUTE)
    (email,) = tell()
    assert "Loud" in email.subject and "Quiet" not in email.body


def test_no_digest_is_sent_for_it_or_has_it(follower: User, make_chapter: MakeChapter) -> None:
    choose(follower, EmailFrequency.DAILY)
    release_silently(make_chapter)
    announce_releases()
    assert digests() == []
    make_chapter(title="Loud", release_in=-MINUTE)
    announce_releases()
    (email,) = send(digests()[0].due_at)
    assert "Loud" in email.body and "Quiet" not in email.body


def test_notifications_do_not_show_it(follower: User, make_chapter: MakeChapter) -> None:
    chapter = release_silently(make_chapter)
    now = timezone.now()
    assert not new_chapters(follower, now) and not stories_with_news(follower, now)
    assert not older_news(follower, now, now + MINUTE) and unread_count(follower) == 0
    member = client_of(follower)
    assert "Quiet" not in member.get("/notifications/").content.decode()
    assert member.get(f"/notifications/chapters/{chapter.pk}/").status_code == 404


def test_feed_and_story_have_it(make_chapter: MakeChapter, client: Client) -> None:
    chapter = release_silently(make_chapter)
    for url in (f"{chapter.story.get_absolute_url()}feed/", chapter.story.get_absolute_url()):
        assert "Quiet" in client.get(url).content.decode()


def test_choice_ends_with_the_release(make_chapter: MakeChapter) -> None:
    chapter = make_chapter(release_in=-MINUTE)
    set_silent(chapter, True)
    chapter.refresh_from_db()
    assert not chapter.is_silent

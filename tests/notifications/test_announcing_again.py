"""A chapter that was much rewritten can be announced again, once: by email and in the site."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releases.announcing_again import (
    AnnouncementRefused,
    announce_again,
    why_not_again,
)
from serial.chapters.releases.releasing import set_release, set_silent
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.releases import LONGEST_WAIT
from serial.notifications.marking import mark_story_seen
from serial.notifications.models import ReleaseMailing, ReleaseMailingChapter
from serial.notifications.new_chapters import new_chapters, stories_with_news
from serial.notifications.unread import unread_count
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory, client_of
from tests.notifications.email.conftest import follower
from tests.notifications.email.telling import announce_releases, choose, digests, send, tell
from tests.notifications.email.test_leaks import CHANGES

__all__ = ["follower"]

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def rewrite(chapter: Chapter) -> None:
    text = ChapterText(title=chapter.title, body="Other *words*.")
    save_text(chapter, text, SaveInfo(by=None), based_on=chapter.revision)
    chapter.refresh_from_db()


@pytest.fixture
def rewritten(follower: User, make_chapter: MakeChapter) -> Chapter:
    """Released ten days ago and seen by its follower, and rewritten just now."""
    chapter = make_chapter(title="Brackwater", release_in=-10 * DAY)
    follower.follows.update(created_at=timezone.now() - 20 * DAY)
    mark_story_seen(follower, chapter.story_id, timezone.now() - DAY)
    rewrite(chapter)
    return chapter


def later(**time: int) -> time_machine.travel:
    """The sweep waits for further chapters."""
    return time_machine.travel(timezone.now() + timedelta(**time), tick=True)


def test_follower_gets_an_email_that_says_rewritten(rewritten: Chapter, author: User) -> None:
    assert tell() == []
    announce_again(rewritten, author)
    with later(minutes=1):
        (email,) = tell()
        assert tell() == []
    assert email.subject == "The Lamp: Chapter 1: Brackwater, rewritten"
    for text in (email.body, str(email.alternatives[0][0])):
        assert "This chapter was rewritten." in text and "Other words." in text


def test_site_shows_it_as_rewritten_until_it_is_seen(
    rewritten: Chapter, author: User, follower: User
) -> None:
    assert unread_count(follower) == 0
    announce_again(rewritten, author)
    with later(minutes=2):
        now = timezone.now()
        assert list(new_chapters(follower, now)) == [rewritten]
        assert stories_with_news(follower, now).exists() and unread_count(follower) == 1
        member = client_of(follower)
        page = member.get("/notifications/").content.decode()
        assert "Brackwater" in page and "rewritten" in page
        member.get(f"/notifications/chapters/{rewritten.pk}/")
        assert unread_count(follower) == 0 and not new_chapters(follower, now)


def test_old_news_of_it_is_on_the_page(rewritten: Chapter, author: User, follower: User) -> None:
    """What nobody has opened for months is found in another way, and once."""
    announce_again(rewritten, author)
    with later(days=90):
        member = client_of(follower)
        page = member.get("/notifications/").content.decode()
        assert page.count(f"/notifications/chapters/{rewritten.pk}/") == 1
        assert unread_count(follower) == 1


@pytest.mark.parametrize("frequency", [EmailFrequency.DAILY, EmailFrequency.WEEKLY])
def test_digest_says_rewritten(
    frequency: EmailFrequency, rewritten: Chapter, author: User, follower: User
) -> None:
    choose(follower, frequency)
    announce_again(rewritten, author)
    with later(minutes=1):
        announce_releases()
    (email,) = send(digests()[0].due_at)
    assert email.subject == "1 rewritten chapter"
    assert "Brackwater (rewritten)" in email.body


def test_digest_with_new_and_rewritten_chapters(
    rewritten: Chapter, author: User, follower: User, make_chapter: MakeChapter
) -> None:
    choose(follower, EmailFrequency.DAILY)
    announce_again(rewritten, author)
    make_chapter(title="Fresh", release_in=MINUTE / 2)
    with later(minutes=2):
        announce_releases()
        page = client_of(follower).get("/notifications/").content.decode()
    assert "2 new or rewritten chapters of" in page
    (email,) = send(digests()[0].due_at)
    assert email.subject == "2 new or rewritten chapters"


def test_second_time_is_refused(rewritten: Chapter, author: User) -> None:
    announce_again(rewritten, author)
    rewrite(rewritten)
    stale = Chapter(pk=rewritten.pk, story=rewritten.story)
    for chapter in (rewritten, stale):
        with pytest.raises(AnnouncementRefused, match="once in the life of a chapter"):
            announce_again(chapter, author)
    # Nor by becoming a draft in between.
    set_release(rewritten, None)
    set_release(rewritten, timezone.now() - MINUTE)
    with pytest.raises(AnnouncementRefused, match="once"):
        announce_again(rewritten, author)


def test_database_has_one_mailing_for_it(rewritten: Chapter, author: User) -> None:
    announce_again(rewritten, author)
    with later(minutes=1):
        announce_releases()
    mailing = ReleaseMailing.objects.create(story=rewritten.story)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseMailingChapter.objects.create(chapter=rewritten, mailing=mailing, is_again=True)


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_counts(author: User, make_chapter: MakeChapter) -> None:
    chapter = make_chapter(release_in=-DAY)
    rewrite(chapter)
    barrier = Barrier(2)
    results: list[datetime | AnnouncementRefused] = []

    def press() -> None:
        mine = Chapter.objects.select_related("story").get(pk=chapter.pk)
        barrier.wait()
        try:
            results.append(announce_again(mine, author))
        except AnnouncementRefused as refusal:
            results.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert {type(result) for result in results} == {AnnouncementRefused, datetime}
    assert len(results) == 2


def test_what_cannot_be_announced(
    author: User, other_author: User, story: Story, make_chapter: MakeChapter
) -> None:
    unchanged = make_chapter(release_in=-MINUTE)
    Chapter.objects.update(text_changed_at=timezone.now() - DAY)
    with pytest.raises(AnnouncementRefused, match="not changed since its release"):
        announce_again(unchanged, author)
    rewrite(unchanged)
    with pytest.raises(PermissionDenied):
        announce_again(unchanged, other_author)
    Story.objects.update(visibility="draft")
    with pytest.raises(AnnouncementRefused, match="only when readers can read it"):
        announce_again(unchanged, author)
    Story.objects.update(visibility="public")
    for release_in in (None, DAY):
        with pytest.raises(AnnouncementRefused, match="only when readers can read it"):
            announce_again(make_chapter(release_in=release_in), author)
    assert why_not_again(unchanged) == ""


def test_silent_release_is_announced_as_new(
    follower: User, author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(title="Quiet", release_in=None)
    set_silent(chapter, True)
    set_release(chapter, timezone.now() - MINUTE)
    assert tell() == []
    announce_again(chapter, author)
    with later(minutes=2):
        (email,) = tell()
        assert unread_count(follower) == 1
    assert email.subject == "The Lamp: Chapter 1: Quiet" and "rewritten" not in email.body


def test_rewritten_before_its_first_email_is_told_once(
    follower: User, author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=-MINUTE)
    announce_releases()
    rewrite(chapter)
    announce_again(chapter, author)
    assert send() == []
    with later(minutes=1):
        (email,) = tell()
    assert "rewritten" in email.subject


@pytest.mark.parametrize("frequency", [EmailFrequency.NOW, EmailFrequency.DAILY])
@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_told_of_what_the_member_may_not_see(
    name: str, frequency: EmailFrequency, follower: User, author: User, rewritten: Chapter
) -> None:
    choose(follower, frequency)
    announce_again(rewritten, author)
    with later(minutes=1):
        announce_releases()
    change: Callable[[Chapter, User, User], object] = CHANGES[name]
    change(rewritten, follower, author)
    at = digests()[0].due_at if frequency == EmailFrequency.DAILY else None
    assert send(at) == []
    if name != "account not active":
        with later(minutes=2):
            assert unread_count(follower) == 0


def test_unsubscribed_member_is_not_told(
    follower: User, author: User, rewritten: Chapter, make_story: MakeStory
) -> None:
    choose(follower, EmailFrequency.NEVER)
    announce_again(rewritten, author)
    with later(minutes=1):
        assert tell() == []


def test_deleted_and_restored_chapter_stays_announced(rewritten: Chapter, author: User) -> None:
    announce_again(rewritten, author)
    delete_chapter(rewritten)
    with later(seconds=LONGEST_WAIT.seconds):
        assert tell() == []

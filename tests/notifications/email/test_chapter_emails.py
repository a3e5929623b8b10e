"""Followers hear of each chapter once by email, in the way that they chose."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.jobs.models import Queue
from serial.jobs.running import run_next
from serial.library.following import follow_author, follow_story, unfollow_story
from serial.library.models import Follow
from serial.mail.models import OutboxEmail, UnsubscribeToken
from serial.mail.sending.waiting import LONGEST_WAIT
from serial.notifications.choices import EmailFrequency
from serial.notifications.email import chapter_email, releases
from serial.notifications.email.releases import find_releases
from serial.notifications.email.rendering import render_email
from serial.notifications.marking import mark_story_seen
from serial.notifications.models import NotificationSetting, ReleaseMailing, StorySetting
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory, make_user, pen_name_of
from tests.notifications.email.telling import announce_releases, choose, digests, send, tell

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_follower_gets_one_email_for_a_chapter(
    follower: User, author: User, make_chapter: MakeChapter
) -> None:
    body = "The guides would not <look> at the map.\n\nThey looked at *her hands*."
    chapter = make_chapter(body, title="Brackwater & salt", release_in=-MINUTE)
    (email,) = tell()
    assert email.to == ["rosa@example.org"]
    assert email.subject == "The Lamp: Chapter 1: Brackwater & salt"
    for text in (email.body, str(email.alternatives[0][0])):
        assert "They looked at her hands." in text
        assert f"http://testserver{chapter.get_absolute_url()}" in text
        token = UnsubscribeToken.objects.get()
        assert f"http://testserver/unsubscribe/{token.token}/" in text
        assert "<img" not in text
    assert "Brackwater & salt" in email.body and "would not <look>" in email.body
    assert "&lt;look&gt;" in str(email.alternatives[0][0])
    assert tell() == [] and ReleaseMailing.objects.count() == 1


def test_ten_chapters_at_once_are_one_email(follower: User, make_chapter: MakeChapter) -> None:
    for number in range(10):
        make_chapter(title=f"Title {number}", release_in=-MINUTE)
    (email,) = tell()
    assert email.subject == "The Lamp: 10 new chapters"
    assert all(f"Title {number}" in email.body for number in range(10))


def test_sweep_waits_for_further_chapters_but_not_for_long(
    follower: User, make_chapter: MakeChapter
) -> None:
    make_chapter(title="One", release_in=-timedelta(seconds=5))
    assert tell() == [] and not ReleaseMailing.objects.exists()
    Chapter.objects.update(release_at=timezone.now() - releases.LONGEST_WAIT)
    make_chapter(title="Two", release_in=-timedelta(seconds=1))
    (email,) = tell()
    assert "One" in email.body and "Two" in email.body


def test_follower_of_story_and_author_gets_one_email(
    follower: User, author: User, make_chapter: MakeChapter
) -> None:
    follow_author(follower, pen_name_of(author))
    Follow.objects.update(created_at=timezone.now() - timedelta(days=1))
    make_chapter(release_in=-MINUTE)
    assert len(tell()) == 1


def test_emails_are_rendered_once_for_all_readers_and_again_after_an_edit(
    story: Story, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = []

    def render(name: str, context: dict[str, object]) -> tuple[str, str]:
        rendered.append(name)
        return render_email(name, context)

    monkeypatch.setattr(chapter_email, "render_email", render)
    for number in range(3):
        user = make_user(f"reader{number}")
        follow_story(user, story)
        choose(user, EmailFrequency.NOW)
    Follow.objects.update(created_at=timezone.now() - timedelta(days=1))
    chapter = make_chapter("The *old* words.", release_in=-MINUTE)
    announce_releases()
    later = OutboxEmail.objects.filter(user=user)
    later.update(due_at=timezone.now() + MINUTE)
    first, second = send()
    assert rendered == ["chapter"]
    tokens = dict(UnsubscribeToken.objects.values_list("user__email", "token"))
    for email in (first, second):
        for text in (email.body, str(email.alternatives[0][0])):
            assert f"http://testserver/unsubscribe/{tokens[email.to[0]]}/" in text
            assert sum(token in text for token in tokens.values()) == 1
    Chapter.objects.filter(pk=chapter.pk).update(body_html="<p>The new words.</p>")
    (third,) = send(timezone.now() + MINUTE)
    assert "The new words." in third.body and "The old words." in first.body


def test_old_chapters_are_no_news(follower: User, make_chapter: MakeChapter) -> None:
    make_chapter(release_in=-timedelta(days=3))
    assert tell() == []


def test_chapter_released_again_is_not_announced_again(
    follower: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(release_in=-MINUTE)
    assert len(tell()) == 1
    set_release(chapter, None)
    set_release(chapter, timezone.now() - MINUTE)
    assert tell() == []


def test_daily_digest_comes_at_the_hour_of_the_member(
    follower: User, make_chapter: MakeChapter
) -> None:
    choose(follower, EmailFrequency.DAILY)
    for title in ("One", "Two"):
        make_chapter(title=title, release_in=-MINUTE)
    assert tell() == []
    (row,) = digests()
    assert (row.due_at.hour, row.event) == (7, f"digest:daily:{row.due_at:%Y-%m-%d}")
    make_chapter(title="Three", release_in=-MINUTE)
    announce_releases()
    (email,) = send(row.due_at)
    assert email.subject == "3 new chapters"
    assert all(title in email.body for title in ("The Lamp", "anna", "One", "Two", "Three"))
    assert send(row.due_at) == []


def test_weekly_digest_has_what_came_out_in_the_week(
    follower: User, make_chapter: MakeChapter
) -> None:
    choose(follower, EmailFrequency.WEEKLY)
    make_chapter(release_in=-MINUTE)
    assert tell() == []
    (row,) = digests()
    assert row.due_at.weekday() == 5
    (email,) = send(row.due_at)
    assert email.subject == "1 new chapter" and "each week" in email.body


def test_digest_needs_as_many_queries_for_many_stories(
    follower: User, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    choose(follower, EmailFrequency.DAILY)

    def query_count(stories: int) -> int:
        for number in range(stories):
            story = make_story(f"{number} of {stories}")
            Follow.objects.create(
                user=follower, story=story, created_at=timezone.now() - timedelta(days=1)
            )
            make_chapter(story=story, release_in=-MINUTE)
        announce_releases()
        with CaptureQueriesContext(connection) as captured:
            (email,) = send(digests()[-1].due_at)
        assert email.subject.startswith(f"{stories} new chapter")
        OutboxEmail.objects.all().delete()
        Follow.objects.all().delete()
        return len(captured)

    # The first email makes the token of its unsubscribe link.
    query_count(1)
    assert query_count(2) == query_count(6)


def test_digest_leaves_out_what_the_member_has_seen(
    follower: User, story: Story, make_chapter: MakeChapter
) -> None:
    choose(follower, EmailFrequency.DAILY)
    make_chapter(release_in=-MINUTE)
    announce_releases()
    mark_story_seen(follower, story.pk)
    assert send(digests()[0].due_at) == []


def test_setting_of_a_story_replaces_that_of_the_kind(
    follower: User, story: Story, make_chapter: MakeChapter
) -> None:
    StorySetting.objects.create(user=follower, story=story, email=EmailFrequency.NEVER)
    make_chapter(release_in=-MINUTE)
    assert tell() == [] and not OutboxEmail.objects.exists()


def test_what_the_member_changed_since_then_counts(
    follower: User, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(release_in=-MINUTE)
    announce_releases()
    unfollow_story(follower, story)
    assert send() == []
    make_chapter(release_in=-MINUTE)
    follow_story(follower, story)
    announce_releases()
    choose(follower, EmailFrequency.NEVER)
    assert send() == []


def test_one_click_stops_the_emails_of_this_story(
    follower: User, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(release_in=-MINUTE)
    tell()
    url = f"/unsubscribe/{UnsubscribeToken.objects.get().token}/"
    program = Client(enforce_csrf_checks=True)
    page = program.get(url).content.decode()
    assert "Stop emails about The Lamp" in page and "Stop all emails" in page
    page = program.post(url, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert "You get no more emails about The Lamp." in page
    assert StorySetting.objects.get(user=follower, story=story).email == "never"
    assert Follow.objects.filter(user=follower).exists()
    make_chapter(release_in=-MINUTE)
    assert tell() == []
    program.post(url, {"choice": "all"})
    kinds = NotificationSetting.objects.filter(user=follower)
    assert set(kinds.values_list("email", flat=True)) == {"never"}


def test_one_click_stops_the_digest(follower: User, make_chapter: MakeChapter) -> None:
    choose(follower, EmailFrequency.DAILY)
    make_chapter(release_in=-MINUTE)
    announce_releases()
    send(digests()[0].due_at)
    url = f"/unsubscribe/{UnsubscribeToken.objects.get().token}/"
    assert "You get no more digests." in Client().post(url).content.decode()
    setting = NotificationSetting.objects.get(user=follower, kind="chapter")
    assert (setting.email, setting.in_site) == ("never", True)


@pytest.mark.parametrize("seconds", [0, 60])
def test_followers_are_queued_in_ranges(
    seconds: int, story: Story, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "FOLLOWERS_AT_ONCE", 2)
    monkeypatch.setattr(releases, "PART_SECONDS", seconds)
    people = [make_user(f"reader{number}") for number in range(5)]
    for user in people:
        follow_story(user, story)
        choose(user, EmailFrequency.NOW)
    Follow.objects.update(created_at=timezone.now() - timedelta(days=1))
    make_chapter(release_in=-MINUTE)
    find_releases({})
    parts = 0
    while releases.queue_followers({"mailing": ReleaseMailing.objects.get().pk}) is not None:
        parts += 1
    assert parts == (0 if seconds else 2)
    assert {email.to[0] for email in tell()} == {user.email for user in people}


def test_nothing_is_sent_while_emails_to_followers_are_written(
    story: Story, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "FOLLOWERS_AT_ONCE", 1)
    monkeypatch.setattr(releases, "PART_SECONDS", 0)
    for number in range(3):
        user = make_user(f"reader{number}")
        follow_story(user, story)
        choose(user, EmailFrequency.NOW)
    Follow.objects.update(created_at=timezone.now() - timedelta(days=1))
    make_chapter(release_in=-MINUTE)
    find_releases({})
    assert run_next(Queue.QUICK) and OutboxEmail.objects.count() == 1
    assert send() == []
    # Whatever keeps the rest from being written: a minute later it holds up nobody.
    assert len(send(timezone.now() + LONGEST_WAIT)) == 1
    assert len(tell()) == 2


def test_a_job_that_fails_holds_up_no_emails(
    follower: User, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_chapter(release_in=-MINUTE)
    announce_releases()
    make_chapter(release_in=-MINUTE)
    monkeypatch.setattr(releases, "_queue_range", lambda pk: 1 / 0)
    find_releases({})
    assert send() == []
    while run_next(Queue.QUICK):
        pass
    assert len(send()) == 1


def test_query_count_does_not_grow_with_the_followers(
    story: Story, make_chapter: MakeChapter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for start in (0, 1):
        for number in range(start, 4 * start + 1):
            user = make_user(f"reader{start}{number}")
            follow_story(user, story)
            if number % 2:
                choose(user, EmailFrequency.NOW)
        make_chapter(release_in=-MINUTE)
        find_releases({})
        mailing = ReleaseMailing.objects.latest("pk")
        with django_assert_max_num_queries(14):
            releases.queue_followers({"mailing": mailing.pk})

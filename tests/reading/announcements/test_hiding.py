"""Moderators hide one announcement; only the authors of its story see it then."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.library.following import follow_story
from serial.library.models import Follow
from serial.moderation.deciding import undo
from serial.moderation.models import Decision, ReviewItem
from serial.moderation.review.edited_works import open_edited_works
from serial.notifications.email.announcements import TELL_FOLLOWERS_JOB, find_announcements
from serial.stories.announcing import AnnouncementText, edit_announcement
from serial.stories.models import Announcement
from serial.stories.taking_down import put_back_announcement, take_down_announcement
from tests.moderation.queue.conftest import QUEUE
from tests.moderation.queue.test_other_things import decide
from tests.notifications.email.telling import run_jobs
from tests.public_forms import send_public_form
from tests.reading.announcements.test_pages import announce, news
from tests.reading.conftest import get_page

__all__ = ["news"]

pytestmark = pytest.mark.both_databases
LISTS = (
    *("/", "/stories/the-lamp/", "/stories/the-lamp/announcements/"),
    *("/stories/the-lamp/feed/", "/by/anna/feed/"),
)


def report(news: Announcement) -> ReviewItem:
    url = f"/report/announcement/{news.pk}/"
    send_public_form(url, reason="spam", words="It sells something.")
    return ReviewItem.objects.get(announcement=news)


def hide(client: Client, item: ReviewItem, **typed: object) -> Decision:
    decide(client, item, "hide", words="It sells something.", **typed)
    return Decision.objects.get(item=item, kind="hide")


def test_hidden_and_put_back(
    guest_client: Client,
    reader_client: Client,
    moderator: User,
    moderator_client: Client,
    author_client: Client,
    news: Announcement,
) -> None:
    seen_by = (guest_client, reader_client)
    for client in seen_by:
        for url in (*LISTS, news.get_absolute_url()):
            assert "paperback" in get_page(client, url), url
    item = report(news)
    page = get_page(moderator_client, f"{QUEUE}items/{item.pk}/?tab=reported")
    assert "It will be *printed*." in page and "Announcement" in page
    assert "paperback" in get_page(moderator_client, f"{QUEUE}?tab=reported")
    decision = hide(moderator_client, item)
    for client in seen_by:
        assert client.get(news.get_absolute_url()).status_code == 404
        assert client.get(f"/report/announcement/{news.pk}/").status_code == 404
        for url in LISTS:
            assert "paperback" not in get_page(client, url), url
    page = get_page(author_client, f"/accounts/decisions/{decision.pk}/")
    assert "Your announcement was hidden" in page and "It sells something." in page
    own = get_page(author_client, news.get_absolute_url())
    assert "paperback" in own and "Moderators have hidden this." in own
    assert f"/report/announcement/{news.pk}/" not in own
    desk = get_page(author_client, f"/desk/stories/story/{news.story_id}/announcements/")
    assert "Hidden by moderators" in desk
    undo(decision.pk, moderator)
    for client in seen_by:
        for url in (*LISTS, news.get_absolute_url()):
            assert "paperback" in get_page(client, url), url


def test_legal_order(guest_client: Client, moderator_client: Client, news: Announcement) -> None:
    hide(moderator_client, report(news), legal_order="yes")
    assert guest_client.get(news.get_absolute_url()).status_code == 451
    assert guest_client.get("/stories/the-lamp/").status_code == 200
    assert guest_client.get("/stories/the-lamp/announcements/999/").status_code == 404


def test_only_moderators_hide(
    author: User, reader: User, moderator: User, news: Announcement
) -> None:
    for user in (author, reader):
        with pytest.raises(PermissionDenied):
            take_down_announcement(news, TakedownReason.RULES, user)
    take_down_announcement(news, TakedownReason.RULES, moderator)
    with pytest.raises(PermissionDenied):
        put_back_announcement(news, author)
    assert not Announcement.objects.published().exists()
    put_back_announcement(news, moderator)
    assert Announcement.objects.published().exists()


def test_nobody_is_told_of_a_hidden_one(
    reader: User, reader_client: Client, moderator: User, news: Announcement
) -> None:
    follow_story(reader, news.story)
    Follow.objects.update(created_at=timezone.now() - timedelta(days=1))
    Announcement.objects.update(published_at=timezone.now() - timedelta(minutes=1))
    take_down_announcement(news, TakedownReason.RULES, moderator)
    find_announcements({})
    assert not hasattr(Announcement.objects.get(), "mailing")
    put_back_announcement(news, moderator)
    find_announcements({})
    run_jobs(TELL_FOLLOWERS_JOB)
    assert "paperback" in get_page(reader_client, "/notifications/")
    take_down_announcement(news, TakedownReason.RULES, moderator)
    assert "paperback" not in get_page(reader_client, "/notifications/")


def test_edited_after_the_decision_it_is_reviewed_again(
    author: User, moderator_client: Client, news: Announcement
) -> None:
    item = report(news)
    hide(moderator_client, item)
    edit_announcement(news, AnnouncementText("A paperback", "Free."), author, based_on=1)
    assert Announcement.objects.get().taken_down_for == "rules"
    open_edited_works({})
    item.refresh_from_db()
    assert item.is_reported


def test_item_of_an_erased_one_stays(moderator_client: Client, news: Announcement) -> None:
    item = report(news)
    news.delete()
    page = get_page(moderator_client, f"{QUEUE}items/{item.pk}/?tab=reported")
    assert "This was deleted." in page


def test_others_of_the_story_stay(
    guest_client: Client, author: User, moderator: User, news: Announcement
) -> None:
    other = announce(news.story, author, AnnouncementText("Hardcover", "Also."))
    take_down_announcement(news, TakedownReason.RULES, moderator)
    assert "Hardcover" in get_page(guest_client, other.get_absolute_url())
    page = get_page(guest_client, "/stories/the-lamp/")
    assert "Hardcover" in page and "All announcements" not in page

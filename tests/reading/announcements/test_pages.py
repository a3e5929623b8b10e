"""Announcements on the page of the story, on pages of their own, and who sees them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.moderation.models import Report
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    edit_announcement,
    publish_announcement,
    revert_announcement,
)
from serial.stories.choices import Rating, Visibility
from serial.stories.models import Announcement, Story
from tests.conftest import MakeStory
from tests.public_forms import send_public_form
from tests.reading.conftest import get_page
from tests.shared_rows import shared_rows

TEXT = AnnouncementText("A *paperback*", "It will be *printed*.")


def announce(story: Story, author: User, text: AnnouncementText = TEXT) -> Announcement:
    return publish_announcement(create_announcement(story, text, author), author)


@shared_rows
def news(lamp: Story, author: User) -> Announcement:
    return announce(lamp, author)


def test_the_newest_is_on_the_page_of_the_story_and_leads_to_its_own(
    guest_client: Client, lamp: Story, author: User, news: Announcement
) -> None:
    page = get_page(guest_client, lamp.get_absolute_url())
    assert "<em>printed</em>" in page and news.get_absolute_url() in page
    assert "All announcements" not in page
    newer = announce(lamp, author, AnnouncementText("In spring", "In *spring*."))
    page = get_page(guest_client, lamp.get_absolute_url())
    assert "<em>spring</em>" in page and "<em>printed</em>" not in page
    assert "All announcements" in page
    listed = get_page(guest_client, f"{lamp.get_absolute_url()}announcements/")
    assert listed.index(newer.get_absolute_url()) < listed.index(news.get_absolute_url())


def test_a_page_from_the_cache_changes_with_the_announcement(
    guest_client: Client, reader_client: Client, author: User, news: Announcement
) -> None:
    urls = (news.story.get_absolute_url(), news.get_absolute_url())
    for client in (guest_client, reader_client):
        for url in urls:
            assert "printed" in get_page(client, url)
    edit_announcement(news, AnnouncementText("Other", "Postponed."), author, based_on=1)
    for client in (guest_client, reader_client):
        for url in urls:
            page = get_page(client, url)
            assert "Postponed." in page and "printed" not in page
    revert_announcement(news, author)
    for client in (guest_client, reader_client):
        assert "Postponed." not in get_page(client, urls[0])
        assert client.get(urls[1]).status_code == 404


def test_a_long_one_is_folded(guest_client: Client, lamp: Story, author: User) -> None:
    announce(lamp, author, AnnouncementText("Long", "Words and words. " * 100))
    page = get_page(guest_client, lamp.get_absolute_url())
    assert "announcement__text--long" in page and 'href="#announcement-text"' in page


def test_it_has_a_lasting_url_under_the_slug_of_its_story(
    guest_client: Client, lamp: Story, author: User, news: Announcement, make_story: MakeStory
) -> None:
    url = news.get_absolute_url()
    assert guest_client.get(url).status_code == 200
    lamp.save_with_slug("the-lantern")
    assert guest_client.get(url)["Location"] == f"/stories/the-lantern/announcements/{news.pk}/"
    former = "/stories/the-lamp/announcements/"
    assert guest_client.get(former)["Location"] == "/stories/the-lantern/announcements/"
    other = make_story("Another", visibility=Visibility.PUBLIC)
    assert (
        guest_client.get(f"{other.get_absolute_url()}announcements/{news.pk}/").status_code == 404
    )


@pytest.mark.parametrize(
    "visibility, for_guests, for_readers", [("members", 404, 200), ("draft", 404, 404)]
)
def test_it_is_hidden_with_its_story(
    guest_client: Client,
    reader_client: Client,
    author_client: Client,
    news: Announcement,
    visibility: str,
    for_guests: int,
    for_readers: int,
) -> None:
    Story.objects.update(visibility=visibility)
    for url in (news.get_absolute_url(), f"{news.story.get_absolute_url()}announcements/"):
        assert guest_client.get(url).status_code == for_guests
        assert reader_client.get(url).status_code == for_readers
        assert author_client.get(url).status_code == 200


def test_on_a_story_for_adults_it_asks_first(guest_client: Client, news: Announcement) -> None:
    Story.objects.update(rating=Rating.EXPLICIT)
    for url in (news.get_absolute_url(), f"{news.story.get_absolute_url()}announcements/"):
        assert "paperback" not in get_page(guest_client, url)
        page = get_page(guest_client, f"{url}?mature=yes")
        assert "paperback" in page and "?mature=yes" in page


def test_only_its_author_is_led_to_the_desk(
    author_client: Client, reader_client: Client, news: Announcement
) -> None:
    edit = f"/desk/stories/story/{news.story_id}/announcements/{news.pk}/"
    assert edit in get_page(author_client, news.get_absolute_url())
    assert edit not in get_page(reader_client, news.get_absolute_url())


def test_it_can_be_reported(reader_client: Client, news: Announcement) -> None:
    url = f"/report/announcement/{news.pk}/"
    assert url in get_page(reader_client, news.get_absolute_url())
    page = get_page(reader_client, url)
    assert "It will be printed." in page and "paperback" in page
    send_public_form(url, reason="spam", words="It sells something.")
    item = Report.objects.select_related("item").get().item
    assert (item.announcement_id, item.on_story_id) == (news.pk, news.story_id)


def test_what_cannot_be_seen_cannot_be_reported(
    reader_client: Client, author: User, news: Announcement
) -> None:
    revert_announcement(news, author)
    assert reader_client.get(f"/report/announcement/{news.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_list(
    guest_client: Client, lamp: Story, author: User, news: Announcement
) -> None:
    url = f"{lamp.get_absolute_url()}announcements/"

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            guest_client.get(url)
        return len(captured)

    count_queries()
    before = count_queries()
    for number in range(5):
        announce(lamp, author, AnnouncementText(f"News {number}", "Again."))
    assert count_queries() == before


def test_the_list_has_pages(guest_client: Client, lamp: Story, author: User) -> None:
    text = AnnouncementText("News", "Again.")
    first = announce(lamp, author, text)
    Announcement.objects.update(published_at=timezone.now() - timedelta(days=1))
    for _number in range(50):
        announce(lamp, author, text)
    url = f"{lamp.get_absolute_url()}announcements/"
    assert first.get_absolute_url() not in get_page(guest_client, url)
    assert first.get_absolute_url() in get_page(guest_client, f"{url}?page=2")


def test_a_story_without_announcements_says_so(guest_client: Client, lamp: Story) -> None:
    page = get_page(guest_client, f"{lamp.get_absolute_url()}announcements/")
    assert "No announcements yet." in page
    assert "announcement" not in get_page(guest_client, lamp.get_absolute_url()).lower()

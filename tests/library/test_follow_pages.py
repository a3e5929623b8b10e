"""The button "Follow" on pages: for members, for guests who sign in first, and for authors."""

import re
from html import unescape
from urllib.parse import unquote_plus

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.library.following import follow_author, follow_story, follows_author, follows_story
from serial.library.models import Follow
from serial.reading.following.tokens import TOKEN_PERIOD
from serial.stories.models import Story
from tests.accounts.auth import EVIL_URLS, first_link, sign_in, sign_up
from tests.conftest import client_of, pen_name_of

STORY, AUTHOR, CHAPTER = "/stories/the-lamp/", "/by/anna/", "/read/the-lamp/one/"
FOLLOW, FOLLOW_AUTHOR = f"{STORY}follow/", f"{AUTHOR}follow/"
PAGES = {STORY: FOLLOW, CHAPTER: FOLLOW, AUTHOR: FOLLOW_AUTHOR}


@pytest.fixture(autouse=True)
def lamp(make_chapter: object) -> Story:
    assert callable(make_chapter)
    chapter = make_chapter("Words.", title="One")
    assert isinstance(chapter, Chapter)
    return chapter.story


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.content.decode())


def link_of(page: str, label: str) -> str:
    main = page.partition("<main")[2]
    (url,) = re.findall(rf'<a [^>]*href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{label}</a>', main)
    return unescape(url)


@pytest.mark.parametrize("page", PAGES)
def test_members_follow_and_unfollow_with_one_press(
    reader: User, reader_client: Client, page: str
) -> None:
    assert ">Following</button>" not in text_of(reader_client, page)
    for pressed, label in (("yes", "Following"), ("no", "Follow"), ("yes", "Following")):
        response = reader_client.post(PAGES[page], {"follow": pressed, "next": page})
        assert response.headers["Location"] == f"{page}#follow"
        button = re.search(r'<form class="follow".*?</form>', text_of(reader_client, page), re.S)
        assert button and f"</svg>{label}</button>" in button[0]
    assert Follow.objects.get().user == reader


def test_pressing_twice_in_two_tabs_is_pressing_once(
    lamp: Story, reader: User, reader_client: Client
) -> None:
    for _ in range(2):
        reader_client.post(FOLLOW, {"follow": "yes"})
    assert follows_story(reader, lamp)
    for _ in range(2):
        reader_client.post(FOLLOW, {"follow": "no"})
    assert not follows_story(reader, lamp)


@pytest.mark.parametrize("page", PAGES)
def test_authors_are_not_offered_to_follow_themselves(author_client: Client, page: str) -> None:
    assert 'id="follow"' not in text_of(author_client, page)
    assert "This is your own." in text_of(author_client, PAGES[page])
    assert author_client.post(PAGES[page], {"follow": "yes"}).status_code == 403
    assert not Follow.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_guests_share_one_page_without_a_form(guest_client: Client, page: str) -> None:
    response = guest_client.get(page)
    assert response.headers["Cache-Control"].startswith("public")
    assert not response.cookies
    html = response.content.decode()
    assert "csrfmiddlewaretoken" not in html
    asked = guest_client.get(link_of(html, "Follow"))
    assert asked.status_code == 200 and not asked.cookies
    assert "no-store" in asked.headers["Cache-Control"] and "noindex" in asked.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_guest_signs_in_and_follows(
    lamp: Story, author: User, reader: User, guest_client: Client, page: str
) -> None:
    asked = text_of(guest_client, link_of(text_of(guest_client, page), "Follow"))
    sign_in_url = link_of(asked, "Sign in")
    form = unescape(text_of(guest_client, sign_in_url))
    next_url = re.findall(r'name="next" value="([^"]+)"', form)[0]
    response = sign_in(guest_client, "rosa", next_url=next_url)
    response = guest_client.get(response.headers["Location"])
    assert response.headers["Location"] == page
    assert "You follow" in text_of(guest_client, page)
    assert_follows(reader, lamp, author, page)


@pytest.mark.parametrize("page", PAGES)
def test_guest_signs_up_and_follows_after_the_email(
    lamp: Story, author: User, guest_client: Client, mailoutbox: list[EmailMessage], page: str
) -> None:
    asked = text_of(guest_client, link_of(text_of(guest_client, page), "Follow"))
    sign_up(guest_client, next_url=next_of(link_of(asked, "Sign up")))
    # Signing up in a browser that has confirmed the email signs in.
    response = guest_client.post(first_link(mailoutbox[0]))
    for _ in range(3):
        if PAGES[page] in response.headers["Location"]:
            break
        response = guest_client.get(response.headers["Location"])
    response = guest_client.get(response.headers["Location"])
    assert response.headers["Location"] == page
    assert_follows(User.objects.get(username="nina"), lamp, author, page)


@pytest.mark.parametrize("page", PAGES)
def test_guest_confirms_the_email_on_another_device_and_follows(
    lamp: Story, author: User, guest_client: Client, mailoutbox: list[EmailMessage], page: str
) -> None:
    asked = text_of(guest_client, link_of(text_of(guest_client, page), "Follow"))
    sign_up(guest_client, next_url=next_of(link_of(asked, "Sign up")))
    phone = Client()
    next_url = next_of(phone.post(first_link(mailoutbox[0])).headers["Location"])
    response = sign_in(phone, "nina", next_url=next_url)
    assert phone.get(response.headers["Location"]).headers["Location"] == page
    assert_follows(User.objects.get(username="nina"), lamp, author, page)


def next_of(url: str) -> str:
    return unquote_plus(url.partition("next=")[2])


def assert_follows(user: User, story: Story, author: User, page: str) -> None:
    """What the button of this page is about, and nothing else."""
    assert follows_author(user, pen_name_of(author)) == (page == AUTHOR)
    assert follows_story(user, story) == (page != AUTHOR)


def token_url(client: Client, url: str = FOLLOW) -> str:
    """Where signing in leads a guest."""
    return next_of(link_of(text_of(client, url), "Sign in"))


def test_a_link_alone_makes_nobody_follow(
    guest_client: Client, reader: User, reader_client: Client
) -> None:
    """Only those who signed in after they pressed, from a page of this site, in time."""
    with time_machine.travel(timezone.now(), tick=False) as now:
        User.objects.filter(pk=reader.pk).update(last_login=timezone.now())
        now.shift(60)
        url = token_url(guest_client)
        assert "</svg>Follow</button>" in text_of(reader_client, url)
        User.objects.filter(pk=reader.pk).update(last_login=timezone.now())
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Purpose": "prefetch"}):
            assert reader_client.get(url, headers=headers).status_code == 200
        assert reader_client.head(url).status_code == 200
        other = url.replace(FOLLOW, FOLLOW_AUTHOR)
        for wrong in (other, f"{FOLLOW}?token=x", url.replace("token=", "token=x")):
            assert reader_client.get(wrong).status_code == 200
        assert not Follow.objects.exists()
        now.shift(TOKEN_PERIOD.total_seconds() - 1)
        later = client_of(reader)
        assert later.get(url, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
        Follow.objects.all().delete()
        now.shift(120)
        assert client_of(reader).get(url).status_code == 200
    assert not Follow.objects.exists()


@pytest.mark.parametrize("url", EVIL_URLS)
def test_it_leads_back_to_this_site_only(reader_client: Client, url: str) -> None:
    response = reader_client.post(FOLLOW, {"follow": "yes", "next": url})
    assert response.headers["Location"] == f"{STORY}#follow"


def test_a_form_of_an_ended_session_leads_to_signing_in(guest_client: Client) -> None:
    response = guest_client.post(FOLLOW, {"follow": "yes", "next": CHAPTER})
    assert response.status_code == 200
    assert not Follow.objects.exists()
    assert f"next%3D{CHAPTER.replace('/', '%252F')}" in response.content.decode()


def test_what_cannot_be_read_cannot_be_followed(
    guest_client: Client, reader_client: Client
) -> None:
    Story.objects.update(visibility="draft")
    PenName.objects.filter(name="anna").update(taken_down_for="illegal")
    for url in (FOLLOW, FOLLOW_AUTHOR):
        for client in (guest_client, reader_client):
            assert client.get(url).status_code == 404
            assert client.post(url, {"follow": "yes"}).status_code == 404
    assert not Follow.objects.exists()


def test_a_page_needs_one_query_more_for_members_however_many_follow(
    lamp: Story, reader: User, reader_client: Client, other_author: User, moderator: User
) -> None:
    def query_count() -> int:
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                text_of(reader_client, STORY)
        # Beside the bell's, which counts new chapters.
        asked = [query["sql"] for query in queries if "library_follow" in query["sql"]]
        assert len([sql for sql in asked if "notifications" not in sql]) == 1
        return len(queries)

    follow_story(reader, lamp)
    before = query_count()
    for user in (other_author, moderator):
        follow_story(user, lamp)
    assert query_count() == before


def test_authors_see_how_many_follow(
    lamp: Story, author: User, author_client: Client, reader: User, other_author: User
) -> None:
    urls = ("/desk/stories/story/", f"/desk/stories/story/{lamp.pk}/change/")
    pen_names = "/desk/accounts/penname/"
    assert all("follower" not in text_of(author_client, url) for url in (*urls, pen_names))
    for user in (reader, other_author):
        follow_story(user, lamp)
    follow_author(reader, pen_name_of(author))
    for url in urls:
        page = text_of(author_client, url)
        assert "2 followers" in page and "rosa" not in page
    assert "1 follower<" in text_of(author_client, pen_names)


@pytest.mark.parametrize("back", ["chapter", "x.html", "//evil.example/", "javascript:alert(1)"])
def test_leads_back_to_the_story_if_the_page_before_is_no_path(
    back: str, reader_client: Client
) -> None:
    response = reader_client.post(f"{STORY}follow/", {"follow": "yes", "next": back})
    assert response.headers["Location"] == f"{STORY}#follow"

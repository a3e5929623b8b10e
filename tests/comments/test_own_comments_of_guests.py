"""A guest's comment is theirs in the browser that posted it, by a cookie; no URL has the token."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import set_slug
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.comments.time_limits import OWNER_TOKEN_PERIOD
from serial.stories.choices import Rating
from tests.comments.conftest import MakeComment
from tests.comments.sending import (
    comments_url,
    links_of,
    open_private_link,
    send,
    send_action,
    state_of,
)

REASON = "The author approves guest comments before they are published."


def test_url_after_posting_has_no_token(guest_client: Client, chapter: Chapter) -> None:
    response = send(guest_client, chapter)
    comment = Comment.objects.get()
    own_page = f"{comment.get_absolute_url()}?own=yes"
    assert response.headers["Location"] == f"{own_page}#c1"
    cookie = response.cookies[f"comment-{chapter.pk}-1"]
    assert cookie["path"] == comment.get_absolute_url()
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] > 0
    page = guest_client.get(own_page)
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "I liked this." in page.content.decode()


def test_private_link_opens_the_comment_in_another_browser(
    guest_client: Client, chapter: Chapter
) -> None:
    page = guest_client.get(send(guest_client, chapter).headers["Location"]).content.decode()
    (link,) = [url for url in links_of(page) if "owner=" in url]
    other = Client()
    assert other.get(comments_url(chapter) + "1/").status_code == 404
    response = other.get(link)
    assert response.status_code == 302 and "owner" not in response.headers["Location"]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "I liked this." in other.get(response.headers["Location"]).content.decode()


def test_private_link_to_an_adult_story_keeps_the_consent(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    token = make_comment("Mine.", by=None).owner_token()
    chapter.story.rating = Rating.EXPLICIT
    chapter.story.save()
    link = f"{comments_url(chapter)}1/?mature=yes&owner={token}"
    url = Client().get(link).headers["Location"]
    assert url == f"{comments_url(chapter)}1/?mature=yes&own=yes#c1"


def test_rights_expire(guest_client: Client, chapter: Chapter) -> None:
    send(guest_client, chapter)
    comment = Comment.objects.get()
    last_second = comment.posted_at + OWNER_TOKEN_PERIOD - timedelta(seconds=1)
    with time_machine.travel(last_second, tick=False):
        assert send_action(guest_client, comment, "delete").status_code == 302
        assert send_action(guest_client, comment, "undelete").status_code == 302
    with time_machine.travel(comment.posted_at + OWNER_TOKEN_PERIOD):
        assert send_action(guest_client, comment, "delete").status_code == 404
        assert not open_private_link(Client(), comment).cookies
        assert guest_client.get(f"{comment.get_absolute_url()}?own=yes").status_code == 404
    assert state_of(comment) == State.HELD


def test_own_page_leads_others_to_the_shared_page(
    guest_client: Client, reader_client: Client, make_comment: MakeComment
) -> None:
    url = make_comment("For everyone.").get_absolute_url()
    for client in (guest_client, reader_client):
        response = client.get(f"{url}?own=yes")
        assert (response.status_code, response.headers["Location"]) == (302, url)
        assert "public" not in response.headers["Cache-Control"]
    # No shared cache may keep "not found" for the page of a comment that is posted next.
    response = guest_client.get(f"{url.replace('/1/', '/2/')}?own=yes")
    assert response.status_code == 302


def test_private_link_of_a_guest_gives_a_member_the_rights_too(
    reader_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("Mine, before I signed up.", by=None)
    url = open_private_link(reader_client, comment).headers["Location"]
    assert "Delete" in reader_client.get(url).content.decode()


def test_link_to_a_members_comment_gives_no_rights(
    guest_client: Client, make_comment: MakeComment
) -> None:
    response = open_private_link(guest_client, make_comment("A member's."))
    assert response.status_code == 302 and not response.cookies


def test_cookie_of_a_very_long_url_reaches_the_comment(
    guest_client: Client, chapter: Chapter
) -> None:
    slug = "灯" * 70
    Chapter.objects.update(slug=slug)
    chapter.story.slug = slug
    chapter.story.save()
    chapter.refresh_from_db()
    cookie = send(guest_client, chapter).cookies[f"comment-{chapter.pk}-1"]
    assert cookie["path"] == "/read/"


def test_comment_stays_theirs_when_the_story_and_the_chapter_get_other_slugs(
    guest_client: Client, chapter: Chapter
) -> None:
    former = send(guest_client, chapter).headers["Location"].partition("#")[0]
    former_edit = former.replace("?own=yes", "edit/")
    chapter.story.slug = "the-lantern"
    chapter.story.save_with_slug()
    set_slug(chapter, "another-night")
    response = guest_client.get(former)
    own_page = f"{chapter.get_absolute_url()}comments/1/?own=yes"
    assert (response.status_code, response.headers["Location"]) == (301, own_page)
    assert response.headers["Cache-Control"] == "private, no-store"
    cookie = response.cookies[f"comment-{chapter.pk}-1"]
    assert cookie["path"] == f"{chapter.get_absolute_url()}comments/1/"
    assert cookie["httponly"] and 0 < cookie["max-age"] <= OWNER_TOKEN_PERIOD.total_seconds()
    assert "I liked this." in guest_client.get(own_page).content.decode()
    # A form that was open meanwhile.
    response = guest_client.post(former_edit, {"text": "I loved this."})
    assert response.status_code == 308 and response.cookies[f"comment-{chapter.pk}-1"]["path"]


def test_former_url_gives_nobody_else_the_comment(guest_client: Client, chapter: Chapter) -> None:
    former = send(guest_client, chapter).headers["Location"].partition("#")[0]
    set_slug(chapter, "another-night")
    stranger = Client()
    response = stranger.get(former)
    assert not response.cookies and response.headers["Cache-Control"] == "private, no-store"
    stranger.cookies[f"comment-{chapter.pk}-1"] = "forged"
    assert not stranger.get(former).cookies
    # What has no token may be stored by shared caches.
    shared = Client().get(former.partition("?")[0])
    assert not shared.cookies and "public" in shared.headers["Cache-Control"]
    with time_machine.travel(timezone.now() + OWNER_TOKEN_PERIOD):
        assert not guest_client.get(former).cookies


def test_waiting_comment_says_why_and_has_no_dead_links(
    guest_client: Client, chapter: Chapter
) -> None:
    url = send(guest_client, chapter, paragraph="1", quote="Some words").headers["Location"]
    page = guest_client.get(url).content.decode()
    assert "awaiting moderation" in page and REASON in page
    assert "reply_to=" not in page
    for link in links_of(page):
        if link.startswith("/read/"):
            assert guest_client.get(link, follow=True).status_code == 200, link


def test_waiting_comment_can_be_answered_by_an_author(
    author_client: Client, make_comment: MakeComment
) -> None:
    page = author_client.get(make_comment("Hm.", by=None).get_absolute_url()).content.decode()
    assert "reply_to=1" in page


def test_reason_is_shown_to_the_guest_only(
    guest_client: Client, author: User, reader_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("Hello.", by=None)
    make_comment("Oh?", by=author, parent=comment)
    for client in (guest_client, reader_client):
        assert REASON not in client.get(f"{comment.get_absolute_url()}").content.decode()
    assert timezone.now() < comment.owner_token_expires_at()

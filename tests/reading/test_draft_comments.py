"""The holder of a draft link comments on the draft, without an account, a cookie or a script."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.draft_links import create_draft_link, revoke_draft_link
from serial.chapters.models import Chapter, DraftLink
from serial.chapters.releases.releasing import release_now
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.draft_comments import managing
from serial.comments.models import DraftComment
from serial.stories.choices import Visibility
from serial.stories.models import Story
from tests.conftest import MakeChapter, pen_name_of
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

FIRST = "The lamp went out at nine."
SECOND = "Then the rain began to fall."
TEXT = "Who *lit* it? I asked myself <b>twice</b>."


@shared_rows
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(f"{FIRST}\n\n{SECOND}\n\n* * *\n\nMorning.", release_in=None, title="One")


@pytest.fixture
def link(draft: Chapter, author: User) -> DraftLink:
    return create_draft_link(draft, author, note="Anna <3")


def comments_url(link: DraftLink) -> str:
    return f"{link.get_absolute_url()}comments/"


def page_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return unescape(response.content.decode())


def open_form(client: Client, link: DraftLink, query: str = "") -> dict[str, str]:
    """Returns the fields of a form that was opened a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        form = client.get(comments_url(link) + query).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def send(client: Client, link: DraftLink, query: str = "", **typed: str) -> Any:
    fields = {**open_form(client, link, query), "text": TEXT, **typed}
    return client.post(comments_url(link), fields)


def test_draft_page_has_a_form_and_a_link_at_each_paragraph(
    guest_client: Client, link: DraftLink
) -> None:
    page = page_of(guest_client, link.get_absolute_url())
    assert "Only the authors of this story see your comments, under the name “Anna <3”." in page
    assert page.count('aria-label="Comment on this paragraph"') == 3
    assert "csrfmiddlewaretoken" not in page
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        form = guest_client.get(link.get_absolute_url()).context["form"]
    key = form["form_key"].value()
    response = guest_client.post(comments_url(link), {"form_key": key, "text": TEXT})
    comment = DraftComment.objects.get()
    assert response["Location"] == f"{link.get_absolute_url()}#comment-{comment.pk}"
    assert (comment.paragraph, comment.quote, comment.findings) == (None, "", [])
    page = page_of(guest_client, link.get_absolute_url())
    assert f'id="comment-{comment.pk}"' in page and "Who <em>lit</em> it?" in page
    assert "<b>twice" not in guest_client.get(link.get_absolute_url()).content.decode()


def test_comment_on_a_paragraph(guest_client: Client, link: DraftLink, draft: Chapter) -> None:
    url = f"{comments_url(link)}?paragraph=2"
    assert SECOND in page_of(guest_client, url)
    response = send(guest_client, link, "?paragraph=2")
    comment = DraftComment.objects.get()
    assert (comment.paragraph, comment.quote) == (2, SECOND)
    back = f"{link.get_absolute_url()}?sent={comment.pk}#c{draft.pk}-b2"
    assert response["Location"] == back
    page = page_of(guest_client, back)
    assert 'aria-label="Comment sent. 1 comment on this paragraph"' in page
    assert f'id="c{draft.pk}-b2"' in page
    assert f'href="{link.get_absolute_url()}#c{draft.pk}-b2"' in page
    assert "Your comments on this paragraph" in page_of(guest_client, url)
    assert "Your comments on this paragraph" not in page_of(
        guest_client, f"{comments_url(link)}?paragraph=1"
    )


def test_no_cookies_and_no_caching(guest_client: Client, link: DraftLink) -> None:
    for response in (
        guest_client.get(link.get_absolute_url()),
        guest_client.get(comments_url(link)),
        send(guest_client, link),
        guest_client.get(f"{comments_url(link)}{DraftComment.objects.get().pk}/delete/"),
    ):
        assert not response.cookies
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_works_with_csrf_checks(link: DraftLink) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    assert send(client, link).status_code == 302


def test_holder_sees_replies_and_only_comments_of_the_link(
    guest_client: Client, link: DraftLink, draft: Chapter, author: User
) -> None:
    send(guest_client, link)
    other = create_draft_link(draft, author, note="Ben")
    send(guest_client, other, text="Ben’s words.")
    own, theirs = DraftComment.objects.order_by("pk")
    managing.reply(own.pk, author, "Rosa lit it.", uuid4())
    managing.reply(theirs.pk, author, "Only for Ben.", uuid4())
    page = page_of(guest_client, link.get_absolute_url())
    assert "Rosa lit it." in page and pen_name_of(author).name in page
    assert "Ben" not in page and "resolved by the author" not in page
    managing.resolve(own.pk, author)
    assert "resolved by the author" in page_of(guest_client, link.get_absolute_url())


def test_holder_sees_why_a_comment_is_folded(guest_client: Client, link: DraftLink) -> None:
    send(guest_client, link, text="See https://example.org/lamps")
    page = page_of(guest_client, link.get_absolute_url())
    assert "The author sees this folded: It has a link." in page


def test_holder_replies_and_deletes(guest_client: Client, link: DraftLink, author: User) -> None:
    send(guest_client, link)
    own = DraftComment.objects.get()
    managing.reply(own.pk, author, "Rosa lit it.", uuid4())
    reply_form = page_of(guest_client, f"{comments_url(link)}?reply_to={own.pk}")
    assert "Who <em>lit</em> it?" in reply_form and "Send reply" in reply_form
    send(guest_client, link, f"?reply_to={own.pk}", text="Ah.")
    answer = DraftComment.objects.latest("pk")
    assert (answer.parent, answer.user) == (own, None)
    delete_url = f"{comments_url(link)}{own.pk}/delete/"
    assert "with the replies to it" in page_of(guest_client, delete_url)
    assert guest_client.post(delete_url)["Location"].endswith("#draft-comments")
    assert not DraftComment.objects.exists()
    page_of(guest_client, delete_url, 404)


def test_nobody_deletes_with_another_link(
    guest_client: Client, link: DraftLink, draft: Chapter
) -> None:
    send(guest_client, link)
    comment = DraftComment.objects.get()
    other = create_draft_link(draft, None)
    for url in (
        f"{comments_url(other)}{comment.pk}/delete/",
        f"/drafts/x/comments/{comment.pk}/delete/",
    ):
        assert guest_client.post(url).status_code == 404
    assert DraftComment.objects.exists()


@try_each(
    "typed, status, error",
    [
        ({"text": ""}, 422, "Write your comment first."),
        ({"text": "x" * 10_001}, 422, "Remove 1 character."),
        ({"form_key": "forged"}, 422, "The form was incomplete."),
        ({"paragraph": "two"}, 422, "The form was incomplete."),
        ({"reply_to": "999"}, 410, "The comment you reply to was deleted."),
    ],
)
def test_refused_text_comes_back(
    guest_client: Client, link: DraftLink, typed: dict[str, str], status: int, error: str
) -> None:
    response = send(guest_client, link, **typed)
    page = unescape(response.content.decode())
    assert response.status_code == status and error in page
    assert typed.get("text", TEXT) in page
    assert not DraftComment.objects.exists()
    if "text" not in typed:
        # What comes back can be sent.
        form = response.context["form"]
        fields = {name: str(form[name].value() or "") for name in form.fields}
        assert guest_client.post(comments_url(link), {**fields}).status_code in {302, 422}


@try_each("ending", ["revoked", "expired", "released", "deleted", "link deleted"])
def test_text_comes_back_if_the_link_ended_meanwhile(
    guest_client: Client, link: DraftLink, draft: Chapter, author: User, ending: str
) -> None:
    fields = {**open_form(guest_client, link), "text": TEXT}
    moment = timezone.now()
    if ending == "revoked":
        revoke_draft_link(link)
    elif ending == "expired":
        moment = link.expires_at
    elif ending == "released":
        release_now(draft)
    elif ending == "deleted":
        delete_chapter(draft)
    else:
        managing.delete_draft_link(DraftLink.objects.get(), author, with_comments=True)
    with time_machine.travel(moment):
        response = guest_client.post(comments_url(link), fields)
        status = guest_client.get(comments_url(link)).status_code
    page = unescape(response.content.decode())
    assert response.status_code == 410 and TEXT in page
    assert not response.cookies, response.cookies
    assert ("was released while" if ending == "released" else "link ended while") in page
    expected = {"released": 302, "deleted": 404, "link deleted": 404}
    assert status == expected.get(ending, 410)
    assert not DraftComment.objects.exists()


def test_comments_are_closed_after_a_release_to_members(
    guest_client: Client, link: DraftLink, draft: Chapter
) -> None:
    send(guest_client, link)
    Story.objects.filter(pk=draft.story_id).update(visibility=Visibility.MEMBERS)
    release_now(draft)
    page = page_of(guest_client, link.get_absolute_url())
    assert "Comments on the draft are closed." in page and "Who <em>lit</em> it?" in page
    assert "<textarea" not in page and "comment-marker" not in page


def test_readers_never_see_them(
    guest_client: Client,
    reader_client: Client,
    author_client: Client,
    moderator_client: Client,
    link: DraftLink,
    draft: Chapter,
) -> None:
    send(guest_client, link, "?paragraph=1", text="Xyzzy.")
    release_now(draft)
    chapter_url = draft.get_absolute_url()
    story_url = draft.story.get_absolute_url()
    for client in (guest_client, reader_client, moderator_client, author_client):
        for url in (
            *(chapter_url, f"{chapter_url}comments/", f"{chapter_url}comments/on/1/"),
            *(story_url, f"{story_url}feed/", "/feed/", "/"),
        ):
            response = client.get(url)
            page = response.content.decode()
            assert response.status_code == 200
            assert "Xyzzy" not in page and "Anna &lt;3" not in page
    page = author_client.get(f"{chapter_url}comments/").content.decode()
    assert "No comments yet" in page


def test_authors_are_led_to_the_desk(author_client: Client, link: DraftLink) -> None:
    for url in (link.get_absolute_url(), comments_url(link)):
        page = page_of(author_client, url)
        assert "at the desk" in page and "<textarea" not in page


def test_quote_of_a_paragraph_that_is_gone(
    guest_client: Client, link: DraftLink, draft: Chapter, author: User
) -> None:
    send(guest_client, link, "?paragraph=2")
    save_text(draft, ChapterText(title="One", body=FIRST), SaveInfo(by=author), based_on=1)
    page = page_of(guest_client, link.get_absolute_url())
    assert SECOND in page and "This paragraph was changed or deleted." in page


def test_query_count_does_not_grow_with_comments(
    guest_client: Client, link: DraftLink, author: User
) -> None:
    def query_counts() -> list[int]:
        counts = []
        for url in (link.get_absolute_url(), f"{comments_url(link)}?paragraph=1"):
            with CaptureQueriesContext(connection) as captured:
                page_of(guest_client, url)
            counts.append(len(captured))
        return counts

    def add() -> None:
        send(guest_client, link, "?paragraph=1")
        managing.reply(DraftComment.objects.threads().latest("pk").pk, author, "Ah.", uuid4())

    add()
    before = query_counts()
    for _ in range(5):
        add()
    assert query_counts() == before

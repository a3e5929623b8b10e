"""The corpus of hostile texts in every field of a comment, on every page that shows one."""

from dataclasses import dataclass

import pytest
from django.core.cache import caches
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.models.comment import BODY_MAX_LENGTH, NAME_MAX_LENGTH, QUOTE_MAX_LENGTH
from serial.comments.rendering import render_comment
from serial.markup.sanitizing.cleaning import clean_source
from serial.reading.comments.tokens import owner_token
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, send
from tests.markup.xss_corpus import XSS_CASES
from tests.reading.test_hostile_text import Dangers, batches

OWN = ("form", "input", "script")
Pages = list[tuple[Client, str]]


@dataclass(frozen=True)
class Look:
    """dangers: but for forms and scripts, which a page has of its own: so many `parts`."""

    dangers: tuple[str, ...]
    parts: int


def look(client: Client, address: str) -> Look:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    parser = Dangers()
    parser.feed(page)
    parts = sum(page.lower().count(f"<{name}") for name in OWN)
    return Look(tuple(found for found in parser.found if found not in OWN), parts)


@pytest.fixture
def comments(make_comment: MakeComment, author: User) -> list[Comment]:
    """A member's, then a guest's, each with a reply; and one that waits."""
    first = make_comment("Plain.", quote="Some words.", paragraph=1)
    guests = make_comment("Plain.", by=None, quote="Some words.", paragraph=1)
    Comment.objects.filter(pk=guests.pk).update(state="published")
    make_comment("Reply.", by=author, parent=first)
    make_comment("See www.example.org")
    return list(Comment.objects.order_by("number"))


@pytest.fixture
def pages(
    comments: list[Comment],
    chapter: Chapter,
    guest_client: Client,
    reader_client: Client,
    author_client: Client,
    moderator_client: Client,
) -> Pages:
    base = comments_url(chapter)
    guest = comments[1]
    everyones = [base, f"{base}?as=fragment", f"{base}1/", f"{base}2/", f"{base}3/"]
    everyones += [f"{base}on/1/", f"{base}write/?reply_to=1", f"{base}write/?reply_to=2"]
    everyones += [f"{base}2/?owner={owner_token(guest)}", chapter.get_absolute_url()]
    found = [(client, each) for client in (guest_client, author_client) for each in everyones]
    found += [(reader_client, base), (reader_client, "/accounts/comments/")]
    found += [(reader_client, f"{base}1/"), (author_client, f"{base}4/")]
    found += [(author_client, "/desk/comments/")]
    found += [(author_client, f"/desk/chapters/chapter/{chapter.pk}/comments/")]
    admin = "/admin/comments/comment/"
    found += [(moderator_client, f"{admin}{each.pk}/change/") for each in comments]
    return [*found, (moderator_client, admin), (moderator_client, f"{base}1/")]


def make_hostile(comments: list[Comment], body: str, line: str) -> None:
    for comment in comments:
        if comment.user_id is None:
            comment.guest_name = line[:NAME_MAX_LENGTH]
        comment.quote = line[:QUOTE_MAX_LENGTH]
        comment.body = body[:BODY_MAX_LENGTH]
        render_comment(comment)
        comment.save()
        comment.revisions.create(body=body)
    caches["pages"].clear()


@pytest.mark.parametrize("hostile", list(batches()), ids=range(len(list(batches()))))
def test_a_comments_words_and_lines(hostile: str, comments: list[Comment], pages: Pages) -> None:
    before = [look(*page) for page in pages]
    make_hostile(comments, hostile, " ".join(hostile.split()))
    for page, own in zip(pages, before, strict=True):
        assert look(*page) == own, page


@pytest.mark.parametrize("start", range(0, len(XSS_CASES), 60))
def test_names_and_passages_one_by_one(
    start: int, comments: list[Comment], chapter: Chapter, guest_client: Client
) -> None:
    base, guest = comments_url(chapter), comments[1]
    addresses = [f"{base}?as=fragment", f"{base}write/?reply_to=2"]
    before = [look(guest_client, address) for address in addresses]
    for case in XSS_CASES[start : start + 60]:
        line = " ".join(clean_source(case).split())
        Comment.objects.filter(pk=guest.pk).update(
            guest_name=line[:NAME_MAX_LENGTH], quote=line[:QUOTE_MAX_LENGTH]
        )
        caches["pages"].clear()
        assert [look(guest_client, address) for address in addresses] == before, case


@pytest.mark.parametrize("start", range(0, len(XSS_CASES), 100))
def test_what_is_given_back(start: int, chapter: Chapter, guest_client: Client) -> None:
    """In the form itself, with every field as it was sent."""
    for case in XSS_CASES[start : start + 100]:
        text = clean_source(case)
        answer = send(guest_client, chapter, text, name=text, quote=text, email=text, preview="yes")
        parser = Dangers()
        parser.feed(answer.content.decode())
        assert set(parser.found) <= set(OWN), case
    assert not Comment.objects.exists()

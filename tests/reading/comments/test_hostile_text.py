"""Hostile texts in every field of a comment, on every page that shows comments."""

from dataclasses import dataclass

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.models.comment import BODY_MAX_LENGTH, NAME_MAX_LENGTH, QUOTE_MAX_LENGTH
from serial.comments.rendering import render_comment
from serial.markup.sanitizing.characters import clean_source
from serial.reading.comments.rows import THREADS_PER_PAGE
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, open_form, open_private_link
from tests.markup.xss_corpus import XSS_CASES
from tests.reading.comments.many_comments import create_threads
from tests.reading.test_hostile_text import Dangers, batches
from tests.sampling import in_turns, sample, share

PAGE_ELEMENTS = ("form", "input", "script")
Pages = list[tuple[Client, str]]


@dataclass(frozen=True)
class PageScan:
    """Dangerous markup, and the number of forms, inputs and scripts, which each page has itself."""

    dangers: tuple[str, ...]
    element_count: int


def scan(client: Client, url: str) -> PageScan:
    response = client.get(url)
    assert response.status_code == 200, url
    page = response.content.decode()
    parser = Dangers()
    parser.feed(page)
    element_count = sum(page.lower().count(f"<{name}") for name in PAGE_ELEMENTS)
    return PageScan(
        tuple(found for found in parser.found if found not in PAGE_ELEMENTS), element_count
    )


@pytest.fixture
def comments(make_comment: MakeComment, author: User) -> list[Comment]:
    """A member's comment with a reply, a guest's comment, and a held comment."""
    first = make_comment("Plain.", quote="Some words.", paragraph=1)
    guests = make_comment("Plain.", by=None, quote="Some words.", paragraph=1)
    Comment.objects.filter(pk=guests.pk).update(state="published")
    make_comment("Reply.", by=author, parent=first)
    make_comment("See www.example.org")
    # As `make_hostile`, which gives every comment a quote: each has the icon of a quote.
    Comment.objects.update(quote="Some words.")
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
    public = [base, f"{base}?as=fragment", f"{base}1/", f"{base}2/", f"{base}3/"]
    public += [f"{base}on/1/", f"{base}write/?reply_to=1", f"{base}write/?reply_to=2"]
    public += [chapter.get_absolute_url()]
    pages = [(client, url) for client in (guest_client, author_client) for url in public]
    commenter = Client()
    open_private_link(commenter, guest)
    pages += [(commenter, f"{base}2/?own=yes")]
    pages += [(reader_client, base), (reader_client, "/accounts/comments/")]
    pages += [(reader_client, f"{base}1/"), (author_client, f"{base}4/")]
    pages += [(author_client, "/desk/comments/")]
    pages += [(author_client, f"/desk/chapters/chapter/{chapter.pk}/comments/")]
    admin = "/admin/comments/comment/"
    pages += [(moderator_client, f"{admin}{comment.pk}/change/") for comment in comments]
    return [*pages, (moderator_client, admin), (moderator_client, f"{base}1/")]


def make_hostile(comments: list[Comment], body: str) -> None:
    """Gives each comment this text, and a name and quote that begin at another of its lines."""
    lines = body.split()
    for number, comment in enumerate(comments):
        start = len(lines) * number // len(comments)
        line = " ".join(lines[start:])
        if comment.user_id is None:
            comment.guest_name = line[:NAME_MAX_LENGTH]
        comment.quote = line[:QUOTE_MAX_LENGTH]
        comment.body = body[:BODY_MAX_LENGTH]
        render_comment(comment)
        comment.save()
        comment.revisions.create(body=body)
    caches["pages"].clear()


@pytest.mark.extended
@pytest.mark.sweep
def test_hostile_body_name_and_quote_add_no_markup(comments: list[Comment], pages: Pages) -> None:
    before = [scan(*page) for page in pages]
    for turn, hostile in enumerate(batches(123)):
        make_hostile(comments, hostile)
        for page, scan_before in in_turns(list(zip(pages, before, strict=True)), turn, 2):
            assert scan(*page) == scan_before, (page, hostile)


def test_each_hostile_name_and_quote_adds_no_markup(chapter: Chapter, guest_client: Client) -> None:
    """Each is of a comment in a list; the form of a reply shows one of each list."""
    create_threads(chapter, threads=THREADS_PER_PAGE, paragraph=1)
    guests = list(Comment.objects.order_by("number"))
    Comment.objects.update(quote="Some words.")
    base = comments_url(chapter)
    urls = [f"{base}?as=fragment", f"{base}write/?reply_to=2"]
    before = [scan(guest_client, url) for url in urls]
    for start in share(range(0, len(XSS_CASES), len(guests)), 0, 5):
        cases = XSS_CASES[start : start + len(guests)]
        for guest, case in zip(guests, cases, strict=False):
            line = " ".join(clean_source(case).split())
            guest.guest_name, guest.quote = line[:NAME_MAX_LENGTH], line[:QUOTE_MAX_LENGTH]
        Comment.objects.bulk_update(guests, ["guest_name", "quote"])
        caches["pages"].clear()
        assert [scan(guest_client, url) for url in urls] == before, cases


def test_rejected_form_escapes_hostile_fields(chapter: Chapter, guest_client: Client) -> None:
    fields = open_form(guest_client, chapter)
    for text in sample(list(batches(10))):
        typed = dict.fromkeys(("text", "name", "quote", "email"), text)
        form = {**fields, **typed, "preview": "yes"}
        response = guest_client.post(f"{comments_url(chapter)}write/", form)
        assert response.status_code == 422
        page = response.content.decode()
        assert all(page.count(escape(line)) >= 4 for line in text.split("\n\n")), text
        parser = Dangers()
        parser.feed(page)
        assert set(parser.found) <= {*PAGE_ELEMENTS, "svg"}, text
        # Only the icons of the page.
        assert parser.found.count("svg") == page.count('<svg class="icon'), text
    assert not Comment.objects.exists()

"""A guest with an email address, and what the worker sends to them."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import Premoderation
from serial.comments.models import Comment, GuestEmail, StoryCommentSettings
from serial.mail.models import OutboxEmail
from serial.notifications.guests.subscribing import confirm, subscribe
from tests.comments.conftest import MakeComment, make_comment
from tests.comments.sending import send as send_form
from tests.shared_rows import shared_rows

__all__ = ["make_comment"]

EMAIL = "gus@example.org"
Post = Callable[..., Comment]
Reply = Callable[..., Comment]


@shared_rows
def open_story(chapter: Chapter) -> None:
    """Comments of guests are published at once."""
    StoryCommentSettings.objects.create(story=chapter.story, premoderation=Premoderation.NOBODY)


@pytest.fixture
def post(guest_client: Client, chapter: Chapter, open_story: None) -> Post:
    """Sends the form as a guest with an email address. Returns the comment."""

    def send(text: str = "Whose towel is it?", email: str = EMAIL, **fields: str) -> Comment:
        response = send_form(guest_client, chapter, text, email=email, **fields)
        assert response.status_code == 302, response.content.decode()
        return Comment.objects.latest("pk")

    return send


@shared_rows
def confirmed(make_comment: MakeComment, chapter: Chapter, open_story: None) -> Comment:
    """A comment of a guest who has confirmed their address."""
    comment = make_comment("Whose towel is it?", by=None, chapter=chapter)
    subscribe(comment, EMAIL)
    confirm(GuestEmail.objects.get())
    # The email that asked them to confirm it.
    OutboxEmail.objects.all().delete()
    return comment


@pytest.fixture
def reply(reader: User, make_comment: MakeComment) -> Reply:
    """Replies to a comment, by default as the reader."""

    def answer(parent: Comment, body: str = "It is Peg's.", **fields: object) -> Comment:
        return make_comment(body, parent=parent, **{"by": reader, **fields})

    return answer

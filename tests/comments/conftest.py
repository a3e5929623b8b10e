"""Comments as the cast writes them, on a chapter that anyone may read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission

MakeComment = Callable[..., Comment]
# Longer than anybody needs who does not type.
LONG_ENOUGH = 60.0


@pytest.fixture
def make_comment(chapter: Chapter, reader: User) -> MakeComment:
    """A comment of the reader's on the chapter, unless it is said otherwise."""

    def make(body: str = "I liked this.", *, by: User | None = reader, **given: Any) -> Comment:
        given = {"seconds": LONG_ENOUGH, "form_key": uuid4(), "chapter": chapter, **given}
        if by is None:
            given = {"guest_name": "Gus", "ip": "192.0.2.1", **given}
        return post_comment(CommentSubmission(user=by, body=body, **given))

    return make


@pytest.fixture
def known_reader(reader: User) -> User:
    """The reader, a month later and no newcomer any more."""
    reader.date_joined = timezone.now() - timedelta(days=30)
    reader.save(update_fields=["date_joined"])
    return reader


def form_of(client: Client, address: str, **typed: str) -> dict[str, str]:
    """The fields of the form at this address, as a browser would send them with this typed."""
    form = client.get(address).context["form"]
    fields = {name: str(form[name].value() or "") for name in form.fields}
    return {**fields, **typed}

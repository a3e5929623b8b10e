"""Fixtures that create comments on a public chapter."""

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
from tests.shared_rows import row_factory

MakeComment = Callable[..., Comment]
# Passes the too-fast check.
SECONDS_TO_WRITE = 60.0


@row_factory
def make_comment(chapter: Chapter, reader: User) -> MakeComment:
    """Creates a comment, by default by the reader on the chapter."""

    def make(body: str = "I liked this.", *, by: User | None = reader, **fields: Any) -> Comment:
        fields = {"seconds": SECONDS_TO_WRITE, "form_key": uuid4(), "chapter": chapter, **fields}
        if by is None:
            fields = {"guest_name": "Gus", "ip": "192.0.2.1", **fields}
        return post_comment(CommentSubmission(user=by, body=body, **fields))

    return make


@pytest.fixture
def established_reader(reader: User) -> User:
    """The reader, who joined a month ago."""
    reader.date_joined = timezone.now() - timedelta(days=30)
    reader.save(update_fields=["date_joined"])
    return reader


def form_of(client: Client, url: str, **typed: str) -> dict[str, str]:
    """Returns the fields of the form at this URL as a browser sends them, with these values."""
    form = client.get(url).context["form"]
    fields = {name: str(form[name].value() or "") for name in form.fields}
    return {**fields, **typed}

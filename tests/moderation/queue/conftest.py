"""Waiting items, and helpers that send the forms of the queue as a browser does."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from serial.comments.models import CheckFinding, Comment
from serial.comments.moderating import hold
from serial.moderation.models import ReviewItem
from tests.comments.conftest import MakeComment
from tests.conftest import make_user

QUEUE = "/moderation/"
INPUT = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
HoldComment = Callable[..., Comment]


@pytest.fixture
def colleague(db: None, moderator: User) -> User:
    """Another moderator."""
    user = make_user("carla")
    user.groups.set(moderator.groups.all())
    return user


@pytest.fixture
def hold_comment(make_comment: MakeComment) -> HoldComment:
    def make(body: str = "Buy my art.", found: str = "", **fields: Any) -> Comment:
        """Posts and holds a comment with a finding. found: the words that the check found."""
        comment = make_comment(body, **fields)
        places = [(body.index(found), body.index(found) + len(found))] if found else []
        CheckFinding.objects.create(
            comment=comment, code="suspect-words", verdict=1, message="A list.", places=places
        )
        hold(comment, None)
        return Comment.objects.get(pk=comment.pk)

    return make


def item_of(comment: Comment) -> ReviewItem:
    return ReviewItem.objects.get(comment=comment)


def item_url(comment: Comment) -> str:
    return f"{QUEUE}items/{item_of(comment).pk}/"


def fields_of(client: Client, comment: Comment, query: str = "") -> dict[str, str]:
    """Opens an item, and returns the hidden fields of its form."""
    page = client.get(item_url(comment) + query).content.decode()
    form = page[page.index('class="act-row__main"') :].partition("</form>")[0]
    return {name: unescape(value) for name, value in INPUT.findall(form)}


def send(client: Client, comment: Comment, do: str, query: str = "", **typed: Any) -> Any:
    """Opens the item, and decides on what is shown."""
    fields = fields_of(client, comment, query)
    url = f"{item_url(comment)}decide/{query}"
    return client.post(url, {**fields, "do": do, **typed}, follow=True)

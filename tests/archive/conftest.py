from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.archive.models import AccountDeletion
from serial.stories.choices import Role
from serial.stories.models import Credit, Story
from tests.accounts.auth import sign_in
from tests.conftest import PASSWORD, pen_name_of

AddCoAuthor = Callable[..., Credit]


@pytest.fixture
def add_co_author(other_author: User) -> AddCoAuthor:
    """Credits the other author on a story; they have accepted, unless told otherwise."""

    def add(story: Story, role: str = Role.CO_AUTHOR, *, accepted: bool = True) -> Credit:
        return Credit.objects.create(
            story=story,
            pen_name=pen_name_of(other_author),
            role=role,
            position=1,
            accepted_at=timezone.now() if accepted else None,
        )

    return add


def make_due() -> None:
    """The time to change one's mind is over for everybody who left."""
    now = timezone.now()
    AccountDeletion.objects.update(requested_at=now, due_at=now)


def confirmed_client(user: User) -> Client:
    """Returns a client that signed in and has just confirmed its password."""
    client = Client()
    sign_in(client, user.username)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def leave(client: Client, **choices: str) -> object:
    """Chooses and confirms. Returns the last response; the names of stories' fields have a "_"."""
    fields = {name.replace("_", "-"): value for name, value in choices.items()}
    client.post("/accounts/leave/", {"comments": "keep", **fields})
    return confirm(client)


def confirm(client: Client) -> object:
    """Opens the page that shows what will happen, and presses its button."""
    url = "/accounts/leave/confirm/"
    return client.post(url, {"choices": client.get(url).context["choices"]})

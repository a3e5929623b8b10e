"""Held comments of guests, and a moderator who is signed in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.comments.models import Comment
from tests.browser.conftest import OpenPage
from tests.browser.moderation.open_requests import watch_requests
from tests.browser.signing_in import sign_in
from tests.comments.conftest import MakeComment, make_comment
from tests.moderation.queue.conftest import colleague, hold_comment

__all__ = ["colleague", "hold_comment", "make_comment"]
HoldMany = Callable[[int], list[Comment]]
OpenQueue = Callable[..., Page]


@pytest.fixture
def hold_many(make_comment: MakeComment) -> HoldMany:
    """Each by another guest; the comments of guests are held."""

    def make(count: int) -> list[Comment]:
        return [
            make_comment(f"Words {n}.", by=None, guest_name=f"Guest {n}", ip=f"192.0.2.{n + 1}")
            for n in range(count)
        ]

    return make


@pytest.fixture
def open_queue(live_server: LiveServer, open_page: OpenPage, moderator: User) -> OpenQueue:
    def open_one(
        query: str = "", *, user: User | None = None, clock: bool = False, **options: object
    ) -> Page:
        """clock: one that the test can move."""
        page = open_page(**options)
        if clock:
            page.clock.install()
        watch_requests(page)
        sign_in(page, live_server.url, user or moderator)
        page.goto(f"{live_server.url}/moderation/{query}")
        return page

    return open_one

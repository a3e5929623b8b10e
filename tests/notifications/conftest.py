"""Comments, chapters and what members are told of them."""

from collections.abc import Callable

import pytest

from accounts.models import User
from serial.notifications.models import Notification
from serial.notifications.writing.job import NOTIFICATIONS_JOB
from tests.comments.conftest import make_comment

__all__ = ["make_comment"]

Told = Callable[[User], list[str]]


@pytest.fixture
def told() -> Told:
    """Does what the worker does, and returns the keys that a member sees, oldest first."""

    def keys(user: User) -> list[str]:
        NOTIFICATIONS_JOB.run({})
        rows = Notification.objects.shown_to(user).order_by("pk")
        return list(rows.values_list("key", flat=True))

    return keys

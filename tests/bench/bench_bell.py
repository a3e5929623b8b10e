"""What the number of unread notifications costs a member's page of a chapter.

The page comes from the page cache, with and without the number in turns, so that a machine that
becomes slower tells on both. Requests go to Django's handler as gunicorn gives them to it.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.test import RequestFactory
from django.test.utils import override_settings
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.library.models import Follow
from serial.notifications.kinds import REPLY
from serial.notifications.models import Notification
from serial.notifications.unread import unread_count
from serial.settings import CACHES
from serial.stories.models import Story
from tests.bench.figures import Measurement, Values
from tests.bench.sample_comments import add_comments
from tests.bench.sample_site import (
    fill_site,
    make_measured_chapter,
    make_session,
    update_statistics,
)
from tests.bench.scale import Scale
from tests.conftest import make_user

FOLLOWED, UNREAD = 50, 20
# Requests with one of both pages, before it is the other's turn.
IN_A_ROW = 10
HANDLER = WSGIHandler()


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    page = make_measured_chapter()
    fill_site(scale.stories)
    new, busy = make_user("bell-new"), make_user("bell-busy")
    _fill(busy)
    update_statistics()
    for user, who in ((new, "who follows nothing"), (busy, f"who follows {FOLLOWED} stories")):
        for writes, when in ((False, "nothing changes"), (True, "the site changes each time")):
            yield f"a member {who}, {when}", partial(_cost, scale, user, page, writes=writes)


def _fill(user: User) -> None:
    """With news of each second story, and unread replies."""
    stories = Story.objects.listed_for(user).order_by("pk")[:FOLLOWED]
    since = (timezone.now() - timedelta(days=3650), timezone.now())
    Follow.objects.bulk_create(
        Follow(user=user, story=story, created_at=since[n % 2]) for n, story in enumerate(stories)
    )
    chapter = Chapter.objects.filter(story__title="Measured").latest("position")
    add_comments(chapter, 1, 0)
    comment = Comment.objects.filter(chapter=chapter).latest("pk")
    Notification.objects.bulk_create(
        Notification(user=user, kind=REPLY, key=f"{REPLY}:{n}", comment=comment)
        for n in range(UNREAD)
    )


# tests/settings.py keeps no numbers.
@override_settings(CACHES=CACHES)
def _cost(scale: Scale, user: User, page: str, *, writes: bool) -> Values:
    request = RequestFactory(headers={"accept-encoding": "gzip"})
    request.cookies["sessionid"] = make_session(user)
    environ = request.get(page).environ
    writer = User.objects.filter(pk=make_user(f"bell-writer-{user.pk}-{writes}").pk)

    def measure(costs: Costs) -> None:
        for _request in range(IN_A_ROW):
            if writes:
                writer.update(last_login=timezone.now())
            with costs.measured():
                response = HANDLER.get_response(WSGIRequest(dict(environ)))
            if response.status_code != 200:
                raise ValueError(f"{page} responds with {response.status_code}")

    without, with_number = Costs(), Costs()
    measure(Costs())
    end = time.monotonic() + 2 * scale.max_seconds
    while not without.cpu_ms or time.monotonic() < end:
        with patch("serial.reading.responses.unread_notifications", lambda user: SafeString("")):
            measure(without)
        measure(with_number)
    before, after = statistics.median(without.cpu_ms), statistics.median(with_number.cpu_ms)
    return {
        "without, CPU ms": before,
        "with, CPU ms": after,
        "more CPU, %": 100 * (after / before - 1),
        "without, ms": statistics.median(without.ms),
        "with, ms": statistics.median(with_number.ms),
        "requests": len(without.ms),
        "number": unread_count(user),
    }


class Costs:
    """Milliseconds of requests: by the processor time of this process, and by the clock."""

    def __init__(self) -> None:
        self.cpu_ms: list[float] = []
        self.ms: list[float] = []

    @contextmanager
    def measured(self) -> Iterator[None]:
        started, cpu = time.perf_counter(), time.process_time()
        yield
        self.cpu_ms.append((time.process_time() - cpu) * 1_000)
        self.ms.append((time.perf_counter() - started) * 1_000)

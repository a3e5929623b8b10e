"""No call of a request needs memory of its own for its frame, however deep the stack is there."""

from collections.abc import Callable
from contextlib import closing
from resource import RUSAGE_THREAD, getrusage
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.db import connection

from serial.web.request_lock import ResponseWithLock
from serial.wsgi import application

CALLS = 100
# Enough to reach the end of any chunk of 16 KB, each frame taking more than 100 bytes.
DEPTHS = range(160)


def _page_faults(depth: int) -> int:
    """Returns how often calls in a loop, `depth` calls deeper, touched new memory."""
    if depth:
        return _page_faults(depth - 1)
    before = getrusage(RUSAGE_THREAD).ru_minflt
    for _ in range(CALLS):
        _call_with_a_large_frame(1, 2, 3, 4)
    return getrusage(RUSAGE_THREAD).ru_minflt - before


def _call_with_a_large_frame(a: int, b: int, c: int, d: int) -> object:
    return a, b, c, d, (a, b, c, d, (a, b, c, d, (a, b, c, d)))


@pytest.mark.django_db
def test_no_loop_in_a_request_gets_memory_for_each_of_its_calls() -> None:
    faults: list[int] = []

    # Any: Django's arguments of an execute wrapper.
    def measure(execute: Callable[..., Any], *query: Any) -> Any:
        if not faults:
            faults.extend(map(_page_faults, DEPTHS))
        return execute(*query)

    environ: dict[str, Any] = {"HTTP_HOST": settings.SITE_HOST}
    setup_testing_defaults(environ)
    with connection.execute_wrapper(measure):
        response = application(environ, lambda *_status_and_headers: lambda _data: None)
    assert isinstance(response, ResponseWithLock)
    with closing(response):
        assert b"<title>" in b"".join(response)
    assert max(faults) < CALLS // 2

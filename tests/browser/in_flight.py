"""Waits for the live server's open requests: a test must not end before they finish."""

from threading import Condition
from typing import Any

from django.core.signals import request_finished, request_started

# Much longer than any request of a closed page takes.
MAX_WAIT_SECONDS = 10

_changed = Condition()
_open_count = 0


def _request_started(**_signal: Any) -> None:
    global _open_count
    with _changed:
        _open_count += 1


def _request_finished(**_signal: Any) -> None:
    global _open_count
    with _changed:
        _open_count -= 1
        _changed.notify_all()


def watch() -> None:
    """Starts counting; call it after Django connected its own signal handlers."""
    global _open_count
    _open_count = 0
    request_started.connect(_request_started, dispatch_uid="in_flight")
    request_finished.connect(_request_finished, dispatch_uid="in_flight")


def wait_until_idle() -> None:
    """Waits until all requests are finished, before the database is flushed or closed."""
    with _changed:
        _changed.wait_for(lambda: _open_count <= 0, timeout=MAX_WAIT_SECONDS)

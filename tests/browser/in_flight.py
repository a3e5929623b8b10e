"""Requests that the live server is still answering: a test must not end before they have."""

from threading import Condition
from typing import Any

from django.core.signals import request_finished, request_started

# A page that was closed is answered in far less.
LONGEST_SECONDS = 10

_change = Condition()
_open = 0


def _began(**_signal: Any) -> None:
    global _open
    with _change:
        _open += 1


def _ended(**_signal: Any) -> None:
    global _open
    with _change:
        _open -= 1
        _change.notify_all()


def watch() -> None:
    """From now on; after Django has connected what closes its connections."""
    global _open
    _open = 0
    request_started.connect(_began, dispatch_uid="in_flight")
    request_finished.connect(_ended, dispatch_uid="in_flight")


def await_none() -> None:
    """Waits until all are answered: the database is emptied next, or closed to them."""
    with _change:
        _change.wait_for(lambda: _open <= 0, timeout=LONGEST_SECONDS)

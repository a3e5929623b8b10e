"""What is noted about an email when a sender is done with it."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from serial.mail.models import OutboxEmail

# After the first temporary failure, the second, and so on; the one after the last is
# final. A server with a greylist accepts the second attempt, after 1 to 15 minutes as a rule.
RETRIES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
)
# An email that was sent and not noted would be sent again, so a database that restarts is awaited.
DATABASE_SECONDS = 90
PAUSE_SECONDS = 0.5

State = OutboxEmail.State

logger = logging.getLogger(__name__)


def note_sent(row: OutboxEmail, address: str) -> None:
    _note(row, _ended(State.SENT) | {"error": "", "sent_to": address})


def note_not_needed(row: OutboxEmail, reason: str = "") -> None:
    _note(row, _ended(State.NOT_NEEDED) | {"error": reason})


def note_failed(row: OutboxEmail, error: str) -> None:
    _note(row, _ended(State.FAILED) | {"error": error, "attempts": row.attempts + 1})


def note_retry(row: OutboxEmail, error: str) -> None:
    """Sets when it is tried again, or that it failed if that was the last attempt."""
    if row.attempts >= len(RETRIES):
        note_failed(row, error)
        return
    due_at = timezone.now() + RETRIES[row.attempts]
    _note(row, {"error": error, "attempts": row.attempts + 1, "due_at": due_at})


def note_server_error(row: OutboxEmail, error: str) -> None:
    """It keeps all its attempts: the state of the mail server is no fault of the email."""
    _note(row, {"error": error, "due_at": timezone.now() + RETRIES[0]})


def _ended(state: "OutboxEmail.State") -> dict[str, object]:
    return {"state": state, "ended_at": timezone.now()}


def _note(row: OutboxEmail, values: dict[str, object]) -> None:
    ours = OutboxEmail.objects.filter(pk=row.pk, claim=row.claim)
    values = {**values, "claim": None, "claimed_until": None}
    until_database_answers(lambda: ours.update(**values))


def until_database_answers(write: Callable[[], object]) -> None:
    """Calls `write` again until the database answers, for DATABASE_SECONDS at most."""
    end = time.monotonic() + DATABASE_SECONDS
    while True:
        try:
            write()
        except (InterfaceError, OperationalError):
            if connection.in_atomic_block or time.monotonic() > end:
                raise
            logger.warning("The database does not answer; trying again", exc_info=True)
            close_old_connections()
            time.sleep(PAUSE_SECONDS)
        else:
            return

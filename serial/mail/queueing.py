"""Adding emails to the outbox, in the transaction of what causes them."""

from collections.abc import Sequence

from django.db import transaction

from serial.bulk_rows import insert_missing_copies, insert_missing_rows
from serial.mail.models import OutboxEmail
from serial.mail.sending.waking import wake_sender

ROWS_AT_ONCE = 1_000


def queue_email(email: OutboxEmail) -> None:
    queue_emails([email])


def queue_emails(emails: Sequence[OutboxEmail]) -> None:
    """Stores them. A recipient who has an email about the same event gets no second one."""
    for start in range(0, len(emails), ROWS_AT_ONCE):
        insert_missing_rows(emails[start : start + ROWS_AT_ONCE])
    if emails:
        _wake_sender()


def queue_copies(emails: Sequence[tuple[OutboxEmail, Sequence[int]]]) -> None:
    """Stores each email once for each of the members beside it, by their primary keys.

    A member who has an email about the same event gets no second one. For a range of members: all
    copies are one statement.
    """
    insert_missing_copies(emails, "user")
    if any(users for _email, users in emails):
        _wake_sender()


def _wake_sender() -> None:
    # After the commit: the row of the job is one for all, and stays locked until then. If this
    # process is killed before it, the sweep finds the emails all the same.
    transaction.on_commit(wake_sender)

"""The sender: a job that sends what is due, over one connection to the mail server.

One of them sends all that one core can compose. If more is due than a batch, it adds others, each
of which waits for a worker that is free.
"""

import logging
import time
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from serial.jobs.adding import add_job
from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.mail.models import OutboxEmail
from serial.mail.sending.claiming import claim_batch, release_claim
from serial.mail.sending.delivering import MailConnection, ServerFailed, deliver
from serial.mail.sending.notes import until_database_answers
from serial.mail.sending.rate import allowed_now, is_limited
from serial.mail.sending.recipients import Recipients
from serial.mail.sending.waiting import PAUSE, are_emails_being_written

BATCH = 50
# Between its parts, other jobs of the queue have their turn.
PART_SECONDS = 3.0
# Emails that are due again are found so often. New ones are sent at once (queueing.py).
SWEEP = timedelta(seconds=30)
# While the mail server takes no emails.
SERVER_PAUSE = timedelta(minutes=1)

logger = logging.getLogger(__name__)


def send_due_emails(arguments: Arguments) -> timedelta | None:
    """Sends for PART_SECONDS. The job of SEND_JOB and of EXTRA_SENDER_JOB."""
    end = time.monotonic() + PART_SECONDS
    connection = MailConnection()
    try:
        while time.monotonic() < end:
            if are_emails_being_written():
                return PAUSE
            size, wait = allowed_now(BATCH)
            if not size:
                return wait
            claim, pks = claim_batch(size)
            if len(pks) == BATCH:
                _add_extra_sender(arguments)
            if not pks:
                return None
            _send_batch(claim, pks, connection, end)
    except ServerFailed as error:
        # What it said is in the rows: it may have addresses, which no log has.
        logger.warning("The mail server takes no emails: %s", type(error.__cause__).__name__)
        return SERVER_PAUSE
    finally:
        connection.close()
    return timedelta()


SEND_JOB = JobKind("mail.send", send_due_emails, Queue.QUICK, every=SWEEP)
EXTRA_SENDER_JOB = JobKind("mail.send-too", send_due_emails, Queue.QUICK)


def _send_batch(claim: UUID, pks: list[int], connection: MailConnection, end: float) -> None:
    try:
        rows = list(
            OutboxEmail.objects.filter(pk__in=pks, claim=claim)
            .select_related("user__preferences")
            .order_by("due_at", "pk")
        )
        recipients = Recipients(rows)
        for row in rows:
            if time.monotonic() > end:
                break
            deliver(row, recipients.of(row), connection)
    finally:
        until_database_answers(lambda: release_claim(claim))


def _add_extra_sender(arguments: Arguments) -> None:
    number = arguments.get("number", 1) + 1
    if number <= settings.EMAIL_CONNECTIONS and not is_limited():
        add_job(EXTRA_SENDER_JOB, str(number), {"number": number})

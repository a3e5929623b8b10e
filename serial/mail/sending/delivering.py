"""Sending one email: composing it, handing it over, and noting what became of it."""

import logging
import traceback
from contextlib import ExitStack
from smtplib import SMTPException
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from accounts.models.preferences import preferences_of
from serial.mail.bounces.stopping import stop_address
from serial.mail.messages.building import build_email
from serial.mail.messages.message import Composer, Message, Recipient
from serial.mail.models import OutboxEmail
from serial.mail.sending import notes
from serial.mail.sending.errors import Outcome, outcome_of
from serial.web.logs import without_values

logger = logging.getLogger(__name__)


class ServerFailed(Exception):
    """Raised if the next email would fail like this one: the mail server does not take any."""


class MailConnection:
    """A connection to the mail server, opened when it is needed."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None
        # How many emails in a row ended with an error that is not theirs alone.
        self.errors_in_a_row = 0

    def open(self) -> BaseEmailBackend:
        if self._backend is None:
            backend = get_connection()
            backend.open()
            self._backend = backend
        return self._backend

    def close(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            try:
                backend.close()
            except (SMTPException, OSError):
                logger.info("The connection to the mail server was lost while it was closed")


def deliver(row: OutboxEmail, recipient: Recipient | str, connection: MailConnection) -> bool:
    """Returns whether the email was sent. Raises ServerFailed."""
    if isinstance(recipient, str):
        notes.note_not_needed(row, recipient)
        return False
    try:
        message = _compose(row, recipient)
    except Exception as error:
        logger.exception("Email %s %s was not composed", row.kind, row.pk)
        trace = "".join(traceback.format_exception(error))
        notes.note_retry(row, without_values(trace))
        return False
    if message is None:
        notes.note_not_needed(row)
        return False
    return _hand_over(row, message, recipient, connection)


def _compose(row: OutboxEmail, recipient: Recipient) -> Message | None:
    composer: Composer = import_string(settings.EMAIL_COMPOSERS[row.kind])
    with ExitStack() as stack:
        if recipient.user is not None:
            preferences = preferences_of(recipient.user)
            stack.enter_context(translation.override(preferences.language))
            stack.enter_context(timezone.override(ZoneInfo(preferences.time_zone)))
        return composer(row, recipient)


def _hand_over(
    row: OutboxEmail, message: Message, recipient: Recipient, connection: MailConnection
) -> bool:
    try:
        backend = connection.open()
    except (SMTPException, OSError) as error:
        notes.note_server_error(row, outcome_of(error).text)
        raise ServerFailed from error
    try:
        build_email(row, message, recipient, backend).send()
    except (SMTPException, OSError, ValueError) as error:
        _note_error(row, recipient, connection, error)
        return False
    connection.errors_in_a_row = 0
    notes.note_sent(row, recipient.address)
    return True


def _note_error(
    row: OutboxEmail,
    recipient: Recipient,
    connection: MailConnection,
    error: SMTPException | OSError | ValueError,
) -> None:
    outcome = outcome_of(error)
    _note_outcome(row, outcome)
    if outcome.has_no_mailbox:
        notes.until_database_answers(
            lambda: stop_address(recipient.address, outcome.text, is_final=True)
        )
    if outcome.is_connection_lost:
        connection.close()
    is_shared = outcome.is_connection_lost or outcome.is_about_server
    connection.errors_in_a_row = connection.errors_in_a_row + 1 if is_shared else 0
    if connection.errors_in_a_row > 1:
        # One email may be the cause of it, two in a row hardly are.
        raise ServerFailed from error


def _note_outcome(row: OutboxEmail, outcome: Outcome) -> None:
    if outcome.is_about_server:
        notes.note_server_error(row, outcome.text)
    elif outcome.is_final:
        notes.note_failed(row, outcome.text)
    else:
        notes.note_retry(row, outcome.text)

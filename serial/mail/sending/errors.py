"""What an error while sending means: for this email, or for all of them."""

import re
from dataclasses import dataclass
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

# "5.1.1": no such mailbox; 5.1.2: no such domain; 5.1.3: no valid address; 5.1.6: moved without a
# new address; 5.1.10: the domain takes no email (RFC 3463, RFC 7505).
NO_SUCH_ADDRESS = re.compile(r"\b5\.1\.(?:1|2|3|6|10)\b")
TOO_LARGE = 552
# The server is shutting down, or wants us to sign in first.
ABOUT_THE_SESSION = {421, 530, 535, 538}


@dataclass(frozen=True)
class Outcome:
    """is_final: trying again would not help.
    is_about_server: it says nothing about this email, and the next one would fail as well.
    is_connection_lost: the next email needs a new connection.
    has_no_mailbox: the address gets no more emails.
    """

    text: str
    is_final: bool = False
    is_about_server: bool = False
    is_connection_lost: bool = False
    has_no_mailbox: bool = False


def outcome_of(error: SMTPException | OSError | ValueError) -> Outcome:
    if isinstance(error, SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        return _of_reply(code, reply)
    if isinstance(error, SMTPDataError) or (
        isinstance(error, SMTPSenderRefused) and error.smtp_code == TOO_LARGE
    ):
        return _of_reply(error.smtp_code, error.smtp_error)
    if isinstance(error, SMTPSenderRefused):
        # The sender is ours, so all emails would be refused. A server that is busy says 4xx.
        text = _text(error.smtp_code, error.smtp_error)
        return Outcome(text, is_about_server=True, is_connection_lost=error.smtp_code == 421)
    if isinstance(error, SMTPResponseException):
        text = _text(error.smtp_code, error.smtp_error)
        return Outcome(text, is_about_server=True, is_connection_lost=True)
    if isinstance(error, ValueError):
        # An address or a header that no email can have.
        return Outcome(_with_type(error), is_final=True)
    # Each SMTPException is an OSError too.
    if isinstance(error, SMTPException) and not isinstance(error, SMTPServerDisconnected):
        return Outcome(_with_type(error), is_about_server=True, is_connection_lost=True)
    return Outcome(_with_type(error), is_connection_lost=True)


def _of_reply(code: int, reply: bytes | str) -> Outcome:
    text = _text(code, reply)
    if code in ABOUT_THE_SESSION:
        return Outcome(text, is_about_server=True, is_connection_lost=True)
    is_final = 500 <= code < 600
    return Outcome(
        text, is_final=is_final, has_no_mailbox=is_final and bool(NO_SUCH_ADDRESS.search(text))
    )


def _text(code: int, reply: bytes | str) -> str:
    words = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return f"{code} {words}"[:1_000]


def _with_type(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1_000]

"""Reads a delivery report of a mail server (DSN, RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

TEXT_MAX_LENGTH = 1_000
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# Full mailboxes and messages that are too large: the address exists.
TEMPORARY = {"5.2.2", "5.2.3", "5.3.4"}
# What the other server thinks of this email, or of us (5.6: its content, 5.7: its rules).
NOT_ABOUT_THE_ADDRESS = ("5.6.", "5.7.")


@dataclass(frozen=True)
class DeliveryReport:
    """is_final: the address takes no email, and will not. reason: what the server said."""

    is_final: bool
    reason: str


def parse_email(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def read_report(email: EmailMessage) -> DeliveryReport | None:
    """Returns what it says about an email that was not delivered, or None.

    A report that a server will try again says nothing yet.
    """
    if email.get_content_type() != "multipart/report":
        return None
    for part in email.walk():
        if part.get_content_type() == "message/delivery-status":
            return _read_status(part)
    return None


def _read_status(part: Message) -> DeliveryReport | None:
    blocks = part.get_payload()
    if not isinstance(blocks, list):
        return None
    for block in blocks:
        if not isinstance(block, Message) or _field(block, "Action").lower() != "failed":
            continue
        said = _field(block, "Diagnostic-Code").partition(";")[2].strip()
        match = STATUS.search(_field(block, "Status")) or STATUS.search(said)
        status = match[0] if match else ""
        return DeliveryReport(_is_final(status), (said or status)[:TEXT_MAX_LENGTH])
    return None


def _is_final(status: str) -> bool:
    is_about_address = status not in TEMPORARY and not status.startswith(NOT_ABOUT_THE_ADDRESS)
    return status.startswith("5.") and is_about_address


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())

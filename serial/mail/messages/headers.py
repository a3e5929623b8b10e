"""The headers of an email: threads, lists, unsubscribing, and that a program sent it."""

import hashlib
import re
from urllib.parse import urlsplit

from django.conf import settings

from serial.mail.bounces.return_address import unsubscribe_address
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail

# What a part of a Message-ID and of a List-Id may have (RFC 5322, dot-atom; RFC 2919).
NOT_ATOM = re.compile(r"[^a-z0-9-]+")


def message_headers(row: OutboxEmail, message: Message, recipient: Recipient) -> dict[str, str]:
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": message_id(row, row.event),
        # RFC 3834: no out-of-office replies. The other two are for programs that ignore it.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if message.thread:
        thread = message_id(row, message.thread)
        headers |= {"References": thread, "In-Reply-To": thread}
    if message.list_slug:
        headers |= {"List-Id": list_id(message), "Precedence": "list"}
    if recipient.unsubscribe_url:
        headers |= unsubscribe_headers(recipient.unsubscribe_url)
    return headers


def message_id(row: OutboxEmail, event: str) -> str:
    """The same for each attempt, so that programs show an email once which came twice.

    The emails of a thread refer to the id of an email that was never sent (RFC 5322 allows it).
    """
    to = f"m{row.user_id}" if row.user_id else f"g{_hash(row.address)}"
    return f"<{_atom(event)}.{to}@{_host()}>"


def list_id(message: Message) -> str:
    """RFC 2919: a name for people, and an id that lasts."""
    name = " ".join(re.sub(r'[\x00-\x1f"\\<>]+', " ", message.list_name).split())
    return f'"{name}" <{_atom(message.list_slug)}.{_host()}>'


def unsubscribe_headers(url: str) -> dict[str, str]:
    """RFC 2369 and RFC 8058: the first URL that a program understands; HTTPS takes one click."""
    targets = [url]
    if address := unsubscribe_address(url.rstrip("/").rpartition("/")[2]):
        targets.append(f"mailto:{address}?subject=unsubscribe")
    headers = {"List-Unsubscribe": ", ".join(f"<{target}>" for target in targets)}
    if url.startswith("https:"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _atom(text: str) -> str:
    """Two different texts have different results, if one of them has other letters too."""
    atom = NOT_ATOM.sub(".", text.lower()).strip(".-")
    return atom if re.sub(r"[:.]", ".", text) == atom else f"{atom}.{_hash(text)}".strip(".")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"

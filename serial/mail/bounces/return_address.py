"""The address to which mail servers return what they cannot deliver: one for each email (VERP).

`EMAIL_RETURN_ADDRESS=return@serial.example` makes addresses such as return+b12-5f3a@serial.example,
which name the row of the outbox. The mail server has to pass all that begins with return+ to
`manage.py receive_bounce`.
"""

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

# A guess of it would stop emails to others. It is needed as long as mail servers try to
# deliver an email, so it may depend on SECRET_KEY.
CODE_LENGTH = 16
BOUNCE = re.compile(r"b([0-9]{1,18})-([0-9a-f]+)")
UNSUBSCRIBE = re.compile(r"u([\w-]{8,32})")


def bounce_address(pk: int) -> str:
    """Returns the envelope sender of a row of the outbox; "" if no address is set."""
    return _with_detail(f"b{pk}-{_code(str(pk))}")


def unsubscribe_address(token: str) -> str:
    """Returns the address that unsubscribes with an email; "" if no address is set."""
    return _with_detail(f"u{token}")


def read_bounce_address(address: str) -> int | None:
    """Returns the primary key of the row, or None if this is no such address."""
    match = BOUNCE.fullmatch(_detail(address))
    if match and constant_time_compare(match[2], _code(match[1])):
        return int(match[1])
    return None


def read_unsubscribe_address(address: str) -> str:
    """Returns the token, or "" if this is no such address."""
    match = UNSUBSCRIBE.fullmatch(_detail(address))
    return match[1] if match else ""


def _with_detail(detail: str) -> str:
    name, at, host = settings.EMAIL_RETURN_ADDRESS.partition("@")
    return f"{name}+{detail}{at}{host}" if at else ""


def _detail(address: str) -> str:
    name, _at, host = settings.EMAIL_RETURN_ADDRESS.partition("@")
    before, _plus, detail = address.strip().strip("<>").partition("+")
    detail, _at, given_host = detail.rpartition("@")
    is_ours = (before.lower(), given_host.lower()) == (name.lower(), host.lower())
    return detail if is_ours else ""


def _code(pk: str) -> str:
    return salted_hmac("serial.mail.bounce", pk, algorithm="sha256").hexdigest()[:CODE_LENGTH]

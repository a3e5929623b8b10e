"""What the functions in EMAIL_COMPOSERS get and give."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from serial.mail.models import OutboxEmail


@dataclass(frozen=True)
class Recipient:
    """Whom an email is for.

    user: None if it is for a guest.
    unsubscribe_url: empty if the email has no scope.
    """

    user: User | None
    address: str
    unsubscribe_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Message:
    """What an email says. Both texts are whole by themselves.

    thread: the event to which this email belongs, such as "story:3": programs show the emails of a
    thread together.
    list_name, list_slug: the list that programs can sort by, such as a story; empty for none.
    """

    subject: str
    text: str
    html: str = ""
    thread: str = ""
    list_name: str = ""
    list_slug: str = ""


# None: there is nothing to say any more, and nothing is sent.
Composer = Callable[[OutboxEmail, Recipient], Message | None]

"""What the tests do with the outbox."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_emails
from serial.mail.sending.job import send_due_emails


def queue(
    *users: User, kind: str = "greet", event: str = "morning:1", **fields: object
) -> list[OutboxEmail]:
    queue_emails([OutboxEmail(kind=kind, event=event, user=user, **fields) for user in users])
    return list(OutboxEmail.objects.order_by("pk"))


def queue_to(*addresses: str, event: str = "morning:1") -> None:
    queue_emails([OutboxEmail(kind="greet", event=event, address=a) for a in addresses])


def send_all() -> timedelta | None:
    """Runs the sender until nothing is due. Returns when it wants to run again."""
    wait: timedelta | None = timedelta()
    while wait == timedelta():
        wait = send_due_emails({})
    return wait


def make_due() -> None:
    """Ends all waiting."""
    OutboxEmail.objects.waiting().update(due_at=timezone.now())


def states() -> dict[str, str]:
    """The state of each email by its recipient."""
    rows = OutboxEmail.objects.select_related("user").order_by("pk")
    return {row.address or str(row.user): row.state for row in rows}

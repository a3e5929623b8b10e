"""What a member's archive has of the emails to them."""

from collections.abc import Iterator

from accounts.models import User
from serial.export_rows import rows_of
from serial.mail.addresses import all_addresses_of
from serial.mail.models import Bounce, OutboxEmail, StoppedAddress
from serial.personal_data import Row


def email_rows(user: User) -> Iterator[Row]:
    names = ("kind", "event", "queued_at", "state", "ended_at", "sent_to", "error")
    emails = OutboxEmail.objects.filter(user=user).order_by("pk")
    return rows_of(emails, {name: name for name in names})


def stopped_rows(user: User) -> Iterator[Row]:
    names = ("email", "stopped_at", "is_final", "reason")
    stopped = StoppedAddress.objects.filter(email__in=all_addresses_of(user.pk)).order_by("pk")
    return rows_of(stopped, {name: name for name in names})


def bounce_rows(user: User) -> Iterator[Row]:
    bounces = Bounce.objects.filter(email__in=all_addresses_of(user.pk)).order_by("pk")
    return rows_of(bounces, {name: name for name in ("email", "received_at")})

"""Stopping emails to an address, and starting them again."""

from serial.mail.models import Bounce, StoppedAddress

REASON_MAX_LENGTH = 1_000


def stop_address(email: str, reason: str, *, is_final: bool) -> None:
    """Emails of the outbox are not sent to it any more. Does nothing if it is stopped already."""
    values = {"is_final": is_final, "reason": reason[:REASON_MAX_LENGTH]}
    StoppedAddress.objects.get_or_create(email=email.lower(), defaults=values)


def resume_address(email: str) -> None:
    """Forgets that emails to it came back, so that it gets emails again."""
    StoppedAddress.objects.filter(email=email.lower()).delete()
    Bounce.objects.filter(email=email.lower()).delete()

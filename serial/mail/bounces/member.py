"""What a member is told if emails to their address came back."""

from accounts.models import User
from serial.mail.addresses import address_of
from serial.mail.bounces.stopping import resume_address
from serial.mail.models import StoppedAddress


def stopped_address_of(user: User) -> StoppedAddress | None:
    """Returns the member's address if it gets no emails (mail/_stopped_address.html shows it)."""
    return StoppedAddress.objects.filter(email=address_of(user).lower()).first()


def resume_emails_to(user: User) -> None:
    resume_address(address_of(user))

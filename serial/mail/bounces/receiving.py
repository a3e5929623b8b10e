"""What is done with an email to the return address: a bounce, or a wish to unsubscribe."""

from email.message import EmailMessage

from django.db import transaction
from django.utils import timezone

from serial.mail.bounces.delivery_report import DeliveryReport, parse_email, read_report
from serial.mail.bounces.return_address import read_bounce_address, read_unsubscribe_address
from serial.mail.bounces.stopping import stop_address
from serial.mail.models import Bounce, OutboxEmail, UnsubscribeToken
from serial.mail.models.bounces import SOFT_BOUNCE_PERIOD, SOFT_BOUNCES
from serial.mail.unsubscribing.ending import end_choice

# Where mail servers write to which address an email came.
RECIPIENT_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


def receive(content: bytes, recipient: str = "") -> str:
    """Returns a sentence that says what was done.

    recipient: the address that it came to, if the mail server says it.
    """
    email = parse_email(content)
    addresses = [recipient] if recipient else _addresses(email)
    for address in addresses:
        if token := read_unsubscribe_address(address):
            return _unsubscribe(token)
        if (pk := read_bounce_address(address)) is not None:
            report = read_report(email)
            return "This is no report of a failed delivery." if not report else _bounce(pk, report)
    return "It is to no address of ours."


def _addresses(email: EmailMessage) -> list[str]:
    values = [str(value) for name in RECIPIENT_HEADERS for value in email.get_all(name, [])]
    return [address.strip() for value in values for address in value.split(",")]


def _unsubscribe(token: str) -> str:
    row = UnsubscribeToken.objects.select_related("user").filter(token=token).first()
    try:
        ended = end_choice(row) if row else None
    except LookupError:
        ended = None
    return "Unsubscribed." if ended else "There was nothing to unsubscribe from."


@transaction.atomic
def _bounce(pk: int, report: DeliveryReport) -> str:
    address = OutboxEmail.objects.filter(pk=pk).values_list("sent_to", flat=True).first()
    if not address:
        return "The email is not known any more."
    email = address.lower()
    if report.is_final:
        stop_address(email, report.reason, is_final=True)
        return "No more emails to this address."
    Bounce.objects.get_or_create(email=email, outbox_id=pk)
    recent = Bounce.objects.filter(
        email=email, received_at__gt=timezone.now() - SOFT_BOUNCE_PERIOD
    ).count()
    if recent < SOFT_BOUNCES:
        return f"Noted: failure {recent} of {SOFT_BOUNCES}."
    stop_address(email, report.reason, is_final=False)
    return "No more emails to this address."

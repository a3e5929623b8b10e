"""Makes the email that is handed over from what its composer wrote."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from serial.mail.bounces.return_address import bounce_address
from serial.mail.messages.headers import message_headers
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail


def build_email(
    row: OutboxEmail, message: Message, recipient: Recipient, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(
        # A title may have a line end, which a header may not.
        subject=" ".join(message.subject.split()),
        body=message.text,
        # The envelope's sender. The header has From, which the recipient sees.
        from_email=bounce_address(row.pk) or settings.DEFAULT_FROM_EMAIL,
        to=[recipient.address],
        headers=message_headers(row, message, recipient),
        connection=connection,
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    return email

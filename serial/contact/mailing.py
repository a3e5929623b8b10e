from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from serial.contact.models import ContactMessage
from serial.web.contact_points import operator_emails


def send_to_operator(message: ContactMessage) -> None:
    """Sends a message as an email that can be replied to. The row remains if this fails.

    The subject and the headers have nothing that was typed but the email address, in Reply-To:
    Django refuses a header with a line break.
    """
    recipients = operator_emails()
    if not recipients:
        return
    path = reverse("admin:contact_contactmessage_change", args=[message.pk])
    context = {"message": message, "admin_url": f"{settings.SITE_URL}{path}"}
    EmailMessage(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{message.get_subject_display()}",
        body=render_to_string("contact/email_message.txt", context),
        to=recipients,
        reply_to=[message.email],
    ).send()

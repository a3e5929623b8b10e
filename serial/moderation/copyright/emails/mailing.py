"""Emails about copyright notices. The rows remain if one cannot be sent."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.moderation.copyright.emails.recipients import Recipient, operators, sender_of
from serial.moderation.copyright.links import admin_url, state_url
from serial.moderation.copyright.models import CopyrightNotice

logger = logging.getLogger(__name__)


def send_receipt(notice: CopyrightNotice) -> None:
    """Tells the sender of a new notice its reference and the link to its state."""
    subject = _("We received your copyright notice %(reference)s")
    send(notice, sender_of(notice), subject, "received", state_url=state_url(notice))


def tell_operator(notice: CopyrightNotice) -> None:
    subject = _("Copyright notice %(reference)s awaits a decision")
    send(notice, operators(), subject, "operator", admin_url=admin_url(notice))


def send(
    notice: CopyrightNotice,
    recipients: Iterable[Recipient],
    subject: Promise,
    template: str,
    **values: object,
) -> None:
    """Sends an email to each recipient alone: they do not see each other, and one that is refused
    does not keep it from the others.

    subject: may contain %(reference)s. template: a name in templates/moderation/copyright/email/.
    """
    context = {"notice": notice, "site_name": settings.SITE_NAME, **values}
    for recipient in recipients:
        with translation.override(recipient.language):
            body = render_to_string(f"moderation/copyright/email/{template}.txt", context)
            line = str(subject) % {"reference": notice.reference}
        try:
            EmailMessage(
                f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{line}", body, to=[recipient.email]
            ).send()
        except OSError:
            # Also what smtplib raises.
            logger.exception("An email about a copyright notice could not be sent")

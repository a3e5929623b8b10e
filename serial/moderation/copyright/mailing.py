"""Emails about copyright notices. The rows remain if one cannot be sent."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext

from accounts.models import User
from serial.moderation.copyright.links import admin_url, state_url
from serial.moderation.copyright.models import CopyrightNotice
from serial.web.contact_points import operator_emails

logger = logging.getLogger(__name__)


def send_receipt(notice: CopyrightNotice) -> None:
    """Tells the sender of a new notice its reference and the link to its state."""
    subject = gettext("We received your copyright notice %(reference)s")
    send(notice, [notice.email], subject, "received", state_url=state_url(notice))


def tell_operator(notice: CopyrightNotice) -> None:
    subject = gettext("Copyright notice %(reference)s awaits a decision")
    send(notice, operator_emails(), subject, "operator", admin_url=admin_url(notice))


def author_emails(notice: CopyrightNotice) -> list[str]:
    """Returns the addresses of all who are credited on the story."""
    if notice.story_id is None:
        return []
    users = User.objects.filter(
        is_active=True,
        pen_names__credits__story=notice.story_id,
        pen_names__credits__accepted_at__isnull=False,
    )
    return sorted(set(users.exclude(email="").values_list("email", flat=True)))


def send(
    notice: CopyrightNotice, to: Iterable[str], subject: str, template: str, **values: object
) -> None:
    """Sends an email to each address alone: they do not see each other, and one that is refused
    does not keep it from the others.

    subject: may contain %(reference)s. template: a name in templates/moderation/copyright/email/.
    """
    context = {"notice": notice, "site_name": settings.SITE_NAME, **values}
    body = render_to_string(f"moderation/copyright/email/{template}.txt", context)
    line = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject % {'reference': notice.reference}}"
    # The sender of a notice may have left the site.
    for address in filter(None, to):
        try:
            EmailMessage(line, body, to=[address]).send()
        except OSError:
            # Also what smtplib raises.
            logger.exception("An email about a copyright notice could not be sent")

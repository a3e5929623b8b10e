from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from serial.moderation.models import Report


def send_receipt(report: Report) -> None:
    """Confirms a report of illegal content, with the link to its outcome: DSA article 16(4)."""
    url = f"{settings.SITE_URL}{reverse('report_state', args=[report.uid])}"
    EmailMessage(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{gettext('Your report')}",
        body=render_to_string("moderation/reports/receipt.txt", {"report": report, "url": url}),
        to=[report.email],
    ).send()

"""Erasing the IP hashes of guests, and what reports say, after their time."""

from django.db import transaction
from django.utils import timezone

from serial.moderation.models import Report
from serial.moderation.time_limits import REPORT_PERIOD
from serial.web.ip_hash import IP_HASH_PERIOD


@transaction.atomic
def purge_reports() -> int:
    """Returns from how many reports something was erased."""
    now = timezone.now()
    with_hash = Report.objects.exclude(ip_hash="").filter(received_at__lt=now - IP_HASH_PERIOD)
    count = with_hash.update(ip_hash="")
    old = Report.objects.judged().filter(judged_at__lt=now - REPORT_PERIOD)
    return count + old.with_sender().update(words="", name="", email="", reporter=None)

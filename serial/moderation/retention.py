"""Erasing the IP hashes of guests, and what reports say, after their time."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from serial.moderation.models import Report, ReviewItem
from serial.moderation.time_limits import REPORT_PERIOD
from serial.web.ip_hash import IP_HASH_PERIOD


@transaction.atomic
def purge_reports() -> int:
    """Returns from how many reports something was erased."""
    now = timezone.now()
    with_hash = Report.objects.exclude(ip_hash="").filter(received_at__lt=now - IP_HASH_PERIOD)
    count = with_hash.update(ip_hash="")
    is_old = Q(judged_at__lt=now - REPORT_PERIOD)
    # Nobody decides on it any more.
    is_old |= Q(received_at__lt=now - REPORT_PERIOD, item__in=ReviewItem.objects.gone())
    old = Report.objects.filter(is_old)
    return count + old.with_sender().update(words="", name="", email="", reporter=None)

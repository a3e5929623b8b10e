"""Erasing notices, who sent them, and IP hashes after their time."""

from django.db import transaction

from serial.moderation.copyright.models import CopyrightNotice, CounterNotice, NoticeTarget
from serial.moderation.copyright.senders import (
    erase_senders_of_counter_notices,
    erase_senders_of_notices,
)
from serial.web.public_forms.submission import forget_ip_hashes


@transaction.atomic
def purge_notices() -> int:
    """Returns the number of deleted notices.

    Of one by which something is still down, only its senders are erased: it knows how to put that
    back.
    """
    for model in (CopyrightNotice, CounterNotice):
        forget_ip_hashes(model)
    down = NoticeTarget.objects.down().values("notice")
    expired = CopyrightNotice.objects.expired()
    kept = list(expired.filter(pk__in=down).values_list("pk", flat=True))
    erase_senders_of_notices(CopyrightNotice.objects.filter(pk__in=kept))
    erase_senders_of_counter_notices(CounterNotice.objects.filter(notice__in=kept))
    gone = list(expired.exclude(pk__in=down).values_list("pk", flat=True))
    CopyrightNotice.objects.filter(pk__in=gone).delete()
    return len(gone)

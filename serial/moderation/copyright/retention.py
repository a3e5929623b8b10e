"""Deleting notices and IP hashes after their time."""

from django.db import transaction

from serial.moderation.copyright.models import CopyrightNotice, CounterNotice
from serial.web.public_forms.submission import forget_ip_hashes


@transaction.atomic
def purge_notices() -> int:
    """Returns the number of deleted notices."""
    for model in (CopyrightNotice, CounterNotice):
        forget_ip_hashes(model)
    expired = list(CopyrightNotice.objects.expired().values_list("pk", flat=True))
    CopyrightNotice.objects.filter(pk__in=expired).delete()
    return len(expired)

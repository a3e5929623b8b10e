"""Which sender sends which emails. A claim ends by itself if its worker is killed."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from serial.mail.models import OutboxEmail

# Longer than a batch can take: it begins its last email within BATCH_SECONDS (sending/job.py), and
# each of the steps of that one within EMAIL_TIMEOUT.
CLAIM = timedelta(minutes=5)


@transaction.atomic
def claim_batch(size: int) -> tuple[UUID, list[int]]:
    """Claims the emails that have been due longest. Returns the claim and their primary keys."""
    now = timezone.now()
    rows = OutboxEmail.objects.due(now).order_by("due_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    pks = list(rows.values_list("pk", flat=True)[:size])
    claim = uuid4()
    if pks:
        # On SQLite the transaction holds the write lock since it began.
        claimed = OutboxEmail.objects.filter(pk__in=pks)
        claimed.update(claim=claim, claimed_until=now + CLAIM)
    return claim, pks


def release_claim(claim: UUID) -> None:
    """Frees what a sender did not come to."""
    OutboxEmail.objects.filter(claim=claim).update(claim=None, claimed_until=None)

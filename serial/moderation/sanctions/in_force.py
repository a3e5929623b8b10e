"""Which sanctions somebody has now."""

from django.db.models import Q

from serial.moderation.choices import SanctionKind
from serial.moderation.models import Sanction

# A warning only says something. The last one forbids the most.
RESTRICTING = (SanctionKind.APPROVAL_FIRST, SanctionKind.SILENCED, SanctionKind.BANNED)


def strictest_sanction(user_id: int | None, ip_hash_id: int | None) -> Sanction | None:
    """Of a member, or of the guests of an IP hash; None if nothing is restricted. One query."""
    if user_id is not None:
        person = Q(member=user_id)
    elif ip_hash_id is not None:
        person = Q(ip_hash=ip_hash_id)
    else:
        return None
    sanctions = Sanction.objects.in_force().filter(person, kind__in=RESTRICTING)
    return max(sanctions, key=_strictness, default=None)


def _strictness(sanction: Sanction) -> tuple[int, bool, float]:
    """Of the same kind, the one that ends last."""
    ends_at = sanction.ends_at
    kind = RESTRICTING.index(SanctionKind(sanction.kind))
    return kind, ends_at is None, ends_at.timestamp() if ends_at else 0.0

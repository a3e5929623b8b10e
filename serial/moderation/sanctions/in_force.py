"""Which sanctions somebody has now."""

from django.utils import timezone

from serial.compiled_queries import CompiledQuery, Placeholder
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Sanction

# A warning only says something. The last one forbids the most.
RESTRICTING = (SanctionKind.APPROVAL_FIRST, SanctionKind.SILENCED, SanctionKind.BANNED)


def strictest_sanction(user_id: int | None, ip_hash_id: int | None) -> Sanction | None:
    """Of a member, or of the guests of an IP hash; None if nothing is restricted. One query."""
    if user_id is not None:
        sanctions = _OF_MEMBER.rows(user_id, timezone.now())
    elif ip_hash_id is not None:
        sanctions = _OF_GUEST.rows(ip_hash_id, timezone.now())
    else:
        return None
    return max(sanctions, key=_strictness, default=None)


# Every comment asks, and every form for writing.
_OF_MEMBER = CompiledQuery(
    lambda user_id, now: Sanction.objects.in_force(now).filter(
        member=user_id, kind__in=RESTRICTING
    ),
    *(Placeholder("user_id"), Placeholder("now")),
)
_OF_GUEST = CompiledQuery(
    lambda ip_hash_id, now: Sanction.objects.in_force(now).filter(
        ip_hash=ip_hash_id, kind__in=RESTRICTING
    ),
    *(Placeholder("ip_hash_id"), Placeholder("now")),
)


def _strictness(sanction: Sanction) -> tuple[int, bool, float]:
    """Of the same kind, the one that ends last."""
    ends_at = sanction.ends_at
    kind = RESTRICTING.index(SanctionKind(sanction.kind))
    return kind, ends_at is None, ends_at.timestamp() if ends_at else 0.0

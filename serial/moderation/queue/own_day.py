"""What a moderator decided today, for the empty queue."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.models import User
from serial.moderation.decisions.kinds import past_of
from serial.moderation.models import Decision

# More are not counted one by one.
MAX_COUNTED = 1_000


def summary_of_day(user: User) -> str:
    """Returns "You decided 31 times in the last day: Approved 22, Rejected 8, Hidden 1."; or ""."""
    since = timezone.now() - timedelta(days=1)
    own = Decision.objects.filter(by=user, created_at__gt=since, undoes=None, wave=None)
    columns = own.order_by("-created_at").values_list("kind", "before", "after")[:MAX_COUNTED]
    kinds = Counter(past_of(kind, as_is=before == after) for kind, before, after in columns)
    if not (total := kinds.total()):
        return ""
    sentence = ngettext(
        "You decided once in the last day: %(kinds)s.",
        "You decided %(n)d times in the last day: %(kinds)s.",
        total,
    )
    parts = (gettext("%(kind)s %(n)d") % {"kind": kind, "n": n} for kind, n in kinds.most_common())
    return sentence % {"n": total, "kinds": ", ".join(parts)}

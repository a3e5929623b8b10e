"""Who is in good standing: their comments are left out of a wave unless one asks for them."""

from collections.abc import Collection

from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.comments.trust import MIN_PUBLISHED, NEWCOMER_PERIOD
from serial.moderation.models import Sanction


def members_in_good_standing(members: Collection[int], chosen: Collection[int]) -> set[int]:
    """Returns those who have been here for a while, with published comments besides the chosen.

    A comment that was held only because it is in the wave does not count against its commenter.
    """
    since = timezone.now() - NEWCOMER_PERIOD
    joined = User.objects.filter(pk__in=members, date_joined__lt=since)
    established = set(joined.values_list("pk", flat=True))
    published = Comment.objects.filter(user__in=established, state=State.PUBLISHED)
    counts = dict(published.order_by().values_list("user").annotate(Count("pk")))
    in_wave = dict(
        published.filter(pk__in=chosen).order_by().values_list("user").annotate(Count("pk"))
    )
    sanctioned = Sanction.objects.in_force().filter(member__in=established)
    bad = set(sanctioned.values_list("member", flat=True))
    return {
        pk for pk in established - bad if counts.get(pk, 0) - in_wave.get(pk, 0) >= MIN_PUBLISHED
    }

"""Erasing what a member follows, and their private feeds, with their account."""

from serial.erasure import Erasure
from serial.library.models import Follow, PrivateFeed


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS).

    Their readers' follows of their pen names and stories go with those rows.
    """
    Follow.objects.filter(user=erasure.user_id).delete()
    PrivateFeed.objects.filter(user=erasure.user_id).delete()

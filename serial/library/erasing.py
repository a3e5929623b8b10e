"""Erasing what a member follows with their account."""

from serial.erasure import Erasure
from serial.library.models import Follow


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS).

    Their readers' follows of their pen names and stories go with those rows.
    """
    Follow.objects.filter(user=erasure.user_id).delete()

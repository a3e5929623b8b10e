"""What becomes of the messages to the operator when the account of their sender is erased."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from serial.contact.models import ContactMessage
from serial.erasure import Erasure


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS). Also messages sent while signed out."""
    # Anyone can add an address to their account, but only its owner confirms it.
    confirmed = EmailAddress.objects.filter(user=erasure.user_id, verified=True)
    is_theirs = Q(user=erasure.user_id)
    for email in confirmed.values_list("email", flat=True):
        is_theirs |= Q(email__iexact=email)
    ContactMessage.objects.filter(is_theirs).delete()

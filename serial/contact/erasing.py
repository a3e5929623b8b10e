from django.db.models import Q

from accounts.models import User
from serial.contact.models import ContactMessage
from serial.erasure import Erasure


def erase_member(erasure: Erasure) -> None:
    """Deletes the messages that a member sent to the operator, signed in or with their email."""
    user = User.objects.get(pk=erasure.user_id)
    emails = [user.email, *user.emailaddress_set.values_list("email", flat=True)]  # type: ignore[attr-defined]
    has_email = Q()
    for email in filter(None, emails):
        has_email |= Q(email__iexact=email)
    ContactMessage.objects.filter(Q(user=user) | has_email).delete()

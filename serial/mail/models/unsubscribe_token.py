from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from serial.mail.models.outbox_email import SCOPE_MAX_LENGTH


def make_token() -> str:
    return token_urlsafe(18)


class UnsubscribeToken(models.Model):
    """The secret in the unsubscribe links of one recipient for one scope.

    It never expires, and does not depend on SECRET_KEY. It is stored as it is, because each email
    has it again, and it can only stop emails.
    """

    token = models.CharField(max_length=32, unique=True, default=make_token)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.EmailField(blank=True, default="")
    # What it ends, such as "story:3".
    scope = models.CharField(max_length=SCOPE_MAX_LENGTH)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unsubscribe_token_has_one_recipient",
                condition=Q(user=None) ^ Q(address=""),
            ),
            models.UniqueConstraint(
                fields=["user", "scope"],
                name="unsubscribe_token_per_member_and_scope",
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["address", "scope"],
                name="unsubscribe_token_per_address_and_scope",
                condition=~Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return self.scope

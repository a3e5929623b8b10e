from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# So many temporary failures in this time stop emails to an address, as one final failure does.
SOFT_BOUNCES = 5
SOFT_BOUNCE_PERIOD = timedelta(days=14)


class Bounce(models.Model):
    """A report of a temporary failure to deliver an email. It is kept for SOFT_BOUNCE_PERIOD."""

    email = models.EmailField(_("email address"))
    # The key of the row in the outbox: two reports about one email count once.
    outbox_id = models.BigIntegerField()
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        constraints = [
            models.UniqueConstraint(fields=["email", "outbox_id"], name="bounce_counts_once"),
        ]
        indexes = [models.Index(fields=["received_at"], name="bounce_by_time")]

    def __str__(self) -> str:
        return f"{self.pk}"


class StoppedAddress(models.Model):
    """An email address that gets no emails of the outbox, because emails to it came back.

    Emails for signing in do not come from the outbox, and are sent all the same.
    """

    # In small letters.
    email = models.EmailField(_("email address"), unique=True)
    stopped_at = models.DateTimeField(_("stopped"), default=timezone.now)
    is_final = models.BooleanField(_("final"))
    # What the other mail server said.
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("stopped address")
        verbose_name_plural = _("stopped addresses")

    def __str__(self) -> str:
        return f"{self.pk}"

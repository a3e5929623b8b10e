from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Self

from django.db import models
from django.utils import timezone

from serial.comments.models.comment import Comment

# How long the link to confirm an email address works. An address gets one such email in this time.
CONFIRMATION_PERIOD = timedelta(days=14)
# Readers who come back later find the replies on the page.
SUBSCRIPTION_PERIOD = timedelta(days=180)
# Of a comment that is not published: its commenter may undelete it, a decision may be undone.
GONE_PERIOD = timedelta(days=7)
EMAIL_MAX_LENGTH = 254


def make_token() -> str:
    return token_urlsafe(32)


class GuestEmailQuerySet(models.QuerySet["GuestEmail"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def confirmable(self, now: datetime) -> Self:
        return self.filter(confirmed_at=None, asked_at__gt=now - CONFIRMATION_PERIOD)

    def unused(self) -> Self:
        return self.filter(subscriptions=None)


class GuestEmail(models.Model):
    """An email address that guests left to hear of replies to their comments. Nothing shows it.

    It gets emails about replies once `confirmed_at` is set. It is deleted with the last of its
    subscriptions.
    """

    # In small letters.
    email = models.EmailField(max_length=EMAIL_MAX_LENGTH, unique=True)
    # The secret in the link that confirms it.
    token = models.CharField(max_length=43, unique=True, default=make_token)
    created_at = models.DateTimeField(default=timezone.now)
    # When the email with that link was queued.
    asked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = GuestEmailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="guest_email_by_time")]

    def __str__(self) -> str:
        # Without the address: this is in logs, which outlive it.
        return f"{self.pk}"


class ReplySubscription(models.Model):
    """A guest wants emails about replies to their comment."""

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, related_name="reply_subscription"
    )
    guest_email = models.ForeignKey(
        GuestEmail, on_delete=models.CASCADE, related_name="subscriptions"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="reply_subscription_by_time")]

    def __str__(self) -> str:
        return f"{self.comment_id}"

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EVENT_MAX_LENGTH = 120
SCOPE_MAX_LENGTH = 60


class OutboxEmailQuerySet(models.QuerySet["OutboxEmail"]):
    def waiting(self) -> Self:
        return self.filter(state=OutboxEmail.State.WAITING)

    def due(self, now: datetime) -> Self:
        """Emails to be sent now that no sender has claimed."""
        is_free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.waiting().filter(is_free, due_at__lte=now)

    def failed(self) -> Self:
        return self.filter(state=OutboxEmail.State.FAILED)

    def send_again(self) -> int:
        """Makes failed emails due, with all their attempts. Returns how many."""
        return self.failed().update(
            state=OutboxEmail.State.WAITING,
            due_at=timezone.now(),
            ended_at=None,
            attempts=0,
            **dict.fromkeys(("claim", "claimed_until")),
        )


class OutboxEmail(models.Model):
    """An email to send to one recipient about one event.

    Code adds them with `queue_emails` (queueing.py). It says only what the email is about: the
    function that EMAIL_COMPOSERS has for its kind writes it when it is sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        # There was nothing to say any more, or the recipient gets no emails.
        NOT_NEEDED = "not-needed", _("Not needed")
        FAILED = "failed", _("Failed")

    kind = models.CharField(_("kind"), max_length=40)
    # What happened, such as "chapter:17". A recipient gets one email about it.
    event = models.CharField(_("event"), max_length=EVENT_MAX_LENGTH)
    # The recipient: a member, or the email address of a guest.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("member"),
    )
    address = models.EmailField(_("email address of a guest"), blank=True, default="")
    # What the recipient can unsubscribe from in the email, such as "story:3"; empty if nothing.
    scope = models.CharField(_("scope"), max_length=SCOPE_MAX_LENGTH, blank=True, default="")
    # Of no person: ids of rows, numbers, options.
    arguments = models.JSONField(_("arguments"), default=dict)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    # When it was sent, not needed any more, or failed for good.
    ended_at = models.DateTimeField(_("ended"), null=True)
    # The address that it was sent to, which a bounce is about.
    sent_to = models.EmailField(_("sent to"), blank=True, default="")
    # Who sends it now. The claim of a sender that was killed ends at claimed_until.
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True, default="")

    objects = OutboxEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing email")
        verbose_name_plural = _("outgoing emails")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="outbox_by_due", condition=Q(state="waiting")
            ),
            models.Index(fields=["state", "ended_at"], name="outbox_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_state_known",
                condition=Q(state__in=["waiting", "sent", "not-needed", "failed"]),
            ),
            models.CheckConstraint(
                name="outbox_has_one_recipient",
                condition=Q(user=None) ^ Q(address=""),
            ),
            models.CheckConstraint(
                name="outbox_ends_when_not_waiting",
                condition=Q(state="waiting", ended_at=None)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="outbox_claim_has_an_end",
                condition=Q(claim=None, claimed_until=None)
                | Q(claim__isnull=False, claimed_until__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user", "event"],
                name="outbox_once_per_member_and_event",
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["address", "event"],
                name="outbox_once_per_address_and_event",
                condition=~Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        # Without the recipient: it is in the log of /admin/, which outlives the email.
        return f"{self.kind}: {self.event}"

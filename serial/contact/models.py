from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.web.public_forms.submission import Submission, SubmissionQuerySet

TEXT_MAX_LENGTH = 5_000
NAME_MAX_LENGTH = 100
# Long enough for a holiday; the email has the message as well.
UNHANDLED_PERIOD = timedelta(days=90)
# To notice that a message was marked by mistake.
HANDLED_PERIOD = timedelta(days=1)


class Subject(models.TextChoices):
    QUESTION = "question", _("A question")
    PROBLEM = "problem", _("Something does not work")
    RULES = "rules", _("A story or comment breaks the rules")
    DATA = "data", _("My account or my data")
    AUTHORITY = "authority", _("A request from an authority")
    OTHER = "other", _("Something else")


class ContactMessageQuerySet(SubmissionQuerySet["ContactMessage"]):
    def unhandled(self) -> Self:
        return self.filter(handled_at=None)

    def expired(self) -> Self:
        now = timezone.now()
        handled = Q(handled_at__lt=now - HANDLED_PERIOD)
        return self.filter(handled | Q(received_at__lt=now - UNHANDLED_PERIOD))


class ContactMessage(Submission):
    """A message to the operator. Kept until it is handled, for UNHANDLED_PERIOD at most."""

    name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH)
    email = models.EmailField(_("email"))
    subject = models.CharField(_("subject"), max_length=10, choices=Subject.choices)
    text = models.TextField(_("message"), max_length=TEXT_MAX_LENGTH)
    # The member who was signed in.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ContactMessageQuerySet.as_manager()

    typed_fields = ("name", "email", "subject", "text")

    class Meta:
        verbose_name = _("message to the operator")
        verbose_name_plural = _("messages to the operator")
        indexes = [
            models.Index(fields=["ip_hash", "received_at"], name="contact_message_by_network"),
            models.Index(fields=["handled_at", "received_at"], name="contact_message_by_handled"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_message_subject_known", condition=Q(subject__in=Subject.values)
            )
        ]

    def __str__(self) -> str:
        # Without a name: it is in the log of /admin/, which outlives the message.
        return f"{self.get_subject_display()}, {date_format(self.received_at)}"

    def mark(self, *, handled: bool, by: User) -> None:
        """Sets who has handled it, and when; or that nobody has."""
        if handled and self.handled_at:
            return
        self.handled_at = timezone.now() if handled else None
        self.handled_by = by if handled else None
        self.save(update_fields=["handled_at", "handled_by"])

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import AppealStatus
from serial.moderation.models.decision import WORDS_MAX_LENGTH, Decision


class Appeal(models.Model):
    """The one objection to a decision, by whoever it concerns, and the answer."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    words = models.TextField(_("why the decision is wrong"), max_length=WORDS_MAX_LENGTH)
    made_at = models.DateTimeField(_("sent"), default=timezone.now)
    status = models.CharField(
        _("status"), max_length=8, choices=AppealStatus.choices, default=AppealStatus.WAITING
    )
    answer = models.TextField(_("answer"), blank=True, max_length=WORDS_MAX_LENGTH)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["status", "made_at"], name="appeal_by_status")]
        constraints = [
            models.CheckConstraint(
                name="appeal_answered_with_words",
                condition=models.Q(status=AppealStatus.WAITING) | ~models.Q(answer=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.words[:60]}"

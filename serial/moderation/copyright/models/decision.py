from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.moderation.copyright.choices import STATE_AFTER, DecisionKind
from serial.moderation.copyright.models.notice import CopyrightNotice

REASON_MAX_LENGTH = 2_000


class CopyrightDecision(models.Model):
    """The record of a decision on a notice. It never changes: a new decision adds a record."""

    notice = models.ForeignKey(CopyrightNotice, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=9, choices=DecisionKind.choices)
    # The sender of the notice and the authors read it.
    reason = models.TextField(_("reason"), max_length=REASON_MAX_LENGTH)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision on a copyright notice")
        verbose_name_plural = _("decisions on copyright notices")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="copyright_decision_kind_known", condition=Q(kind__in=DecisionKind.values)
            )
        ]

    def __str__(self) -> str:
        return self.outcome()

    def outcome(self) -> str:
        """Returns what came of it, such as "Taken down"."""
        return str(STATE_AFTER[DecisionKind(self.kind)].label)

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import Reason, ReportOutcome
from serial.moderation.models.decision import Decision
from serial.moderation.models.review_item import ReviewItem

WORDS_MAX_LENGTH = 5_000
NAME_MAX_LENGTH = 100


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(outcome=ReportOutcome.OPEN)

    def judged(self) -> Self:
        return self.exclude(outcome=ReportOutcome.OPEN)

    def with_sender(self) -> Self:
        """Those that still say something, or who sent them."""
        return self.exclude(words="", name="", email="", reporter=None)


class Report(models.Model):
    """What one person says about one thing. A second report by the same person is merged."""

    item = models.ForeignKey(ReviewItem, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    # Of a guest, for 30 days.
    ip_hash = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    words = models.TextField(_("what is wrong"), blank=True, max_length=WORDS_MAX_LENGTH)
    # Of reports of illegal content, if they were given: DSA article 16(2)(c) and (d).
    name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    is_stated_true = models.BooleanField(_("stated to be true and complete"), default=False)
    # The revision that the reporter saw.
    revision = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    # When the same person added to it.
    added_at = models.DateTimeField(null=True)
    # How much it counted when it came in: review/weights.py.
    weight = models.FloatField(default=1)
    outcome = models.CharField(
        _("outcome"), max_length=9, choices=ReportOutcome.choices, default=ReportOutcome.OPEN
    )
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        Decision, null=True, on_delete=models.SET_NULL, related_name="judged_reports"
    )
    # In the URL at which a guest sees the outcome.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "reporter"],
                name="report_once_by_member",
                condition=Q(reporter__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["item", "ip_hash"],
                name="report_once_by_guest",
                condition=Q(reporter=None) & ~Q(ip_hash=""),
            ),
        ]
        indexes = [
            models.Index(fields=["reporter", "outcome"], name="report_by_reporter"),
            models.Index(fields=["ip_hash", "-received_at"], name="report_by_ip_hash"),
            models.Index(fields=["received_at"], name="report_by_time"),
            models.Index(
                fields=["judged_at"],
                name="report_by_judgement",
                condition=Q(judged_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.words[:60]}"

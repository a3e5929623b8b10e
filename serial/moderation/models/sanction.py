from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.comments.models import GuestIpHash
from serial.moderation.choices import SanctionKind
from serial.moderation.models.decision import Decision


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def in_force(self, now: datetime | None = None) -> Self:
        now = now or timezone.now()
        is_running = Q(ends_at=None) | Q(ends_at__gt=now)
        return self.filter(is_running, ended_by=None, starts_at__lte=now)


class Sanction(models.Model):
    """What somebody may not do on the whole site, until when. StoryBan is one story's."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="sanctions"
    )
    # The guests of an IP address.
    ip_hash = models.ForeignKey(
        GuestIpHash, null=True, on_delete=models.SET_NULL, related_name="sanctions"
    )
    kind = models.CharField(_("sanction"), max_length=14, choices=SanctionKind.choices)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    # None: for good.
    ends_at = models.DateTimeField(_("until"), null=True)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="sanction")
    # The decision that ended it before its time.
    ended_by = models.OneToOneField(
        Decision, null=True, on_delete=models.SET_NULL, related_name="ended_sanction"
    )

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="sanction_has_one_person",
                condition=Q(member=None) | Q(ip_hash=None),
            ),
        ]
        indexes = [models.Index(fields=["member", "-starts_at"], name="sanction_by_member")]

    def __str__(self) -> str:
        return self.get_kind_display()

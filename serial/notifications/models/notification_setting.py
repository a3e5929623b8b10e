from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from serial.notifications.choices import EmailFrequency
from serial.notifications.kinds import KIND_CHOICES, KINDS_BY_NAME


class NotificationSetting(models.Model):
    """What a member chose for one kind. Without a row, the kind's defaults hold."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_settings"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=KIND_CHOICES)
    in_site = models.BooleanField(_("in the site"))
    email = models.CharField(_("email"), max_length=6, choices=EmailFrequency.choices)

    class Meta:
        verbose_name = _("notification setting")
        verbose_name_plural = _("notification settings")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notification_setting_unique"),
            models.CheckConstraint(
                name="notification_setting_kind_known",
                condition=Q(kind__in=list(KINDS_BY_NAME)),
            ),
            models.CheckConstraint(
                name="notification_setting_email_known",
                condition=Q(email__in=EmailFrequency.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"

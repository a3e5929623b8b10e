from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ErasureRecord(models.Model):
    """That something was erased: what, how much and when. Nothing that tells whose it was."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("Account")
        GUEST = "guest", _("Comments of a guest")

    kind = models.CharField(_("erased"), max_length=7, choices=Kind.choices)
    # A day, because the time could be compared with a backup or a log.
    erased_on = models.DateField(_("day"), default=timezone.localdate)
    # The administrator who erased comments of a guest, or started to delete the account.
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("erased by"),
    )
    stories_hand_over = models.PositiveIntegerField(_("stories handed over"), default=0)
    stories_keep = models.PositiveIntegerField(_("stories kept without a name"), default=0)
    stories_deleted = models.PositiveIntegerField(_("stories deleted"), default=0)
    comments_erased = models.PositiveIntegerField(_("comments erased"), default=0)
    comments_kept = models.PositiveIntegerField(_("comments kept without a name"), default=0)

    class Meta:
        verbose_name = _("erasure record")
        verbose_name_plural = _("erasure records")
        ordering = ["-erased_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.erased_on}"

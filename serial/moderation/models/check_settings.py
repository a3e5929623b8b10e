from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CheckSettingsQuerySet(models.QuerySet["CheckSettings"]):
    def newest_first(self) -> Self:
        return self.order_by("-version")


class CheckSettings(models.Model):
    """A version of the word lists, the limits of the checks, and the site's rules.

    Rows are only added: the one with the highest version is in force. Undoing adds another. The
    first migration ends with add_first_version, which makemigrations does not write.
    """

    version = models.PositiveIntegerField(_("version"), unique=True)
    # What check_settings/content.py reads.
    content = models.JSONField(default=dict)
    # The list, limit or rules that this version changed, such as "words/suspect".
    section = models.CharField(max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("saved"), default=timezone.now)
    undoes = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")

    objects = CheckSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the check settings")
        verbose_name_plural = _("versions of the check settings")
        ordering = ["-version"]
        indexes = [models.Index(fields=["section", "-version"], name="check_settings_by_section")]

    def __str__(self) -> str:
        return f"{self.version}: {self.section}"

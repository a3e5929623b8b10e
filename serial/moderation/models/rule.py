from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import Reason


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self) -> Self:
        return self.filter(is_in_force=True)


class Rule(models.Model):
    """A rule of the site, as everybody can read it. Decisions name the rule that was broken.

    Rules that were used are never changed: a new one takes their number (moderation/rules/).
    """

    # What moderators press and everybody reads. Those that are in force have different numbers.
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"), max_length=2_000)
    # The words to the commenter that a decision starts with.
    words = models.TextField(_("words to the commenter"), blank=True, max_length=2_000)
    # The reason of reports that it stands for. The spam score learns from rejections under rules
    # whose reason is spam.
    reason = models.CharField(
        _("reason of reports"), max_length=10, choices=Reason.choices, blank=True
    )
    is_in_force = models.BooleanField(_("in force"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="rule_number_unique",
                condition=models.Q(is_in_force=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

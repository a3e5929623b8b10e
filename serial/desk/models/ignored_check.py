from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.stories.models import Story

CHECK_TEXT_MAX_LENGTH = 200


class IgnoredCheck(models.Model):
    """A finding of "Check these" that is not listed in a story's texts, for all of its authors.

    A finding is known by its kind and the words that it is about, not by its place.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="ignored_checks")
    # Of SlipKind, or LINES (ignored_checks.py).
    kind = models.CharField(max_length=30)
    text = models.CharField(max_length=CHECK_TEXT_MAX_LENGTH)
    ignored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ignored check")
        verbose_name_plural = _("ignored checks")
        constraints = [
            models.UniqueConstraint(fields=["story", "kind", "text"], name="ignored_check_once"),
            models.CheckConstraint(name="ignored_check_has_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"

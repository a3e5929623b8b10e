from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.models.rule import Rule
from serial.stories.models import Story


class Wave(models.Model):
    """One act on many comments: what they have in common, and what is done with all of them."""

    # What waves/criteria.py reads.
    criteria = models.JSONField(default=dict)
    # Of an author's act on one story; none for the whole site.
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("decision"), max_length=14, choices=DecisionKind.choices)
    rule = models.ForeignKey(Rule, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("words"), blank=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    # When somebody stopped it, or took it back.
    stopped_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("act on many comments")
        verbose_name_plural = _("acts on many comments")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d %H:%M}"


class WaveComment(models.Model):
    """A comment that a wave takes, chosen when it starts."""

    class Progress(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Decided")
        LEFT_OUT = "left-out", _("Not decided")
        UNDONE = "undone", _("Undone")

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="comments")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    progress = models.CharField(max_length=8, choices=Progress.choices, default=Progress.WAITING)
    # Why it was not decided.
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "comment"], name="wave_comment_once"),
        ]
        indexes = [models.Index(fields=["wave", "progress"], name="wave_comment_by_progress")]

    def __str__(self) -> str:
        return f"{self.wave}: {self.comment}"

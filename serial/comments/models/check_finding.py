from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.comments.choices import Verdict
from serial.comments.models.comment import Comment

MESSAGE_MAX_LENGTH = 300


class CheckFinding(models.Model):
    """Why a check wanted a new comment held or rejected."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="findings")
    # Which finding of the check it is, such as "links" or "too-fast".
    code = models.SlugField(_("code"), max_length=40)
    verdict = models.PositiveSmallIntegerField(choices=Verdict.choices)
    message = models.CharField(_("message"), max_length=MESSAGE_MAX_LENGTH)
    # Where in the comment's text: [start, end] pairs, in characters of `body`.
    places = models.JSONField(default=list)
    # Of the comment: the number of its edits when the check ran.
    revision = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-verdict", "pk"]
        indexes = [models.Index(fields=["code"], name="check_finding_by_code")]

    def __str__(self) -> str:
        return self.message

"""What was done, by whom, so that it can be looked up and undone. Only added to."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.comments.choices import Verdict
from serial.comments.models.comment import Comment
from serial.stories.models import Story


class CommentAction(models.Model):
    """Something that was set on a comment, a chapter, a story or a person, and what it was before.

    Undoing one is another act, which names it.
    """

    class Kind(models.TextChoices):
        STATE = "state", _("state of a comment")
        CLOSE_THREAD = "close-thread", _("thread closed to replies")
        PIN = "pin", _("thread pinned")
        QUOTE = "quote", _("quoted passage hidden")
        PLACE = "place", _("place in the chapter")
        STOP = "stop", _("person stopped from commenting")
        CHAPTER_RULES = "chapter-rules", _("who may comment on a chapter")
        STORY_RULES = "story-rules", _("who may comment on a story")

    kind = models.CharField(_("what"), max_length=14, choices=Kind.choices)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="comment_actions")
    chapter = models.ForeignKey(Chapter, null=True, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.CASCADE, related_name="actions"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="undone_by"
    )

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("actions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["story", "-at"], name="act_on_story")]
        constraints = [
            models.CheckConstraint(
                name="act_on_comment_names_it",
                condition=~models.Q(kind__in=["state", "close-thread", "pin", "quote", "place"])
                | models.Q(comment__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.before} → {self.after}"


class CheckFinding(models.Model):
    """Why a screen wanted a new comment held or rejected."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="findings")
    # The screen's own name for it, such as "links-by-newcomer".
    code = models.SlugField(_("reason"), max_length=40)
    verdict = models.PositiveSmallIntegerField(choices=Verdict.choices)
    message = models.CharField(_("in words"), max_length=300)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("findings")
        ordering = ["-verdict", "pk"]
        indexes = [models.Index(fields=["code"], name="reason_by_code")]

    def __str__(self) -> str:
        return self.message

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models.comment import Comment
from serial.stories.models import Story

# The value in the log when a commenter deletes their comment, or restores it.
DELETED = {"state": State.DELETED.value}


class CommentActionQuerySet(models.QuerySet["CommentAction"]):
    def by_others(self) -> Self:
        """Excludes what commenters did to their own comments: only they can undo it."""
        return self.exclude(before=DELETED).exclude(after=DELETED)

    def standing(self) -> Self:
        """Changes that were not undone, without the undoing ones."""
        return self.filter(undoes=None, undone_by=None).exclude(before=F("after"))


class CommentAction(models.Model):
    """One entry of the action log: a change to a comment, a chapter's or a story's comment
    settings, or a ban, with the values before and after it.

    Rows are only added. Undoing an action adds another action, which refers to it in `undoes`.
    """

    class Kind(models.TextChoices):
        STATE = "state", _("Comment state changed")
        CLOSE_THREAD = "close-thread", _("Thread closed or reopened")
        PIN = "pin", _("Thread pinned or unpinned")
        QUOTE = "quote", _("Quote hidden or shown")
        PARAGRAPH = "paragraph", _("Thread moved")
        BAN = "ban", _("Commenter banned or ban lifted")
        MODERATOR = "moderator", _("Moderator of the story appointed or removed")
        CHAPTER_SETTINGS = "chapter-settings", _("Comment settings of a chapter changed")
        STORY_SETTINGS = "story-settings", _("Comment settings of a story changed")

    kind = models.CharField(_("action"), max_length=20, choices=Kind.choices)
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
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    # Whether a decision of a moderator or a check made it. The app of decisions sets it, so that
    # the few actions without one are found among very many.
    has_decision = models.BooleanField(default=False)
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="undone_by"
    )

    objects = CommentActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["story", "-created_at"], name="comment_action_by_story"),
            models.Index(fields=["-created_at"], name="comment_action_by_time"),
            models.Index(
                fields=["-created_at"],
                name="comment_action_of_author",
                condition=models.Q(has_decision=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="comment_action_has_comment",
                condition=~models.Q(kind__in=["state", "close-thread", "pin", "quote", "paragraph"])
                | models.Q(comment__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.before} → {self.after}"

    def state_before(self) -> str:
        """Returns the label of the comment's state before this action, of the kind STATE."""
        return str(State(self.before["state"]).label)

    def state_after(self) -> str:
        """Returns the label of the comment's state after this action, of the kind STATE."""
        return str(State(self.after["state"]).label)

    def is_by_commenter(self) -> bool:
        """The rule of `by_others` for one action."""
        return DELETED in (self.before, self.after)

    def is_undoable_by(self, user: Visitor) -> bool:
        """Those who moderate the comment; for settings and bans, those who manage the story."""
        if self.comment is not None:
            return self.comment.is_moderated_by(user)
        return self.story.is_managed_by(user)

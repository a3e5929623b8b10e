from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from serial.comments.models import Comment, CommentAction
from serial.jobs.bulk_acts import BulkAct, BulkActRow
from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.models.rule import Rule
from serial.stories.models import Story


class Wave(BulkAct):
    """One act on many comments: what they have in common, and what is done with all of them.

    Of moderators each comment has a decision; of the story's authors, an action.
    """

    # What waves/criteria.py reads.
    criteria = models.JSONField(default=dict)
    # Of an author's act on one story; none for the whole site.
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("decision"), max_length=14, choices=DecisionKind.choices)
    rule = models.ForeignKey(Rule, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("words"), blank=True)
    note = models.TextField(_("note"), blank=True)
    # What the newcomers among the commenters get, and for how long.
    sanction = models.CharField(max_length=14, choices=SanctionKind.choices, blank=True)
    sanction_days = models.PositiveSmallIntegerField(null=True)

    class Meta(BulkAct.Meta):
        verbose_name = _("act on many comments")
        verbose_name_plural = _("acts on many comments")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d %H:%M}"

    def is_of_author(self) -> bool:
        """Whether it is an author's act on their story, whose items are actions, no decisions."""
        return self.story is not None

    def is_managed_by(self, user: Visitor) -> bool:
        """Whether this person may carry it out, stop it and undo it."""
        if not user.is_authenticated:
            return False
        if self.story is not None:
            return user.is_moderator() or self.story.is_authored_by(user)
        return user.is_moderator()


class WaveComment(BulkActRow):
    """A comment that a wave takes, chosen when it starts."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="comments")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    # The revision that was chosen. One that was edited since is left out.
    revision = models.PositiveSmallIntegerField(default=0)
    is_newcomer = models.BooleanField(default=False)
    # The entry of the comment's log, once it is decided.
    action = models.OneToOneField(
        CommentAction, null=True, on_delete=models.SET_NULL, related_name="wave_comment"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "comment"], name="wave_comment_once"),
        ]
        indexes = [models.Index(fields=["wave", "progress"], name="wave_comment_by_progress")]

    def __str__(self) -> str:
        return f"{self.wave}: {self.comment}"

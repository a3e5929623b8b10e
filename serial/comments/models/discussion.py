from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.comments.choices import Audience, Premoderation
from serial.stories.models import Story


class StoryCommentSettings(models.Model):
    """Who may comment on a story, as its author has it; none of these rows: as usual."""

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="comment_settings"
    )
    audience = models.CharField(
        _("who may comment"), max_length=10, choices=Audience.choices, default=Audience.EVERYONE
    )
    premoderation = models.CharField(
        _("wait for you first: comments"),
        max_length=10,
        choices=Premoderation.choices,
        default=Premoderation.GUESTS,
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("close a chapter's comments after"),
        null=True,
        blank=True,
        help_text=_("Days after its release. Empty: never."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="story_rules_who_known", condition=models.Q(audience__in=Audience.values)
            ),
            models.CheckConstraint(
                name="story_rules_holds_known",
                condition=models.Q(premoderation__in=Premoderation.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audience}, {self.premoderation}"


class Discussion(models.Model):
    """What is counted of a chapter's comments, and what its author says of them.

    Made with the first comment or kudos. Whoever changes a comment locks this row first, so the
    counts are right and `version` is another whenever anything that is shown is another.
    """

    chapter = models.OneToOneField(
        Chapter, on_delete=models.CASCADE, primary_key=True, related_name="discussion"
    )
    # Empty and null: as the story has it.
    audience = models.CharField(
        _("who may comment"), max_length=10, choices=Audience.choices, blank=True
    )
    premoderation = models.CharField(
        _("wait for you first: comments"), max_length=10, choices=Premoderation.choices, blank=True
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    last_number = models.PositiveIntegerField(default=0)
    version = models.PositiveBigIntegerField(default=0)
    # Of published comments; of threads that are shown; of published ones by the block's id.
    comment_count = models.PositiveIntegerField(default=0)
    thread_count = models.PositiveIntegerField(default=0)
    kudos_count = models.PositiveIntegerField(default=0)
    paragraph_counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="discussion_who_known", condition=models.Q(audience__in=["", *Audience.values])
            ),
            models.CheckConstraint(
                name="discussion_holds_known",
                condition=models.Q(premoderation__in=["", *Premoderation.values]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}: {self.comment_count}"

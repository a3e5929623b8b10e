from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.comments.choices import Audience, Premoderation
from serial.stories.models import Story


class StoryCommentSettings(models.Model):
    """Who may comment on a story. A story without a row has the defaults of these fields."""

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="comment_settings"
    )
    audience = models.CharField(
        _("who can comment"), max_length=10, choices=Audience.choices, default=Audience.EVERYONE
    )
    premoderation = models.CharField(
        _("comments that need your approval"),
        max_length=10,
        choices=Premoderation.choices,
        default=Premoderation.GUESTS,
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("close comments after"),
        null=True,
        blank=True,
        help_text=_("Days after a chapter’s release. Leave this empty to keep comments open."),
    )
    # By a moderator of the site: all chapters, also those with an audience of their own.
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="story_comment_settings_audience_valid",
                condition=models.Q(audience__in=Audience.values),
            ),
            models.CheckConstraint(
                name="story_comment_settings_premoderation_valid",
                condition=models.Q(premoderation__in=Premoderation.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audience}, {self.premoderation}"


class Discussion(models.Model):
    """The comment settings and the comment counts of one chapter.

    Created with the first comment or kudos. Code that changes a comment locks this row first:
    that keeps the counts right, and `version` increases with every visible change.
    """

    chapter = models.OneToOneField(
        Chapter, on_delete=models.CASCADE, primary_key=True, related_name="discussion"
    )
    # Empty: same as the story.
    audience = models.CharField(
        _("who can comment"), max_length=10, choices=Audience.choices, blank=True
    )
    premoderation = models.CharField(
        _("comments that need your approval"),
        max_length=10,
        choices=Premoderation.choices,
        blank=True,
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    last_number = models.PositiveIntegerField(default=0)
    version = models.PositiveBigIntegerField(default=0)
    # comment_count: published comments. thread_count: visible threads. paragraph_counts:
    # {paragraph id as a string: published comments}, as JSON has no integer keys.
    comment_count = models.PositiveIntegerField(default=0)
    thread_count = models.PositiveIntegerField(default=0)
    kudos_count = models.PositiveIntegerField(default=0)
    paragraph_counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="discussion_audience_valid",
                condition=models.Q(audience__in=["", *Audience.values]),
            ),
            models.CheckConstraint(
                name="discussion_premoderation_valid",
                condition=models.Q(premoderation__in=["", *Premoderation.values]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}: {self.comment_count}"

"""Who follows what."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from serial.stories.choices import Visibility
from serial.stories.models import Credit, Story

# Lists show these, so followers of an author hear of them. Of an unlisted story they do not:
# only who has its URL may know of it.
LISTED = (Visibility.PUBLIC, Visibility.MEMBERS)


class FollowQuerySet(models.QuerySet["Follow"]):
    def telling_of(self, story: Story) -> Self:
        """Returns the follows by which members hear of a story: of the story, or of an author.

        A member who follows both has two rows here. None of its own authors, and none of accounts
        that are not active. Asks nothing of the members' own settings or blocks.
        """
        follows = Q(story=story)
        if story.visibility in LISTED:
            credits = Credit.objects.accepted().filter(story=story, pen_name__taken_down_for="")
            follows |= Q(pen_name__in=credits.values("pen_name"))
        own = Credit.objects.accepted().filter(story=story, pen_name__user=OuterRef("user"))
        return self.filter(follows, ~Exists(own), user__is_active=True)


class Follow(models.Model):
    """A member follows a story or a pen name: they hear of new chapters and announcements."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    story = models.ForeignKey(
        Story, null=True, blank=True, on_delete=models.CASCADE, related_name="follows"
    )
    pen_name = models.ForeignKey(
        PenName, null=True, blank=True, on_delete=models.CASCADE, related_name="follows"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="follow_of_story_or_pen_name",
                condition=Q(story__isnull=False, pen_name=None)
                | Q(story=None, pen_name__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user", "story"],
                name="follow_story_once",
                condition=Q(story__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user", "pen_name"],
                name="follow_pen_name_once",
                condition=Q(pen_name__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.story or self.pen_name}"

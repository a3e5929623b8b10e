"""Who follows what."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
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
# only people who have its URL may know of it.
LISTED = (Visibility.PUBLIC, Visibility.MEMBERS)


class FollowQuerySet(models.QuerySet["Follow"]):
    def telling_of(self, story: Story) -> Self:
        """Returns the follows by which members hear of a story: of the story, or of an author.

        A member who follows both has two rows here. None of its own authors, and none of accounts
        that are not active. Asks nothing of the members' own settings or blocks.
        """
        return self._by_those_to_tell(story).filter(reduce(or_, _followed(story)))

    def next_told(self, story: Story, *, after: int, at_most: int) -> list[int]:
        """Returns the members of `telling_of` in the order of their primary keys, above `after`.

        A query for the story and for each author. Each reads the part of an index that it returns,
        so it costs the same whatever else is followed.
        """
        follows = self._by_those_to_tell(story).filter(user__gt=after).order_by("user_id")
        found: set[int] = set()
        for followed in _followed(story):
            users = follows.filter(followed).values_list("user_id", flat=True)
            found.update(users[:at_most])
        return sorted(found)[:at_most]

    def _by_those_to_tell(self, story: Story) -> Self:
        own = Credit.objects.accepted().filter(story=story, pen_name__user=OuterRef("user"))
        return self.filter(~Exists(own), user__is_active=True)


def _followed(story: Story) -> list[Q]:
    """Returns the conditions of follows of the story, and of each author by whom it is found."""
    pen_names: Iterable[int] = ()
    if story.visibility in LISTED:
        credits = Credit.objects.accepted().filter(story=story, pen_name__taken_down_for="")
        pen_names = credits.order_by().values_list("pen_name_id", flat=True).distinct()
    return [Q(story=story), *(Q(pen_name=pk) for pk in pen_names)]


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
            # What is followed comes first: a release reads its followers in their order.
            models.UniqueConstraint(
                fields=["story", "user"],
                name="follow_story_once",
                condition=Q(story__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["pen_name", "user"],
                name="follow_pen_name_once",
                condition=Q(pen_name__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.story or self.pen_name}"

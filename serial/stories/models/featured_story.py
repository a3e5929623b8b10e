from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.stories.models.story import Story


class FeaturedStoryQuerySet(models.QuerySet["FeaturedStory"]):
    def on(self, day: date) -> Self:
        """Returns what is featured on this day, the latest choice first."""
        has_not_ended = Q(last_day=None) | Q(last_day__gte=day)
        return self.filter(has_not_ended, first_day__lte=day).order_by("-first_day", "-pk")


class FeaturedStory(models.Model):
    """A story that the home page recommends from one day to another."""

    story = models.ForeignKey(
        Story,
        on_delete=models.CASCADE,
        related_name="features",
        verbose_name=_("story"),
        help_text=_("The home page shows only public stories, and none for adults."),
    )
    first_day = models.DateField(_("first day"), default=timezone.localdate)
    last_day = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("If you leave this empty, the story is featured until another one is."),
    )

    objects = FeaturedStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("featured story")
        verbose_name_plural = _("featured stories")
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="featured_story_days_in_order",
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
            ),
        ]

    def __str__(self) -> str:
        # Without the title: the log of /admin/ outlives the row and the story.
        return gettext("Featured from %(day)s") % {"day": date_format(self.first_day)}

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day is before the first day.")})

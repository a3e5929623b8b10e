from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.manuscripts.old_paths import MAX_LENGTH
from serial.stories.models import Story


class FormerUrl(models.Model):
    """A path that a story or a chapter had on the site that it was imported from."""

    # A key (old_paths.py). Who came first has it.
    path = models.CharField(_("old URL"), max_length=MAX_LENGTH, unique=True)
    # One of them. A chapter may move into another story.
    story = models.ForeignKey(
        Story, null=True, on_delete=models.CASCADE, related_name="former_urls"
    )
    chapter = models.ForeignKey(
        Chapter, null=True, on_delete=models.CASCADE, related_name="former_urls"
    )

    class Meta:
        verbose_name = _("old URL")
        verbose_name_plural = _("old URLs")
        constraints = [
            models.CheckConstraint(
                name="former_url_is_a_path", condition=models.Q(path__startswith="/")
            ),
            models.CheckConstraint(
                name="former_url_of_a_story_or_a_chapter",
                condition=models.Q(story=None, chapter__isnull=False)
                | models.Q(story__isnull=False, chapter=None),
            ),
        ]

    def __str__(self) -> str:
        return self.path

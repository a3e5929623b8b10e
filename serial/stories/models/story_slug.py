from django.db import models

from serial.slugs.history import slug_field


class StorySlug(models.Model):
    """A current or former slug of a story. Former slugs redirect, and are never reused."""

    story = models.ForeignKey(
        "stories.Story", null=True, on_delete=models.SET_NULL, related_name="slugs"
    )
    slug = slug_field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug"], name="story_slug_history_unique")]

    def __str__(self) -> str:
        return self.slug

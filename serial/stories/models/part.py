from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.stories.models.story import TITLE_MAX_LENGTH, Story
from serial.validators import validate_visible_text


class Part(models.Model):
    """A named group of chapters: an arc or a volume of a story."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="parts")
    title = models.CharField(
        _("title"), max_length=TITLE_MAX_LENGTH, validators=[validate_visible_text]
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="part_title_not_empty", condition=~models.Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

"""One text of a story that is shown under each of its chapters until a moment."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from serial.markup.rendering import RENDERER_VERSION, render
from serial.stories.models.story import DEFAULT_NOTE_MAX_LENGTH, Story
from serial.validators import validate_visible_text


class StoryNote(models.Model):
    """The story-wide note. Only serial/stories/story_notes.py changes it."""

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="note"
    )
    body = models.TextField(
        _("note"), max_length=DEFAULT_NOTE_MAX_LENGTH, validators=[validate_visible_text]
    )
    body_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    # The midnight after its last day, in the time zone of the author who set it.
    ends_at = models.DateTimeField(_("shown until"))

    class Meta:
        verbose_name = _("story-wide note")
        verbose_name_plural = _("story-wide notes")
        constraints = [
            models.CheckConstraint(name="story_note_not_empty", condition=~Q(body="")),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}"

    def is_shown(self, at: datetime) -> bool:
        return at < self.ends_at

    def render_body(self) -> None:
        """Sets the HTML of the text. Does not save."""
        self.body_html = render(self.body, self.story.render_options("story-note")).html
        self.renderer_version = RENDERER_VERSION

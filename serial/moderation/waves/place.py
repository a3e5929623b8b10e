"""Where the pages of waves are: the moderators' pages, or the desk, for one story."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse

from serial.moderation.models import Wave
from serial.stories.models import Story


@dataclass(frozen=True)
class Place:
    """names: of its URLs, by "list", "new" and "wave". arguments: of all of them.

    frame: the template around its pages. context: what the frame needs.
    story: of an author's acts; None at the moderators' pages.
    """

    frame: str
    names: Mapping[str, str]
    story: Story | None = None
    arguments: tuple[int, ...] = ()
    context: Mapping[str, object] = field(default_factory=dict)

    def waves(self) -> "QuerySet[Wave]":
        """Moderators see what authors did too."""
        return Wave.objects.filter(story=self.story) if self.story else Wave.objects.all()

    @property
    def list_url(self) -> str:
        return self.url("list")

    @property
    def new_url(self) -> str:
        return self.url("new")

    def url(self, name: str, *arguments: int) -> str:
        return reverse(self.names[name], args=[*self.arguments, *arguments])

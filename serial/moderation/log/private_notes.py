"""Notes that the reader of the log does not read, as they are about them."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Q

from serial.moderation.models import Decision
from serial.moderation.models.decision import STORY_KINDS
from serial.stories.models import Credit


@dataclass(frozen=True)
class PrivateNotes:
    """stories: on which the reader is credited. waves: acts on many that concern the reader too."""

    reader: int
    stories: frozenset[int]
    waves: frozenset[int]

    @classmethod
    def of(cls, reader: int) -> Self:
        stories = Credit.objects.accepted().filter(pen_name__user=reader).order_by()
        waves = Decision.objects.filter(member=reader, wave__isnull=False).order_by()
        return cls(
            reader,
            frozenset(stories.values_list("story", flat=True)),
            frozenset(waves.values_list("wave", flat=True)),
        )

    def has(self, decision: Decision) -> bool:
        item = decision.item
        is_on_story = item.kind in STORY_KINDS and item.on_story_id in self.stories
        return decision.member_id == self.reader or decision.wave_id in self.waves or is_on_story

    def condition(self) -> Q:
        """Of decisions with such a note."""
        private = Q(member=self.reader)
        if self.waves:
            private |= Q(wave__in=self.waves)
        if self.stories:
            private |= Q(item__kind__in=STORY_KINDS, item__on_story__in=self.stories)
        return private

"""Where an entry stands in the log: the next page starts after the last one of the page before.

Counting rows from the start would take longer with each page.
"""

from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple

from django.db.models import Q

from serial.params import parse_id

FORMAT = "%Y-%m-%dT%H:%M:%S.%f"


class Source(IntEnum):
    """What an entry is, and in which order entries of the same time are."""

    ACTION = 0
    DECISION = 1
    WAVE = 2


class Position(NamedTuple):
    """Of an entry: its time, what it is, and the primary key of that."""

    at: datetime
    source: Source
    pk: int

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):{FORMAT}}-{self.source.value}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        time, source, pk_text = (text.rsplit("-", 2) + ["", ""])[:3]
        pk = parse_id(pk_text)
        try:
            at = datetime.strptime(time, FORMAT).replace(tzinfo=UTC)
            return None if pk is None else cls(at, Source(int(source)), pk)
        except ValueError:
            return None

    def further(self, source: Source) -> Q:
        """The rows of a source that stand after this entry, newest first."""
        if source < self.source:
            return Q(created_at__lt=self.at)
        if source > self.source:
            return Q(created_at__lte=self.at)
        # The first condition is for the index.
        return Q(created_at__lte=self.at) & (Q(created_at__lt=self.at) | Q(pk__lt=self.pk))

    def not_further(self, source: Source) -> Q:
        """The others of a source: this entry, and those before it."""
        if source < self.source:
            return Q(created_at__gte=self.at)
        if source > self.source:
            return Q(created_at__gt=self.at)
        return Q(created_at__gte=self.at) & (Q(created_at__gt=self.at) | Q(pk__gte=self.pk))

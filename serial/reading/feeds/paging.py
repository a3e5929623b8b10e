"""Pages of a feed (RFC 5005, section 3): the link "next" of each leads to older entries.

A page is asked for by the entry that it comes after. A number would name other entries as soon as a
chapter is released, and the database would have to count the rows before it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol, Self

from django.http import Http404

from serial.chapters.models.chapter import EARLIEST_RELEASE, LATEST_RELEASE

# Microseconds since 1970, and a primary key.
CURSOR = re.compile(r"(\d{1,16})-(\d{1,18})", re.ASCII)
# In place of the primary key of a chapter, in the cursor of an announcement: chapters of the same
# moment come after it.
AFTER_ALL_CHAPTERS = 10**18 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Dated(Protocol):
    @property
    def published(self) -> datetime: ...

    @property
    def chapter_id(self) -> int: ...


@dataclass(frozen=True)
class Cursor:
    """An entry of a feed, by what feeds are sorted by."""

    published: datetime
    pk: int

    @classmethod
    def of(cls, entry: Dated) -> Self:
        return cls(entry.published, entry.chapter_id)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises Http404 for anything but the str() of a cursor."""
        match = CURSOR.fullmatch(text)
        published = EPOCH + timedelta(microseconds=int(match[1])) if match else EPOCH
        if match is None or not EARLIEST_RELEASE <= published < LATEST_RELEASE:
            raise Http404
        return cls(published, int(match[2]))

    def __str__(self) -> str:
        return f"{(self.published - EPOCH) // timedelta(microseconds=1)}-{self.pk}"


# What all entries come after.
BEFORE_ALL = Cursor(LATEST_RELEASE, AFTER_ALL_CHAPTERS)

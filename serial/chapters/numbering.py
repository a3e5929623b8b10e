"""The numbers of chapters: what readers see counts only what readers can read."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import LATEST_RELEASE


def number_chapters(ordered: Iterable[Chapter], now: datetime) -> Iterator[int | None]:
    """Yields the number of each chapter of a story, or None for those without a number.

    A released chapter counts the released chapters before it. A scheduled one counts those that
    will be released when it is, so its number does not change at its release. Drafts count all.
    """
    releases: list[datetime] = []
    for chapter in ordered:
        if not chapter.is_numbered:
            yield None
            continue
        release = max(chapter.release_at or LATEST_RELEASE, now)
        index = bisect_right(releases, release)
        releases.insert(index, release)
        yield index + 1

"""The groups in which a story's page at the desk lists its chapters: parts, and hundreds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from serial.desk.stories.chapter_rows import ChapterRow
from serial.stories.models import Part

# More chapters than these under one heading fold into groups of a hundred, which the browser lays
# out only when they are opened.
GROUP_SIZE = 100
# In a shorter list every group is open.
ALL_OPEN_UP_TO = 60


@dataclass
class ChapterGroup:
    """Consecutive chapters of one part (None: of no part), or a hundred of them."""

    part: Part | None
    rows: Sequence[ChapterRow]
    title: str = ""
    is_open: bool = True

    def words(self) -> int:
        return sum(row.words for row in self.rows)


def group_rows(
    rows: Sequence[ChapterRow], parts: Sequence[Part], newest_first: bool
) -> list[ChapterGroup]:
    """Returns the groups in reading order, or turned round; parts without chapters come last.

    In a long list, only the group of the last chapters is open.
    """
    by_pk = {part.pk: part for part in parts}
    groups: list[ChapterGroup] = []
    for part_pk, part_rows in groupby(rows, key=lambda row: row.part):
        groups.extend(_groups_of_part(by_pk.get(part_pk or 0), list(part_rows)))
    used_parts = {row.part for row in rows}
    groups.extend(ChapterGroup(part, [], part.title) for part in parts if part.pk not in used_parts)
    with_rows = [group for group in groups if group.rows]
    for group in with_rows:
        group.is_open = len(rows) <= ALL_OPEN_UP_TO or group is with_rows[-1]
    return list(_turned_round(groups)) if newest_first else groups


def _turned_round(groups: Iterable[ChapterGroup]) -> Iterator[ChapterGroup]:
    for group in reversed(list(groups)):
        group.rows = group.rows[::-1]
        yield group


def _groups_of_part(part: Part | None, rows: list[ChapterRow]) -> Iterator[ChapterGroup]:
    title = part.title if part else ""
    if len(rows) <= GROUP_SIZE:
        yield ChapterGroup(part, rows, title)
        return
    for start in range(0, len(rows), GROUP_SIZE):
        chunk = rows[start : start + GROUP_SIZE]
        range_title = _range_title(chunk)
        yield ChapterGroup(part, chunk, f"{title}: {range_title}" if part else range_title)


def _range_title(rows: Sequence[ChapterRow]) -> str:
    numbers = [row.number for row in rows if row.number is not None]
    if not numbers:
        return gettext("Chapters without a number")
    params = {"first": min(numbers), "last": max(numbers)}
    return gettext("Chapters %(first)s to %(last)s") % params

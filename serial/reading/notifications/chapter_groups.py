"""New chapters on a member's page of notifications, those of one story together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import (
    announced_q,
    chapter_label,
    is_announced_as_rewritten,
    numbered_chapter_label,
)
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import NotificationSetting
from serial.notifications.new_chapters import followed_chapters, older_news, seen
from serial.notifications.wording import counted_chapters
from serial.stories.choices import direction_of
from serial.stories.cover_links import CoverLinks, link_cover

# What was seen is listed as long; what is new for any time.
SEEN_PERIOD = timedelta(days=30)
MAX_CHAPTERS = 300
# Of a group, the others are counted.
MAX_SHOWN = 5


class ChapterRow(NamedTuple):
    """A chapter with what the page shows of its story."""

    pk: int
    title: str
    number: int | None
    announced_at: datetime
    announced_again_at: datetime | None
    is_silent: bool
    story_pk: int
    story_title: str
    story_slug: str
    language: str
    smart_punctuation: bool
    cover: str
    drawn_cover: str
    is_seen: bool

    def is_rewritten(self) -> bool:
        return is_announced_as_rewritten(self.announced_again_at, is_silent=self.is_silent)

    def label(self) -> str:
        return chapter_label(self.title, self.number)

    def numbered_label(self) -> str:
        return numbered_chapter_label(self.title, self.number)


COLUMNS = (
    *(
        "pk",
        "title",
        "number",
        "announced_at",
        "announced_again_at",
        "is_silent",
        "story_id",
        "story__title",
        "story__slug",
    ),
    *("story__language", "story__smart_punctuation", "story__cover", "story__drawn_cover"),
    "is_seen",
)


@dataclass(frozen=True)
class ChapterGroup:
    """Chapters of one story, all of them new or all seen, in the order of their announcement."""

    kind = "chapter"
    chapters: Sequence[ChapterRow]

    @property
    def story(self) -> ChapterRow:
        """Its columns about the story are the same for all."""
        return self.chapters[0]

    @property
    def shown(self) -> Sequence[ChapterRow]:
        return self.chapters[:MAX_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.chapters) - MAX_SHOWN)

    @property
    def created_at(self) -> datetime:
        return self.chapters[-1].announced_at

    def rewritten(self) -> int:
        return sum(chapter.is_rewritten() for chapter in self.chapters)

    def counted(self) -> str:
        return counted_chapters(len(self.chapters), self.rewritten())

    @property
    def is_unread(self) -> bool:
        return not self.chapters[0].is_seen

    def cover_links(self) -> CoverLinks:
        return link_cover(self.story.cover, "", self.story.drawn_cover)

    def direction(self) -> str:
        return direction_of(self.story.language)


def chapter_groups(user: User) -> list[ChapterGroup]:
    """Returns the groups, the latest announcement first. Four queries at most."""
    if NotificationSetting.objects.filter(user=user, kind=CHAPTER, in_site=False).exists():
        return []
    now = timezone.now()
    begin = now - SEEN_PERIOD
    rows = _rows(user, now, announced_q(gte=begin))
    if older := older_news(user, now, begin):
        rows += _rows(user, now, older)
    return sorted(_groups(rows), key=lambda group: group.created_at, reverse=True)


def _rows(user: User, now: datetime, condition: Q) -> list[ChapterRow]:
    chapters = followed_chapters(user, now).filter(condition).annotate(is_seen=seen(user))
    latest = chapters.order_by(F("announced_at").desc(), "-pk").values_list(*COLUMNS)
    return [ChapterRow(*columns) for columns in latest[:MAX_CHAPTERS]]


def _groups(rows: list[ChapterRow]) -> Iterator[ChapterGroup]:
    def key(row: ChapterRow) -> tuple[int, bool]:
        return row.story_pk, row.is_seen

    # Sorting keeps their order: the last announcement comes first.
    for _key, chapters in groupby(sorted(rows, key=key), key):
        yield ChapterGroup(list(chapters)[::-1])


def chapter_of(user: User, pk: int) -> Chapter | None:
    """Returns a chapter of what the member follows, with its story."""
    chapters = followed_chapters(user, timezone.now()).select_related("story").without_text()
    return chapters.filter(pk=pk).first()

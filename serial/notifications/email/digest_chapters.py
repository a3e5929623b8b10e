"""The new chapters of a digest, by story."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import TEXT_COLUMNS, announced_q
from serial.notifications.channels import story_emails_for
from serial.notifications.email.digests import Digest
from serial.notifications.email.releases import NEWS_PERIOD
from serial.notifications.email.rendering import absolute
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import ReleaseMailingChapter
from serial.notifications.new_chapters import followed_chapters, seen
from serial.notifications.wording import counted_chapters
from serial.stories.choices import direction_of
from serial.stories.credit_lines import load_credit_lines_by_story
from serial.stories.models import Story

# More is a list that nobody reads.
MOST_CHAPTERS = 200


@dataclass(frozen=True)
class ChapterNews:
    label: str
    url: str
    is_rewritten: bool


@dataclass(frozen=True)
class StoryNews:
    story: Story
    url: str
    names: str
    chapters: Sequence[ChapterNews]

    @property
    def direction(self) -> str:
        return direction_of(self.story.language)

    def __len__(self) -> int:
        return len(self.chapters)

    def __str__(self) -> str:
        return self.story.title


def find_chapters(digest: Digest) -> list[StoryNews]:
    """Returns those that the member may read now and has not seen."""
    found = followed_chapters(digest.user, timezone.now()).exclude(seen(digest.user))
    # Found up to NEWS_PERIOD after they were announced. Without it, all chapters would be read.
    found = found.filter(announced_q(gt=min(digest.since.values()) - NEWS_PERIOD))
    in_time = Q()
    for frequency in digest.since:
        in_time |= digest.found_in_time(frequency, "mailing__found_at")
    rows = ReleaseMailingChapter.objects.current().filter(in_time, chapter__in=found.values("pk"))
    rows = rows.select_related("chapter__story", "mailing").defer(
        *(f"chapter__{name}" for name in TEXT_COLUMNS)
    )
    rows = rows.order_by("chapter__story__title", "chapter__story_id", "chapter__position")
    latest = list(rows[:MOST_CHAPTERS])
    emails = story_emails_for(digest.user.pk, CHAPTER, {row.chapter.story_id for row in latest})
    return _by_story(
        [
            row.chapter
            for row in latest
            if digest.has(emails[row.chapter.story_id], row.mailing.found_at)
        ]
    )


def count_chapters(news: Sequence[StoryNews]) -> str:
    chapters = [chapter for one in news for chapter in one.chapters]
    return counted_chapters(len(chapters), sum(chapter.is_rewritten for chapter in chapters))


def _by_story(chapters: Sequence[Chapter]) -> list[StoryNews]:
    names = load_credit_lines_by_story({chapter.story_id for chapter in chapters})
    return [
        StoryNews(
            story=story,
            url=absolute(story.get_absolute_url()),
            names=", ".join(line.name for line in names[story.pk]),
            chapters=[
                ChapterNews(
                    chapter.numbered_label(),
                    absolute(chapter.get_absolute_url()),
                    chapter.is_announced_as_rewritten(),
                )
                for chapter in group
            ],
        )
        for story, group in groupby(chapters, key=lambda chapter: chapter.story)
    ]

"""The new chapters of a digest, by story."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.notifications.channels import story_emails_for
from serial.notifications.email.digests import Digest
from serial.notifications.email.releases import NEWS_PERIOD
from serial.notifications.email.rendering import absolute
from serial.notifications.kinds import CHAPTER
from serial.notifications.new_chapters import followed_chapters, seen
from serial.stories.choices import direction_of
from serial.stories.credit_lines import load_credit_lines_by_story
from serial.stories.models import Story

# More is a list that nobody reads.
MOST_CHAPTERS = 200


@dataclass(frozen=True)
class StoryNews:
    story: Story
    url: str
    names: str
    chapters: Sequence[tuple[str, str]]

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
    # Found up to NEWS_PERIOD after their release. Without it, all chapters would be read.
    found = found.filter(release_at__gt=min(digest.since.values()) - NEWS_PERIOD)
    in_time, field = Q(), "release_mailing__mailing__found_at"
    for frequency in digest.since:
        in_time |= digest.found_in_time(frequency, field)
    rows = found.filter(in_time).select_related("story", "release_mailing__mailing").without_text()
    chapters = list(rows.order_by("story__title", "story_id", "position")[:MOST_CHAPTERS])
    emails = story_emails_for(digest.user.pk, CHAPTER, {chapter.story_id for chapter in chapters})
    return _by_story(
        [
            chapter
            for chapter in chapters
            if digest.has(emails[chapter.story_id], chapter.release_mailing.mailing.found_at)
        ]
    )


def _by_story(chapters: Sequence[Chapter]) -> list[StoryNews]:
    names = load_credit_lines_by_story({chapter.story_id for chapter in chapters})
    return [
        StoryNews(
            story=story,
            url=absolute(story.get_absolute_url()),
            names=", ".join(line.name for line in names[story.pk]),
            chapters=[
                (chapter.numbered_label(), absolute(chapter.get_absolute_url()))
                for chapter in group
            ],
        )
        for story, group in groupby(chapters, key=lambda chapter: chapter.story)
    ]

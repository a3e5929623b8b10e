"""The facts of a story that stand in one line under its title."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.conf import settings
from django.utils import timezone

from serial.stories.choices import Rating
from serial.stories.models import Story
from serial.times.wording import format_weekday

# They warn of nothing, so the line leaves them out.
UNMARKED_RATINGS = frozenset({Rating.GENERAL, Rating.NOT_RATED})
# A longer title is set smaller, so that the button below stays on a phone's first screen.
LONG_TITLE = 40
# On a phone, the button stands before a longer blurb: 400 letters are about twelve lines there.
LONG_SUMMARY = 400


@dataclass(frozen=True)
class StoryFacts:
    """Without what most stories have: the rating General, the language of the site."""

    rating: str
    rating_name: str
    status_name: str
    language: str
    language_name: str
    words: int
    chapter_count: int
    has_long_title: bool
    has_long_summary: bool
    # Only while its authors show it.
    next_release_at: datetime | None

    @classmethod
    def of(cls, story: Story) -> Self:
        return cls(
            rating=story.rating,
            rating_name=str(story.get_rating_display()),
            status_name=str(story.get_status_display()),
            language=story.language,
            language_name=str(story.get_language_display()),
            words=story.words,
            chapter_count=story.chapter_count,
            has_long_title=len(story.title) > LONG_TITLE,
            has_long_summary=len(story.summary_html) > LONG_SUMMARY,
            next_release_at=story.next_release_at if story.shows_next_release else None,
        )

    def marked_rating(self) -> str:
        return "" if self.rating in UNMARKED_RATINGS else self.rating_name

    def other_language(self) -> str:
        is_the_sites = self.language == settings.LANGUAGE_CODE.partition("-")[0]
        return "" if is_the_sites else self.language_name

    def next_day(self) -> str:
        """Returns "Friday, 28 November" in the site's zone, without an hour that would need it."""
        if self.next_release_at is None:
            return ""
        return format_weekday(timezone.localdate(self.next_release_at))

"""The facts of a story that stand in one line under its title."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from serial.stories.choices import marked_rating, other_language
from serial.stories.models import Story
from serial.times.wording import format_release_day, format_return

# A longer title is set smaller, so that the button below stays on a phone's first screen.
LONG_TITLE = 40
# Beside a longer one, the cover of a phone is smaller.
VERY_LONG_TITLE = 60
# On a phone, a longer blurb is cut, so that the button below stays on the first screen: 400 letters
# are about twelve lines there.
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
    has_very_long_title: bool
    has_long_summary: bool
    # Only while its authors show it.
    next_release_at: datetime | None
    # Of a break.
    back_on: date | None

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
            has_very_long_title=len(story.title) > VERY_LONG_TITLE,
            has_long_summary=len(story.summary_html) > LONG_SUMMARY,
            next_release_at=story.announced_release_at(),
            back_on=story.announced_return(),
        )

    def marked_rating(self) -> str:
        return marked_rating(self.rating)

    def other_language(self) -> str:
        return other_language(self.language)

    def next_day(self) -> str:
        return format_release_day(self.next_release_at)

    def back(self) -> str:
        return format_return(self.back_on) if self.back_on else ""

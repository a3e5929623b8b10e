"""The cards of stories in a list: on the home page, and where readers browse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.reading.chapter_link import ChapterLink
from serial.stories.cover_links import CoverLinks
from serial.stories.credit_lines import CreditLine, load_credit_lines_by_story
from serial.stories.models import Story

# The columns of a story that its card shows.
CARD_FIELDS = (
    *("slug", "title", "language", "rating", "status", "warnings", "summary_html"),
    *("words", "chapter_count", "last_release_at", "cover", "cover_alt", "drawn_cover"),
)


@dataclass(frozen=True)
class StoryCard:
    """Everything that reading/_story_card.html shows. The page cache compares these values."""

    slug: str
    title: str
    # The language as a BCP 47 tag, and its name.
    language: str
    language_name: str
    rating: str
    status: str
    warnings: tuple[str, ...]
    summary_html: str
    words: int
    chapter_count: int
    last_release_at: datetime | None
    cover: CoverLinks
    credits: tuple[CreditLine, ...]
    latest_chapter: ChapterLink | None

    def url(self) -> str:
        return reverse("story", args=[self.slug])


def load_story_cards(stories: Sequence[Story], user: Visitor) -> list[StoryCard]:
    """Returns the cards of these stories, with three queries for all.

    A card's latest chapter is the latest released one that this user can read.
    """
    credits = load_credit_lines_by_story(story.pk for story in stories)
    latest = Chapter.objects.visible_to(user).released().latest_per_story(stories)
    return [_story_card(story, credits[story.pk], latest.get(story.pk)) for story in stories]


def _story_card(
    story: Story, credits: tuple[CreditLine, ...], latest_chapter: Chapter | None
) -> StoryCard:
    return StoryCard(
        slug=story.slug,
        title=story.title,
        language=story.language,
        language_name=str(story.get_language_display()),
        rating=str(story.get_rating_display()),
        status=str(story.get_status_display()),
        warnings=tuple(story.warning_labels()),
        summary_html=story.summary_html,
        words=story.words,
        chapter_count=story.chapter_count,
        last_release_at=story.last_release_at,
        cover=story.cover_links(),
        credits=credits,
        latest_chapter=(
            ChapterLink.to_chapter(latest_chapter, story.slug) if latest_chapter else None
        ),
    )

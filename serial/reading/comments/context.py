"""Looks up a chapter with what one visitor may see of its comments."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.comments.summary import DiscussionSummary, summary_of, with_discussion, with_read_marker
from serial.compiled_queries import CompiledQuery
from serial.reading.chapter_data import rows_with_numbers, story_from_columns
from serial.reading.lookup import find_former_chapter
from serial.stories.models import Story


class CommentsSlugChanged(Exception):
    """The story or the chapter has another slug now. `url` is the present URL of its comments."""

    def __init__(self, chapter: Chapter) -> None:
        super().__init__(str(chapter))
        self.chapter = chapter
        self.url = comments_url(chapter)


@dataclass(frozen=True)
class CommentsContext:
    """A chapter, the visitor, and what the visitor may see of the chapter's comments."""

    chapter: Chapter
    discussion: DiscussionSummary
    user: Visitor

    @property
    def story(self) -> Story:
        return self.chapter.story

    @property
    def url(self) -> str:
        return comments_url(self.chapter)

    def template_context(self, consent: str) -> dict[str, object]:
        """What the template of every comment page needs; links end with `consent`."""
        return {
            "comments": self,
            "chapter": self.chapter,
            "story": self.story,
            "discussion": self.discussion,
            "consent": consent,
            "consent_parameter": consent.replace("?", "&"),
        }


def comments_url(chapter: Chapter) -> str:
    return reverse("comments", args=[chapter.story.slug, chapter.slug])


def get_comments_context(
    request: HttpRequest, story_slug: str, chapter_slug: str
) -> CommentsContext:
    """Raises CommentsSlugChanged for a former slug.

    Raises Gone if the chapter was deleted, Http404 if this visitor may not see it.
    """
    user = request.user
    query = CONTEXT_QUERY.of(user)
    chapters = rows_with_numbers(query, story_slug, chapter_slug, timezone.now(), user)
    if not chapters:
        raise CommentsSlugChanged(find_former_chapter(user, story_slug, chapter_slug))
    chapter = chapters[0]
    chapter.story = story_from_columns(chapter)
    return CommentsContext(chapter, summary_of(chapter), user)


def _context_query(story_slug: str, slug: str, at: datetime, user: Visitor) -> ChapterQuerySet:
    chapters = Chapter.objects.visible_to(user, at).filter(story__slug=story_slug, slug=slug)
    columns = ("story_id", "title", "slug", "number", "release_at", "revision")
    chapters = chapters.only(*columns).with_story_columns().order_by()
    return with_read_marker(with_discussion(chapters, user), user)


CONTEXT_QUERY = CompiledQuery.for_guests_and_members(
    _context_query, "story_slug", "chapter_slug", "at"
)

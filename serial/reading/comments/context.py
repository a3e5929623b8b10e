"""From an address to a chapter's comments, for whoever asks."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.comments.summary import DiscussionSummary, summary_of, with_discussion, with_read_marker
from serial.compiled_queries import partial_instance
from serial.reading.chapter_data import TIME_PLACEHOLDER, for_guests_and_members
from serial.reading.lookup import find_former_chapter
from serial.stories.models import Story

Visitor = User | AnonymousUser
STORY_COLUMNS = (
    *("title", "slug", "language", "rating", "visibility", "comment_prompt"),
    "opts_out_of_ai_training",
)


class CommentsSlugChanged(Exception):
    """The chapter has another address now."""

    def __init__(self, chapter: Chapter) -> None:
        super().__init__(str(chapter))
        self.address = comments_url(chapter)


@dataclass(frozen=True)
class CommentsContext:
    """A chapter whose comments somebody asks for, with what they may know of them."""

    chapter: Chapter
    discussion: DiscussionSummary
    user: Visitor

    @property
    def story(self) -> Story:
        return self.chapter.story

    @property
    def address(self) -> str:
        return comments_url(self.chapter)

    def context(self, consent: str) -> dict[str, object]:
        """What every page of comments has in its templates; `consent` ends its links."""
        return {
            "place": self,
            "chapter": self.chapter,
            "story": self.story,
            "discussion": self.discussion,
            "consent": consent,
            "consent_parameter": consent.replace("?", "&"),
        }

    @cached_property
    def names(self) -> tuple[object, ...]:
        """What pages of comments show of chapter and story."""
        story = (self.story.title, self.story.slug, self.story.language)
        return (self.chapter.title, self.chapter.number, self.chapter.slug, *story)


def comments_url(chapter: Chapter) -> str:
    return reverse("comments", args=[chapter.story.slug, chapter.slug])


def get_comments_context(
    request: HttpRequest, story_slug: str, chapter_slug: str
) -> CommentsContext:
    """Raises MovedComments for a former address, Gone or Http404 where nothing is there."""
    user = request.user
    who = [user] if user.is_authenticated else []
    found = CONTEXT_QUERY[bool(who)].rows(story_slug, chapter_slug, timezone.now(), *who)
    if not found:
        raise CommentsSlugChanged(find_former_chapter(user, story_slug, chapter_slug))
    chapter = found[0]
    facts = vars(chapter)
    about = {name: facts[f"of_story_{name}"] for name in STORY_COLUMNS}
    chapter.story = partial_instance(Story, id=chapter.story_id, **about)
    return CommentsContext(chapter, summary_of(chapter), user)


def _context_query(story_slug: str, slug: str, at: datetime, user: Visitor) -> ChapterQuerySet:
    found = Chapter.objects.visible_to(user, at).filter(story__slug=story_slug, slug=slug)
    named = found.only("story_id", "title", "slug", "number", "release_at", "revision").annotate(
        **{f"of_story_{name}": F(f"story__{name}") for name in STORY_COLUMNS}
    )
    return with_read_marker(with_discussion(named.order_by(), user), user)


CONTEXT_QUERY = for_guests_and_members(_context_query, "\0story", "\0chapter", TIME_PLACEHOLDER)

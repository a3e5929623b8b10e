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
from serial.comments.on_page import Talk, talk_of, with_talk, with_visit
from serial.prepared import partial
from serial.reading.chapter_reading import A_MOMENT, for_guests_and_members
from serial.reading.finding import find_former_chapter
from serial.stories.models import Story

Visitor = User | AnonymousUser
STORY_COLUMNS = (
    *("title", "slug", "language", "rating", "visibility", "invitation"),
    "refuses_machine_learning",
)


class MovedComments(Exception):
    """The chapter has another address now."""

    def __init__(self, chapter: Chapter) -> None:
        super().__init__(str(chapter))
        self.address = comments_address(chapter)


@dataclass(frozen=True)
class Place:
    """A chapter whose comments somebody asks for, with what they may know of them."""

    chapter: Chapter
    talk: Talk
    user: Visitor

    @property
    def story(self) -> Story:
        return self.chapter.story

    @property
    def address(self) -> str:
        return comments_address(self.chapter)

    def context(self, answer: str) -> dict[str, object]:
        """What every page of comments has in its templates; `answer` ends its links."""
        return {
            "place": self,
            "chapter": self.chapter,
            "story": self.story,
            "talk": self.talk,
            "answer": answer,
            "and_answer": answer.replace("?", "&"),
        }

    @cached_property
    def names(self) -> tuple[object, ...]:
        """What pages of comments show of chapter and story."""
        story = (self.story.title, self.story.slug, self.story.language)
        return (self.chapter.title, self.chapter.number, self.chapter.slug, *story)


def comments_address(chapter: Chapter) -> str:
    return reverse("comments", args=[chapter.story.slug, chapter.slug])


def find_place(request: HttpRequest, story_slug: str, chapter_slug: str) -> Place:
    """Raises MovedComments for a former address, Gone or Http404 where nothing is there."""
    user = request.user
    who = [user] if user.is_authenticated else []
    found = PLACE[bool(who)].rows(story_slug, chapter_slug, timezone.now(), *who)
    if not found:
        raise MovedComments(find_former_chapter(user, story_slug, chapter_slug))
    chapter = found[0]
    facts = vars(chapter)
    about = {name: facts[f"of_story_{name}"] for name in STORY_COLUMNS}
    chapter.story = partial(Story, id=chapter.story_id, **about)
    return Place(chapter, talk_of(chapter), user)


def _place(story_slug: str, slug: str, at: datetime, user: Visitor) -> ChapterQuerySet:
    found = Chapter.objects.visible_to(user, at).filter(story__slug=story_slug, slug=slug)
    named = found.only("story_id", "title", "slug", "number", "release_at", "revision").annotate(
        **{f"of_story_{name}": F(f"story__{name}") for name in STORY_COLUMNS}
    )
    return with_visit(with_talk(named.order_by(), user), user)


PLACE = for_guests_and_members(_place, "\0story", "\0chapter", A_MOMENT)

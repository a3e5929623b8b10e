"""The stories that a reader has begun. Their browser stores where, and asks for what to show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.reading.chapter_link import ChapterLink
from serial.reading.responses import render_page
from serial.reading.story_cards import CardRows, StoryCard, load_card_rows, make_cards

MAX_STORIES = 3


class BegunChapter(NamedTuple):
    """place: the slugs that the browser stored, as it sent them. number_in_order: from 1."""

    place: str
    story_id: int
    link: ChapterLink
    number_in_order: int
    chapter_count: int


@dataclass(frozen=True)
class BegunStory:
    story: StoryCard
    chapter: BegunChapter

    def chapters_left(self) -> int:
        return self.chapter.chapter_count - self.chapter.number_in_order

    def percent_read(self) -> int:
        """Returns how much of the story the reader has read, not counting this chapter."""
        return 100 * (self.chapter.number_in_order - 1) // max(1, self.chapter.chapter_count)


@dataclass(frozen=True)
class BegunStories:
    chapters: list[BegunChapter]
    cards: CardRows

    def __iter__(self) -> Iterator[BegunStory]:
        cards = make_cards(self.cards)
        return (
            BegunStory(cards[chapter.story_id], chapter)
            for chapter in self.chapters
            if chapter.story_id in cards
        )


def show_continue_reading(request: HttpRequest) -> HttpResponse:
    """Shows the entries of at most MAX_STORIES chapters, each "<story>/<chapter>" in ?at=."""
    places = list(dict.fromkeys(request.GET.getlist("at")))[:MAX_STORIES]
    # The database refuses the character NUL.
    found = (_find(request.user, place) for place in places if "\x00" not in place)
    chapters = [chapter for chapter in found if chapter is not None]
    begun = BegunStories(chapters, load_card_rows([chapter.story_id for chapter in chapters]))
    values = (begun.chapters, begun.cards)
    return render_page(request, "reading/home/begun_stories.html", {"begun": begun}, values)


def _find(user: Visitor, place: str) -> BegunChapter | None:
    story_slug, _slash, chapter_slug = place.partition("/")
    released = Chapter.objects.visible_to(user).released()
    # Former slugs too: the browser has those of the day on which it stored the place.
    at_place = released.filter(slugs__slug=chapter_slug, slugs__story__slugs__slug=story_slug)
    columns = ("position", "title", "number", "slug", "story__slug")
    chapter = at_place.select_related("story").only(*columns).first()
    if chapter is None:
        return None
    counts = released.filter(story=chapter.story_id).aggregate(
        until_here=Count("pk", filter=Q(position__lte=chapter.position)), all=Count("pk")
    )
    link = ChapterLink.to_chapter(chapter, chapter.story.slug)
    return BegunChapter(place, chapter.story_id, link, counts["until_here"], counts["all"])

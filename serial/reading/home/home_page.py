"""The home page: what is new, and what to begin with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from serial.chapters.totals import refresh_due_totals
from serial.markup.excerpts import opening
from serial.markup.running_text import running_text
from serial.reading.chapter_link import ChapterLink
from serial.reading.home.rows import CHAPTERS, COMING, HomeRows, load_home_rows
from serial.reading.responses import render_page
from serial.reading.story_cards import SHORT_BLURB_LENGTH, StoryCard, make_cards
from serial.stories.adult_stories import ADULT_RATINGS
from serial.times.wording import (
    format_moment,
    format_short_weekday,
    format_time,
    format_weekday,
    zone_name,
)

# Two lines on a phone of 390 px, one on a wide screen.
FIRST_SENTENCES_LENGTH = 80
# Four lines on a wide screen.
FEATURED_LENGTH = 250


class NewChapter(NamedTuple):
    """first_sentences: empty where the page of the chapter first warns of something."""

    story: StoryCard
    link: ChapterLink
    release_at: datetime
    first_sentences: str

    def time(self) -> str:
        return format_time(timezone.localtime(self.release_at))

    def moment(self) -> str:
        return _with_zone(self.release_at)


class NewAnnouncement(NamedTuple):
    """release_at: when it was published."""

    story: StoryCard
    pk: int
    title: str
    release_at: datetime

    def is_announcement(self) -> bool:
        return True

    def url(self) -> str:
        return reverse("announcement", args=[self.story.slug, self.pk])

    def time(self) -> str:
        return format_time(timezone.localtime(self.release_at))

    def moment(self) -> str:
        return _with_zone(self.release_at)


def _with_zone(moment: datetime) -> str:
    """Returns the day and time with its zone."""
    return f"{format_moment(timezone.localtime(moment))} ({zone_name()})"


class Day(NamedTuple):
    date: date
    text: str
    news: list[NewChapter | NewAnnouncement]


class ComingChapter(NamedTuple):
    story: StoryCard
    release_at: datetime
    number: int | None

    def day(self) -> str:
        return format_short_weekday(timezone.localdate(self.release_at))


class Shelf(NamedTuple):
    slug: str
    name: str
    stories: list[StoryCard]


class Featured(NamedTuple):
    """genre: its first, or ""."""

    story: StoryCard
    summary_html: str
    genre: str

    def blurb(self) -> str:
        return self._opening(FEATURED_LENGTH)

    def short_blurb(self) -> str:
        """The same for narrow screens."""
        return self._opening(SHORT_BLURB_LENGTH)

    def _opening(self, length: int) -> str:
        return opening(running_text(self.summary_html, 2 * length), length)


@dataclass(frozen=True)
class HomePage:
    """What the template shows, made from the rows only if the page is not in the cache."""

    rows: HomeRows
    today: date

    # Rows come from several queries, between which a story or chapter can be deleted, so not every
    # key among them has a card.
    @cached_property
    def cards(self) -> dict[int, StoryCard]:
        return make_cards(self.rows.cards)

    def today_text(self) -> str:
        return format_weekday(self.today)

    def new_today(self) -> int:
        return self.rows.new_today

    def zone(self) -> str:
        return zone_name()

    def zone_id(self) -> str:
        return timezone.get_current_timezone_name()

    def days(self) -> list[Day]:
        """Returns what is new of each day in the current time zone, the latest first."""
        by_day = groupby(self._news(), key=lambda new: timezone.localdate(new.release_at))
        return [Day(day, format_weekday(day), list(news)) for day, news in by_day]

    def _news(self) -> list[NewChapter | NewAnnouncement]:
        chapters = list(self._new_chapters())
        if not chapters:
            return []
        # An announcement is not among older chapters at the end: there it would look new.
        since = min(chapter.release_at for chapter in chapters)
        news = (new for new in self._new_announcements() if new.release_at >= since)
        return sorted([*chapters, *news], key=lambda new: new.release_at, reverse=True)

    def _new_announcements(self) -> Iterator[NewAnnouncement]:
        """Yields the latest of each story."""
        shown = set()
        for story, pk, title, published_at in self.rows.announcements:
            if story in self.cards and story not in shown and published_at is not None:
                shown.add(story)
                yield NewAnnouncement(self.cards[story], pk, title, published_at)

    def _new_chapters(self) -> Iterator[NewChapter]:
        chapters = {row[0]: row[1:] for row in CHAPTERS.convert(self.rows.chapters)}
        for pk, _chapter in self.rows.new:
            if pk not in chapters or pk not in self.cards:
                continue
            slug, title, number, release_at, sentences, content_note = chapters[pk]
            story = self.cards[pk]
            warns = content_note or story.rating in ADULT_RATINGS
            link = ChapterLink(story.slug, slug, title, number)
            shown = "" if warns else opening(sentences, FIRST_SENTENCES_LENGTH)
            yield NewChapter(story, link, release_at, shown)

    def featured(self) -> Featured | None:
        for pk, summary_html, genre in self.rows.featured:
            if pk in self.cards:
                return Featured(self.cards[pk], summary_html, genre or "")
        return None

    def has_aside(self) -> bool:
        """Whether something stands beside the new chapters on a wide screen."""
        return bool(self.rows.coming or self.rows.completed)

    def coming(self) -> list[ComingChapter]:
        # The columns are the same for guests and members.
        return [
            ComingChapter(self.cards[pk], release_at, number)
            for pk, release_at, number in COMING[0].convert(self.rows.coming)
            if pk in self.cards
        ]

    def completed(self) -> list[StoryCard]:
        return self._cards_of(self.rows.completed)

    def shelves(self) -> list[Shelf]:
        return [Shelf(slug, name, self._cards_of(pks)) for slug, name, pks in self.rows.shelves]

    def _cards_of(self, pks: Sequence[int]) -> list[StoryCard]:
        return [self.cards[pk] for pk in pks if pk in self.cards]


def show_home(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    now = timezone.now()
    rows, today = load_home_rows(request.user, now), timezone.localdate(now)
    context = {"home": HomePage(rows, today)}
    return render_page(request, "reading/home.html", context, (*rows, today))

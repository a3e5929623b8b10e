"""The entries of one page of a feed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, Self
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import Visitor
from accounts.models.preferences import preferences_of
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import EARLIEST_RELEASE
from serial.compiled_queries import CompiledQuery, InIds, Placeholder
from serial.markup.excerpts import excerpt
from serial.markup.running_text import running_text
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.reading.chapter_link import ChapterLink
from serial.reading.feeds.feed import Feed
from serial.reading.feeds.paging import AFTER_ALL_CHAPTERS, BEFORE_ALL, Cursor
from serial.reading.feeds.queries import MAX_ENTRIES, OPENING_LENGTH
from serial.reading.templatetags.typographic_marks import typographic
from serial.stories.adult_stories import ADULT_RATINGS
from serial.stories.choices import FeedText
from serial.stories.credit_lines import CreditLine, load_credit_lines_by_story
from serial.stories.models import Announcement, Story

# Of the chapters whose whole text is on one page: about 350 kB of HTML, which the page cache takes.
MAX_WORDS = 50_000
# A summary is the first paragraph or two.
SUMMARY_LENGTH = 500


class FullText(NamedTuple):
    """The HTML of a chapter and of its notes, and its content note."""

    content_note: str
    note_before_html: str
    body_html: str
    note_after_html: str


@dataclass(frozen=True)
class FeedEntry:
    """A chapter in a feed.

    opening: the beginning of its HTML, enough for a summary. text: None if the feed has only the
    summary. is_withheld: not even that, because the story is for adults.
    """

    credits: tuple[CreditLine, ...]
    story_id: int
    chapter_id: int
    story_slug: str
    story_title: str
    rating: str
    language: str
    smart_punctuation: bool
    opts_out_of_search: bool
    opts_out_of_ai_training: bool
    feed_text: str
    slug: str
    title: str
    number: int | None
    words: int
    uid: UUID
    published: datetime
    text_changed_at: datetime | None
    opening: str
    text: FullText | None = None
    is_withheld: bool = False

    def updated(self) -> datetime:
        """Returns when the text last changed, or the release if the text has not changed since."""
        return max(self.published, self.text_changed_at or self.published)

    def label(self, *, with_story_title: bool) -> str:
        label = typographic(self._link().numbered_label(), self)
        return f"{typographic(self.story_title, self)}: {label}" if with_story_title else label

    def url(self) -> str:
        return self._link().url()

    def summary(self) -> str:
        if self.is_withheld:
            return gettext(
                "This story is for adults. Open the chapter to confirm that you are an adult."
            )
        return excerpt(self.opening, SUMMARY_LENGTH)

    def _link(self) -> ChapterLink:
        return ChapterLink(self.story_slug, self.slug, self.title, self.number)


@dataclass(frozen=True)
class AnnouncementEntry(FeedEntry):
    """An announcement in a feed, with its whole text. `slug` is its number in its URL."""

    @classmethod
    def of(cls, row: Announcement, credits: tuple[CreditLine, ...]) -> Self:
        """row: published, and loaded with its story."""
        story = row.story
        return cls(
            credits=credits,
            story_id=story.pk,
            chapter_id=AFTER_ALL_CHAPTERS,
            story_slug=story.slug,
            story_title=story.title,
            rating=story.rating,
            language=story.language,
            smart_punctuation=story.smart_punctuation,
            opts_out_of_search=story.opts_out_of_search,
            opts_out_of_ai_training=story.opts_out_of_ai_training,
            feed_text=FeedText.FULL,
            slug=str(row.pk),
            title=row.title,
            number=None,
            words=0,
            uid=row.uid,
            published=row.published_at or row.created_at,
            text_changed_at=row.edited_at,
            opening="",
            text=FullText("", "", row.body_html, ""),
        )

    def label(self, *, with_story_title: bool) -> str:
        title = typographic(self.title, self)
        return f"{typographic(self.story_title, self)}: {title}" if with_story_title else title

    def url(self) -> str:
        return reverse("announcement", args=[self.story_slug, self.slug])

    def summary(self) -> str:
        return gettext("This story is for adults. Open the page to confirm that you are an adult.")


class FeedPage(NamedTuple):
    """older: where the next page begins, or None if this is the last."""

    entries: list[FeedEntry]
    older: Cursor | None


def load_page(feed: Feed, viewer: Visitor, before: Cursor | None) -> FeedPage:
    """Returns the latest entries, of those that come after `before` if it is given.

    viewer: the owner of a private feed. Other feeds are for guests.
    """
    after = before or BEFORE_ALL
    given = (*feed.of, timezone.now(), after.published, after.pk, viewer)
    rows = feed.chapters.of(viewer).rows(*given)
    credits = load_credit_lines_by_story(row[0] for row in rows)
    found = [FeedEntry(credits[row[0]], *row) for row in rows]
    has_text, withheld = _choose_texts(found, viewer)
    entries = _fitting(found[:MAX_ENTRIES], has_text)
    texts = _load_texts([entry for entry in entries if entry.chapter_id in has_text], viewer)
    complete = [
        replace(
            entry,
            text=texts.get(entry.chapter_id),
            is_withheld=entry.chapter_id in withheld,
            # Not shown, so not compared.
            opening="" if entry.chapter_id in has_text | withheld else entry.opening,
        )
        for entry in entries
    ]
    older = Cursor.of(entries[-1]) if len(entries) < len(found) else None
    return FeedPage(complete, older)


def with_announcements(
    page: FeedPage, feed: Feed, viewer: Visitor, before: Cursor | None
) -> FeedPage:
    """Adds those that were published between the entries before and after this page.

    Of entries of the same moment, the chapters come last: so a cursor of a chapter has all
    announcements of its moment before it.
    """
    if feed.announcements is None:
        return page
    since = page.older.published if page.older else EARLIEST_RELEASE
    until = (before or BEFORE_ALL).published
    latest = feed.announcements.of(viewer).rows(*feed.of, since, until, viewer)
    news = _announcement_entries(latest, viewer)
    merged = sorted([*news, *page.entries], key=lambda entry: entry.published, reverse=True)
    if len(merged) <= MAX_ENTRIES:
        return FeedPage(merged, page.older)
    return FeedPage(merged[:MAX_ENTRIES], Cursor.of(merged[MAX_ENTRIES - 1]))


def _announcement_entries(latest: list[Announcement], viewer: Visitor) -> list[AnnouncementEntry]:
    replace_hidden_pictures(latest, viewer, "body_html")
    credits = load_credit_lines_by_story({row.story_id for row in latest})
    entries = [AnnouncementEntry.of(row, credits[row.story_id]) for row in latest]
    closed = _closed_stories(entries, viewer)
    return [
        replace(entry, text=None, is_withheld=True) if entry.story_id in closed else entry
        for entry in entries
    ]


def _choose_texts(entries: list[FeedEntry], viewer: Visitor) -> tuple[set[int], set[int]]:
    """Returns the chapters whose whole text the feed has, and those of which it has nothing."""
    allowed = {FeedText.FULL, FeedText.MEMBERS} if viewer.is_authenticated else {FeedText.FULL}
    has_text = {entry.chapter_id for entry in entries if entry.feed_text in allowed}
    closed = _closed_stories(entries, viewer)
    withheld = {entry.chapter_id for entry in entries if entry.story_id in closed}
    return has_text - withheld, withheld


def _closed_stories(entries: Sequence[FeedEntry], viewer: Visitor) -> set[int]:
    """Returns the stories for adults of which the viewer has to be asked first."""
    adult = {entry.story_id for entry in entries if entry.rating in ADULT_RATINGS}
    if not adult or preferences_of(viewer).opens_adult_stories:
        return set()
    if not viewer.is_authenticated:
        return adult
    own = Story.objects.credited_to(viewer).filter(pk__in=adult)
    return adult - set(own.values_list("pk", flat=True))


def _fitting(entries: list[FeedEntry], has_text: set[int]) -> list[FeedEntry]:
    """Returns the first entries that have MAX_WORDS together, but at least one."""
    total = 0
    for position, entry in enumerate(entries):
        total += entry.words if entry.chapter_id in has_text else 0
        if total > MAX_WORDS and position:
            return entries[:position]
    return entries


def _load_texts(entries: list[FeedEntry], viewer: Visitor) -> dict[int, FullText]:
    if not entries:
        return {}
    chapters = TEXTS.rows([entry.chapter_id for entry in entries])
    replace_hidden_pictures(chapters, viewer, *FullText._fields[1:])
    return {
        chapter.pk: FullText(*(getattr(chapter, name) for name in FullText._fields))
        for chapter in chapters
    }


TEXTS = CompiledQuery(
    lambda ids: Chapter.objects.filter(InIds("pk", ids)).only(*FullText._fields),
    Placeholder("chapter_ids"),
)


def with_enough_text(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    """Replaces each opening that is not enough, such as a long spoiler, with the whole text."""
    too_short = [entry.chapter_id for entry in entries if not _is_enough(entry.opening)]
    if not too_short:
        return list(entries)
    chapters = Chapter.objects.filter(pk__in=too_short)
    texts = dict(chapters.values_list("pk", "body_html"))
    return [replace(entry, opening=texts.get(entry.chapter_id, entry.opening)) for entry in entries]


def _is_enough(opening: str) -> bool:
    if len(opening) < OPENING_LENGTH:
        return True
    return len(running_text(opening, 2 * SUMMARY_LENGTH)) > SUMMARY_LENGTH

"""A whole story to read through, search or print: at once, or a long one part by part."""

from dataclasses import dataclass
from itertools import accumulate, groupby

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.chapters.totals import refresh_if_due
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.params import get_page
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.chapter_data import SHOWN_TEXTS
from serial.reading.chapter_rows import ChapterRow, load_rows
from serial.reading.lookup import SlugChanged, find_story
from serial.reading.reading_panel import reading_panel_context
from serial.reading.responses import render_page, robots_directives, set_crawler_headers
from serial.stories.cover_requests import ornament_of
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Story, StoryNote
from serial.stories.story_notes import note_of

# A novel, about 600 KB. A longer story is shown part by part, since a phone on a slow network waits
# too long for it.
WORDS_AT_ONCE = 100_000
# About five novels. Even who asks for all of it at once gets pages: a phone cannot lay out more.
WORDS_PER_PAGE = 500_000
# Measured on the sample: 300,000 words in English are 1.9 MB with the elements around them.
BYTES_PER_WORD = 6.4


@dataclass(frozen=True)
class Section:
    """Chapters of one part that are shown together."""

    number: int
    rows: list[ChapterRow]

    def part_title(self) -> str:
        return self.rows[0].part_title or ""

    def first_label(self) -> str:
        return self.rows[0].numbered_label()

    def last_label(self) -> str:
        return self.rows[-1].numbered_label() if len(self.rows) > 1 else ""

    def words(self) -> int:
        return sum(row.words for row in self.rows)


def show_whole_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        return redirect("whole_story", change.slug, permanent=True)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    refresh_if_due(story.next_release_at)
    released = Chapter.objects.visible_to(request.user).released().filter(story=story)
    rows = load_rows(released)
    words = sum(row.words for row in rows)
    is_long, shows_all = words > WORDS_AT_ONCE, request.GET.get("all") == "yes"
    sections = split_by_part(rows) if is_long and not shows_all else split_by_length(rows)
    page = get_page(request, sections, 1)
    note = _load_note(story, request.user)
    context = reading_panel_context(request) | {
        "story": story,
        "story_url": story.get_absolute_url(),
        "ornament": ornament_of(story),
        "page": page,
        "sections": sections,
        "chapters": _load_chapters(released, page, request.user),
        "story_note": note,
        "chapter_count": len(rows),
        "words": words,
        "is_long": is_long,
        "shows_all": shows_all,
        "size": words * BYTES_PER_WORD,
        "credits": load_credit_lines(story.pk),
        "consent": consent_query(request),
        "robots": robots_directives(story),
    }
    until = note.ends_at if note else None
    response = render_page(request, "reading/whole_story.html", context, until=until)
    return set_crawler_headers(response, story)


def _load_chapters(
    released: ChapterQuerySet, page: "Page[Section]", user: Visitor
) -> list[Chapter]:
    rows = [row for section in page for row in section.rows]
    chapters = released.defer("body", "body_text", "note_before", "note_after").in_bulk(
        [row.pk for row in rows]
    )
    replace_hidden_pictures(chapters.values(), user, *SHOWN_TEXTS)
    # A chapter may have been deleted after the rows were read.
    return [chapters[row.pk] for row in rows if row.pk in chapters]


def _load_note(story: Story, user: Visitor) -> StoryNote | None:
    """Returns the story-wide note; None if there is none, or if it has ended."""
    note = note_of(story)
    if note is None or not note.is_shown(timezone.now()):
        return None
    replace_hidden_pictures([note], user, "body_html")
    return note


def split_by_part(rows: list[ChapterRow]) -> list[Section]:
    """Returns a section for each part, and several for a part that is longer than a novel."""
    parts = [list(part) for _part, part in groupby(rows, key=lambda row: row.part)]
    pieces = [piece for part in parts for piece in _pieces(part, WORDS_AT_ONCE)]
    return [Section(number, piece) for number, piece in enumerate(pieces, 1)]


def split_by_length(rows: list[ChapterRow]) -> list[Section]:
    return [Section(number, piece) for number, piece in enumerate(_pieces(rows, WORDS_PER_PAGE), 1)]


def _pieces(rows: list[ChapterRow], max_words: int) -> list[list[ChapterRow]]:
    """Splits the chapters into pieces, each of which begins within its own `max_words`."""
    words_before = accumulate((row.words for row in rows), initial=0)
    pieces = groupby(zip(words_before, rows, strict=False), lambda pair: pair[0] // max_words)
    return [[row for _words_before, row in piece] for _number, piece in pieces]

"""The list of chapters on a story's page, in groups that fold.

Rendered in Python, not in a template: the template's loop over a thousand rows would take most of
the page's time.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache, partial
from html import escape
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.markup.one_line import set_marks
from serial.reading.chapter_rows import ChapterRow
from serial.stories.models import Story
from serial.times.wording import format_release_day, format_short_day
from serial.web.icons import icon

# More chapters than these under one heading fold into groups of a hundred: on a phone, 100 rows are
# about eight screens.
GROUP_SIZE = 100
# In a shorter story every group is open: it takes no longer to scroll than to unfold.
ALL_OPEN_UP_TO = 40


class Group(NamedTuple):
    """Chapters that fold together: a part, or a hundred chapters. No title means no fold."""

    title: str
    is_authors_title: bool
    rows: Sequence[ChapterRow]


def group_rows(rows: Sequence[ChapterRow]) -> list[Group]:
    """Returns the rows by part, and long runs by the hundred, in the order of the rows."""
    groups: list[Group] = []
    for (_pk, part), part_rows in groupby(rows, key=lambda row: (row.part, row.part_title)):
        groups.extend(_groups_of_part(part or "", list(part_rows)))
    return groups


def _groups_of_part(part: str, rows: list[ChapterRow]) -> Iterator[Group]:
    if len(rows) <= GROUP_SIZE:
        yield Group(part, bool(part), rows)
        return
    for start in range(0, len(rows), GROUP_SIZE):
        chunk = rows[start : start + GROUP_SIZE]
        title = _range_title(chunk)
        yield Group(f"{part}: {title}" if part else title, bool(part), chunk)


def _range_title(rows: Sequence[ChapterRow]) -> str:
    numbers = [row.number for row in rows if row.number is not None]
    if not numbers:
        return gettext("Chapters without a number")
    return gettext("Chapters %(first)s to %(last)s") % {
        "first": min(numbers),
        "last": max(numbers),
    }


def render_table_of_contents(
    story: Story,
    rows: Sequence[ChapterRow],
    consent: str = "",
    newest_first: bool = False,
    next_release_at: datetime | None = None,
) -> SafeString:
    """Returns the chapters as HTML. `consent` is appended to each chapter's URL.

    The first group and the one with the newest chapter are open; in a short story all are.
    `next_release_at` is announced beside the newest chapter.
    """
    renderer = _TableOfContentsRenderer(story, consent, newest_first, next_release_at)
    all_open = len(rows) <= ALL_OPEN_UP_TO
    groups = group_rows(rows)
    newest = groups[-1] if groups else None
    parts = [
        renderer.group(group, all_open or group in (groups[0], newest), is_newest=group is newest)
        for group in groups
    ]
    return SafeString("".join(reversed(parts) if newest_first else parts))


class _TableOfContentsRenderer:
    """Computes what the rows have in common once, not for each of a thousand rows."""

    def __init__(
        self, story: Story, consent: str, newest_first: bool, next_release_at: datetime | None
    ) -> None:
        self.base_url = escape(reverse("whole_story", args=[story.slug]))
        self.language = escape(story.language)
        self.set_marks = partial(
            set_marks, language=story.language, smart_punctuation=story.smart_punctuation
        )
        self.consent = escape(consent)
        self.newest_first = newest_first
        self.next_release_at = next_release_at
        self.now = timezone.now()
        self.zone = timezone.get_current_timezone()
        self.this_year = self.now.astimezone(self.zone).year
        self.day = cache(self._day)
        self.length = cache(self._length)
        self.comments = cache(self._comments)

    def group(self, group: Group, is_open: bool, *, is_newest: bool) -> str:
        items = [*map(self.row, group.rows), self.next_chapter() if is_newest else ""]
        rows = f'<ol class="chapters">{"".join(items[::-1] if self.newest_first else items)}</ol>'
        if not group.title:
            return rows
        language = f' dir="auto" lang="{self.language}"' if group.is_authors_title else ""
        count = len(group.rows)
        counted = ngettext("%(n)s chapter", "%(n)s chapters", count) % {"n": intcomma(count)}
        return (
            f'<details class="part"{" open" if is_open else ""}><summary>'
            f"<h3{language}>{escape(self.set_marks(group.title))}</h3>"
            f'<span class="facts">{escape(counted)}</span>{icon("chevron-down")}'
            f"</summary>{rows}</details>"
        )

    def row(self, row: ChapterRow) -> str:
        return (
            f'<li class="chapter-row" data-id="{row.pk}">'
            f'<span class="number">{row.number or ""}</span>'
            f'<a href="{self.base_url}{_quote(row.slug)}/{self.consent}" dir="auto"'
            f' lang="{self.language}">{escape(self.set_marks(row.label()))}</a>'
            f'<span class="facts"><span class="wide-only">{self.length(row.words)}</span>'
            f"{self._release(row.release_at)}{self.comments(row.comment_count or 0)}</span></li>"
        )

    def next_chapter(self) -> str:
        """Returns the row of the chapter that comes next. Nobody can open it yet."""
        if self.next_release_at is None:
            return ""
        day = escape(format_release_day(self.next_release_at))
        at = self.next_release_at.astimezone(self.zone)
        return (
            '<li class="chapter-row chapter-row--next"><span class="number"></span>'
            f"<span>{escape(gettext('Next chapter'))}</span>"
            f'<span class="facts">{_time(at, day)}</span></li>'
        )

    def _release(self, at: datetime | None) -> str:
        if at is None:
            return f"<span>{escape(gettext('Draft'))}</span>"
        if at <= self.now:
            return self._date(at)
        return f"<span>{escape(gettext('Releases %(date)s'))}</span>" % {"date": self._date(at)}

    def _date(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        return _time(local, self.day(local.date()))

    def _day(self, day: date) -> str:
        """Returns the day, and its year unless it is this year."""
        return escape(format_short_day(day, self.this_year))

    def _length(self, words: int) -> str:
        text = ngettext("%(words)s word", "%(words)s words", words) % {"words": intcomma(words)}
        return escape(text)

    def _comments(self, count: int) -> str:
        if not count:
            return ""
        text = ngettext("%(n)s comment", "%(n)s comments", count) % {"n": intcomma(count)}
        return (
            f'<span class="row-comments">{icon("comment")}'
            f'<span aria-hidden="true">{intcomma(count)}</span>'
            f'<span class="visually-hidden">{escape(text)}</span></span>'
        )


def _quote(slug: str) -> str:
    """Does what `quote` does, which takes three times as long for a slug that stays as it is."""
    return slug if slug.isascii() and slug.replace("-", "").isalnum() else quote(slug)


def _time(local: datetime, text: str) -> str:
    """`text`: escaped."""
    return f'<time datetime="{local.isoformat(timespec="seconds")}">{text}</time>'

"""The chapters of a story as its page lists them.

Written here and not in a template, where the loop over a thousand rows would be most of what
the page costs.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.chapters.models.chapter import ChapterQuerySet, chapter_label
from serial.stories.models import Story


class Row(NamedTuple):
    pk: int
    slug: str
    title: str
    number: int | None
    words: int
    release_at: datetime | None
    part: int | None
    part_title: str | None
    comments: int | None

    def address(self, story: Story) -> str:
        return f"{reverse('whole_story', args=[story.slug])}{quote(self.slug)}/"

    def is_released(self, at: datetime) -> bool:
        return self.release_at is not None and self.release_at <= at

    def label(self) -> str:
        return chapter_label(self.title, self.number)


def load_rows(chapters: ChapterQuerySet) -> list[Row]:
    fields = (
        *("pk", "slug", "title", "number", "words", "release_at", "part", "part__title"),
        "discussion__comment_count",
    )
    return [Row(*row) for row in chapters.in_order().values_list(*fields)]


def without_comments(rows: list[Row]) -> list[Row]:
    """The rows as they are for somebody who is not to be told that there are any."""
    return [row._replace(comments=None) for row in rows]


def subtract_comments(rows: list[Row], fewer: Mapping[int, int]) -> list[Row]:
    """The rows with so many comments less, by the chapter's key."""
    if not fewer:
        return rows
    return [row._replace(comments=(row.comments or 0) - fewer.get(row.pk, 0)) for row in rows]


def render_contents(story: Story, rows: list[Row], consent: str = "") -> SafeString:
    """The rows by part, each with its link, moment and length; `consent` ends each address."""
    writer = _ContentsRenderer(story, consent)
    html = "".join(
        writer.part(title) + f"<ol class=chapter-list>{''.join(map(writer.row, run))}</ol>"
        for (_pk, title), run in groupby(rows, key=lambda row: (row.part, row.part_title))
    )
    return SafeString(html)


class _ContentsRenderer:
    """What all rows have in common is looked up once, not a thousand times."""

    def __init__(self, story: Story, consent: str) -> None:
        self.base = escape(reverse("whole_story", args=[story.slug]))
        self.language = escape(story.language)
        self.consent = escape(consent)
        self.now = timezone.now()
        self.moment = cache(self._moment)
        self.length = cache(self._length)
        self.comments = cache(self._comments)

    def part(self, title: str | None) -> str:
        if title is None:
            return ""
        return f'<h3 dir="auto" lang="{self.language}">{escape(title)}</h3>'

    def row(self, row: Row) -> str:
        return (
            f'<li><span class="number">{row.number or ""}</span>'
            f'<a href="{self.base}{quote(row.slug)}/{self.consent}" dir="auto"'
            f' lang="{self.language}">{escape(row.label())}</a>'
            f'<span class="meta">{self._released(row.release_at)} · {self.length(row.words)}'
            f"{self.comments(row.comments or 0)}</span></li>"
        )

    def _released(self, at: datetime | None) -> str:
        if at is None:
            return escape(gettext("draft"))
        scheduled = escape(gettext("scheduled:")) + " " if at > self.now else ""
        return scheduled + self.moment(at)

    def _moment(self, at: datetime) -> str:
        local = timezone.localtime(at)
        machine, day = local.isoformat(timespec="seconds"), date_format(local, "DATE_FORMAT")
        return f'<time datetime="{machine}">{escape(day)}</time>'

    def _length(self, words: int) -> str:
        said = ngettext("%(words)s word", "%(words)s words", words) % {"words": intcomma(words)}
        return escape(said)

    def _comments(self, count: int) -> str:
        if not count:
            return ""
        said = ngettext("%(n)s comment", "%(n)s comments", count) % {"n": intcomma(count)}
        return f" · {escape(said)}"

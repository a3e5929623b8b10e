"""The list of chapters on a story's page.

Rendered in Python, not in a template: the template's loop over a thousand rows would take most of
the page's time.
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


class ChapterRow(NamedTuple):
    pk: int
    slug: str
    title: str
    number: int | None
    words: int
    release_at: datetime | None
    part: int | None
    part_title: str | None
    comment_count: int | None

    def url(self, story: Story) -> str:
        return f"{reverse('whole_story', args=[story.slug])}{quote(self.slug)}/"

    def is_released(self, at: datetime) -> bool:
        return self.release_at is not None and self.release_at <= at

    def label(self) -> str:
        return chapter_label(self.title, self.number)


def load_rows(chapters: ChapterQuerySet) -> list[ChapterRow]:
    fields = (
        *("pk", "slug", "title", "number", "words", "release_at", "part", "part__title"),
        "discussion__comment_count",
    )
    return [ChapterRow(*values) for values in chapters.in_order().values_list(*fields)]


def without_comment_counts(rows: list[ChapterRow]) -> list[ChapterRow]:
    """Returns the rows for an author who paused feedback."""
    return [row._replace(comment_count=None) for row in rows]


def subtract_muted_comments(
    rows: list[ChapterRow], muted_counts: Mapping[int, int]
) -> list[ChapterRow]:
    """Returns the rows without muted comments. `muted_counts` is {chapter pk: count}."""
    if not muted_counts:
        return rows
    return [
        row._replace(comment_count=(row.comment_count or 0) - muted_counts.get(row.pk, 0))
        for row in rows
    ]


def render_table_of_contents(story: Story, rows: list[ChapterRow], consent: str = "") -> SafeString:
    """Returns the rows as HTML, grouped by part. `consent` is appended to each chapter's URL."""
    renderer = _TableOfContentsRenderer(story, consent)
    html = "".join(
        renderer.part(title)
        + f"<ol class=chapter-list>{''.join(map(renderer.row, part_rows))}</ol>"
        for (_pk, title), part_rows in groupby(rows, key=lambda row: (row.part, row.part_title))
    )
    return SafeString(html)


class _TableOfContentsRenderer:
    """Computes what the rows have in common once, not for each of a thousand rows."""

    def __init__(self, story: Story, consent: str) -> None:
        self.base_url = escape(reverse("whole_story", args=[story.slug]))
        self.language = escape(story.language)
        self.consent = escape(consent)
        self.now = timezone.now()
        self.date = cache(self._date)
        self.length = cache(self._length)
        self.comments = cache(self._comments)

    def part(self, title: str | None) -> str:
        if title is None:
            return ""
        return f'<h3 dir="auto" lang="{self.language}">{escape(title)}</h3>'

    def row(self, row: ChapterRow) -> str:
        return (
            f'<li><span class="number">{row.number or ""}</span>'
            f'<a href="{self.base_url}{quote(row.slug)}/{self.consent}" dir="auto"'
            f' lang="{self.language}">{escape(row.label())}</a>'
            f'<span class="meta">{self._release(row.release_at)} · {self.length(row.words)}'
            f"{self.comments(row.comment_count or 0)}</span></li>"
        )

    def _release(self, at: datetime | None) -> str:
        if at is None:
            return escape(gettext("Draft"))
        if at <= self.now:
            return self.date(at)
        return escape(gettext("Releases %(date)s")) % {"date": self.date(at)}

    def _date(self, at: datetime) -> str:
        local = timezone.localtime(at)
        iso, text = local.isoformat(timespec="seconds"), date_format(local, "DATE_FORMAT")
        return f'<time datetime="{iso}">{escape(text)}</time>'

    def _length(self, words: int) -> str:
        text = ngettext("%(words)s word", "%(words)s words", words) % {"words": intcomma(words)}
        return escape(text)

    def _comments(self, count: int) -> str:
        if not count:
            return ""
        text = ngettext("%(n)s comment", "%(n)s comments", count) % {"n": intcomma(count)}
        return f" · {escape(text)}"

"""The rows of the page that arranges chapters, as HTML.

Rendered in Python, not in a template: the template's loop over a thousand rows would take most of
the page's time.
"""

from collections.abc import Iterable
from functools import cache
from html import escape

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.chapters.models import Chapter
from serial.desk.stories.chapter_table import url_of_chapter


class ArrangeRows:
    """Renders rows. Computes what they have in common once, not for each of a thousand rows.

    site_name: of the admin site that the links lead to, the desk or the site's admin.
    """

    def __init__(self, site_name: str) -> None:
        self.edit_url = url_of_chapter(f"{site_name}:chapters_chapter_change")
        self.now = timezone.now()
        self.words = cache(_words)
        self.draft, self.scheduled, self.released = (
            escape(text) for text in (gettext("Draft"), gettext("Scheduled"), gettext("Released"))
        )
        self.move_to = escape(gettext("Move to…"))

    def rows(self, chapters: Iterable[Chapter]) -> SafeString:
        return SafeString("".join(map(self._row, chapters)))

    def _row(self, chapter: Chapter) -> str:
        pk = chapter.pk
        return (
            f'<li data-chapter="{pk}" id="chapter-{pk}">'
            '<button type="button" class="drag-handle" data-drag-handle'
            f' aria-labelledby="label-move title-{pk}" aria-describedby="how-to-move" hidden>⠿'
            f'</button> <span class="number" data-number>{chapter.number or ""}</span>'
            f' <a href="{self.edit_url(pk)}" dir="auto" id="title-{pk}">{escape(chapter.label())}'
            f'</a> <span class="meta">{self._state(chapter)} · {self.words(chapter.words)}</span>'
            ' <span class="row-actions">'
            f'<button type="submit" class="secondary" name="up" value="{pk}"'
            f' aria-labelledby="label-up title-{pk}">↑</button>'
            f' <button type="submit" class="secondary" name="down" value="{pk}"'
            f' aria-labelledby="label-down title-{pk}">↓</button>'
            f' <a href="?move={pk}" aria-labelledby="label-move-to title-{pk}">{self.move_to}</a>'
            "</span></li>\n"
        )

    def _state(self, chapter: Chapter) -> str:
        if chapter.release_at is None:
            return self.draft
        return self.released if chapter.release_at <= self.now else self.scheduled


def _words(count: int) -> str:
    words = ngettext("%(n)s word", "%(n)s words", count)
    return escape(words % {"n": intcomma(count)})

"""The rows of a story's chapters as HTML.

Rendered in Python, not in a template: the template's loop over a thousand rows would take most of
the page's time.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache
from html import escape

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.desk.stories.chapter_rows import ChapterRow, ChapterState
from serial.times.wording import ShortDates, format_time_since
from serial.web.icons import icon

DAY = timedelta(days=1)
ANNOUNCEABLE = {ChapterState.SCHEDULED, ChapterState.RELEASED}


class ChapterTable:
    """Renders rows. Computes what they have in common once, not for each of a thousand rows.

    site_name: of the admin site that the links lead to, the desk or the site's admin.
    out_of_order: the keys of rows whose release disagrees with their place.
    """

    def __init__(self, site_name: str, out_of_order: Iterable[int] = ()) -> None:
        self.edit_url = url_of_chapter(f"{site_name}:chapters_chapter_change")
        self.menu_url = url_of_chapter(f"{site_name}:chapters_chapter_menu")
        self.draft_links_url = url_of_chapter(f"{site_name}:chapters_chapter_draft_links")
        self.out_of_order = frozenset(out_of_order)
        self.now = timezone.now()
        self.zone = timezone.get_current_timezone()
        self.dates = ShortDates(self.now.astimezone(self.zone).year)
        self.day = cache(lambda day: escape(self.dates.day(day)))
        self.words = cache(_words)
        self.state_cells = {state: _state_cell(state) for state in ChapterState}
        self.taken_down = _state_cell(ChapterState.DRAFT, gettext("Taken down"))
        self.in_queue = _state_cell(ChapterState.SCHEDULED, gettext("In queue"))
        self.warning = _warning()
        self.silent = f'<span class="row-silent">{escape(gettext("Followers not told"))}</span>'
        self.comments, self.kudos = cache(_comments), cache(_kudos)

    def rows(self, rows: Iterable[ChapterRow]) -> SafeString:
        return SafeString("".join(map(self.row, rows)))

    def row(self, row: ChapterRow) -> str:
        pk, state = row.pk, row.state(self.now)
        label = escape(row.label())
        cell = self._state(row, state)
        warning = self.warning if pk in self.out_of_order else ""
        is_announced = not row.is_silent or row.announced_again_at is not None
        silent = self.silent if state in ANNOUNCEABLE and not is_announced else ""
        title = f'<span id="t{pk}" dir="auto">{label}</span>'
        if state is not ChapterState.DELETED:
            title = f'<a href="{self.edit_url(pk)}" id="t{pk}" dir="auto">{label}</a>'
        return (
            f'<tr id="chapter-{pk}">'
            f'<td class="select"><label><input type="checkbox" form="selected"'
            f' name="_selected_action" value="{pk}" aria-labelledby="label-select t{pk}"></label>'
            f'</td><td class="no">{row.number or ""}</td>'
            f'<th scope="row">{title}{warning}{silent}{self._draft_comments(row)}</th>'
            f'{cell}<td class="when">{self._when(row, state)}</td>'
            f"{self.words(row.words)}{self.comments(row.comments)}{self.kudos(row.kudos)}"
            f'<td class="more"><a class="row-more" href="{self.menu_url(pk)}"'
            f' data-row-menu aria-labelledby="label-more t{pk}"></a></td></tr>'
        )

    def _state(self, row: ChapterRow, state: ChapterState) -> str:
        if row.is_taken_down:
            return self.taken_down
        if row.is_queued and state is ChapterState.SCHEDULED:
            return self.in_queue
        return self.state_cells[state]

    def _draft_comments(self, row: ChapterRow) -> str:
        if not row.draft_comments:
            return ""
        label = ngettext(
            "%(n)d comment on the draft", "%(n)d comments on the draft", row.draft_comments
        ) % {"n": row.draft_comments}
        return (
            f' <a class="row-draft-comments" href="{self.draft_links_url(row.pk)}#comments">'
            f"{icon('comment')}{escape(label)}</a>"
        )

    def _when(self, row: ChapterRow, state: ChapterState) -> str:
        if state is ChapterState.SCHEDULED and row.release_at:
            local = row.release_at.astimezone(self.zone)
            return _time(local, escape(self.dates.moment(local)))
        if state is ChapterState.RELEASED:
            return self._date(row.release_at)
        if state is ChapterState.DELETED:
            return self._date(row.deleted_at)
        changed = row.text_changed_at
        if changed and self.now - changed < DAY:
            saved = gettext("saved %(when)s") % {"when": format_time_since(changed)}
            return escape(saved)
        return self._date(changed, escape(gettext("saved %(when)s"))) if changed else ""

    def _date(self, at: datetime | None, text: str = "%(when)s") -> str:
        """text: escaped, with the place of the day."""
        if at is None:
            return ""
        local = at.astimezone(self.zone)
        return text % {"when": self.day(local.date())}


def url_of_chapter(name: str) -> Callable[[int], str]:
    """Reversing a URL is the most costly step of a row, so it is done once."""
    before, after = reverse(name, args=[0]).split("/0/")
    return lambda pk: f"{before}/{pk}/{after}"


def _time(local: datetime, text: str) -> str:
    """`text`: escaped."""
    return f'<time datetime="{local.isoformat(timespec="seconds")}">{text}</time>'


def _state_cell(state: ChapterState, label: str = "") -> str:
    labels = {
        ChapterState.DRAFT: gettext("Draft"),
        ChapterState.SCHEDULED: gettext("Scheduled"),
        ChapterState.RELEASED: gettext("Released"),
        ChapterState.DELETED: gettext("Deleted"),
    }
    icons = {ChapterState.DRAFT: icon("edit"), ChapterState.SCHEDULED: icon("clock")}
    text = escape(label or labels[state])
    return f'<td class="state {state}">{icons.get(state, "")}{text}</td>'


def _warning() -> str:
    return f'<span class="row-warning">{icon("warning")}{escape(gettext("Out of order"))}</span>'


def _words(count: int) -> str:
    unit = ngettext("word", "words", count)
    return f'<td class="num">{intcomma(count)}<span class="unit"> {escape(unit)}</span></td>'


def _comments(count: int | None) -> str:
    return _count(count, icon("comment"), ngettext("comment", "comments", count or 0))


def _kudos(count: int | None) -> str:
    # Translators: the number of hearts stands before it.
    return _count(count, icon("heart"), gettext("kudos"))


def _count(count: int | None, symbol: SafeString, unit: str) -> str:
    if not count:
        return '<td class="num none"></td>'
    hidden = f'<span class="visually-hidden"> {escape(unit)}</span>'
    return f'<td class="num">{symbol}{intcomma(count)}{hidden}</td>'

"""The list of a chapter's revisions: a page of them, by day, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.core.paginator import Page
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext

from serial.chapters.models import Chapter, Revision
from serial.params import get_page
from serial.stories.credit_lines import credited_name
from serial.times.wording import format_past_day, format_past_moment, format_time

PER_PAGE = 30


@dataclass(frozen=True)
class RevisionRow:
    """A revision without its text. restored_at: when the one that it restored was saved."""

    number: int
    saved_at: datetime
    author_name: str | None
    words_added: int
    words_removed: int
    remark: str
    restored_from: int | None
    restored_at: datetime | None

    @cached_property
    def local_time(self) -> datetime:
        return timezone.localtime(self.saved_at)

    def time(self) -> str:
        return format_time(self.local_time)

    def when(self) -> str:
        """Returns "yesterday 22:15"."""
        return format_past_moment(self.local_time)

    def restored_text(self) -> str:
        if self.restored_from is None:
            return ""
        if self.restored_at is None:
            # Erased with the account of its author.
            return gettext("Restored from an earlier revision")
        when = format_past_moment(timezone.localtime(self.restored_at))
        return gettext("Restored from %(when)s") % {"when": when}


COLUMNS = tuple(RevisionRow.__dataclass_fields__)


@dataclass(frozen=True)
class Day:
    day: date
    rows: list[RevisionRow]

    def heading(self) -> str:
        return format_past_day(self.day)


def revision_rows(chapter: Chapter) -> "QuerySet[Revision, tuple[object, ...]]":
    """Returns the values of RevisionRow, newest first."""
    restored = Revision.objects.filter(chapter=chapter.pk, number=OuterRef("restored_from"))
    return (
        chapter.revisions.annotate(
            author_name=credited_name(chapter.story_id, "saved_by"),
            restored_at=Subquery(restored.values("saved_at")),
        )
        .order_by(F("number").desc())
        .values_list(*COLUMNS)
    )


@dataclass(frozen=True)
class RevisionList:
    """One page of the list. newer, older: how many revisions are on the pages before and after."""

    days: list[Day]
    number: int
    newer: int
    older: int


def load_list(request: HttpRequest, chapter: Chapter) -> RevisionList:
    page: Page[tuple[object, ...]] = get_page(request, revision_rows(chapter), PER_PAGE)
    return RevisionList(
        days=_by_day(make_rows(page)),
        number=page.number,
        newer=max(0, page.start_index() - 1),
        older=page.paginator.count - page.end_index(),
    )


def make_rows(values: Iterable[tuple[object, ...]]) -> list[RevisionRow]:
    return [RevisionRow(*row) for row in values]  # type: ignore[arg-type]


def _by_day(rows: list[RevisionRow]) -> list[Day]:
    return [
        Day(day, list(group)) for day, group in groupby(rows, lambda row: row.local_time.date())
    ]

"""Two revisions of a chapter compared, as the page of revisions shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.http import Http404, HttpRequest
from django.utils.translation import gettext, ngettext

from serial.chapters.comparing.diffing import DiffParagraph
from serial.chapters.models import Chapter
from serial.chapters.saving import count_changed_words
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.desk.field_diffs import FieldDiff, diff_fields
from serial.desk.revisions.rows import RevisionRow, make_rows, revision_rows
from serial.params import parse_id


@dataclass(frozen=True)
class Stretch:
    """Paragraphs of the comparison: one that changed, or all between two that did."""

    paragraphs: list[DiffParagraph]

    @property
    def is_changed(self) -> bool:
        return self.paragraphs[0].is_changed


@dataclass(frozen=True)
class ComparedField:
    label: str
    stretches: list[Stretch]


@dataclass(frozen=True, kw_only=True)
class TextComparison:
    """Two texts of a chapter, compared field by field."""

    older_text: ChapterText
    newer_text: ChapterText

    @cached_property
    def field_diffs(self) -> list[FieldDiff]:
        return diff_fields(self.older_text, self.newer_text)

    def fields(self) -> list[ComparedField]:
        return [
            ComparedField(field.label, list(_stretches(field.paragraphs)))
            for field in self.field_diffs
        ]

    def has_text_only(self) -> bool:
        """Whether the field needs no heading."""
        return len(self.field_diffs) == 1 and self.older_text.body != self.newer_text.body

    @cached_property
    def changed_words(self) -> tuple[int, int]:
        return count_changed_words(self.older_text, self.newer_text)

    def summary(self) -> str:
        """Returns "12 paragraphs changed, 14 added"."""
        changed = [p for field in self.field_diffs for p in field.paragraphs if p.is_changed]
        added = sum(p.is_added for p in changed)
        deleted = sum(p.is_removed for p in changed)
        edited = len(changed) - added - deleted
        counts = [
            (edited, ngettext("%(n)d paragraph changed", "%(n)d paragraphs changed", edited), ""),
            (
                added,
                ngettext("%(n)d paragraph added", "%(n)d paragraphs added", added),
                gettext("%(n)d added"),
            ),
            (
                deleted,
                ngettext("%(n)d paragraph deleted", "%(n)d paragraphs deleted", deleted),
                gettext("%(n)d deleted"),
            ),
        ]
        parts = [(n, long, short) for n, long, short in counts if n]
        # The first one says of what.
        return ", ".join(
            (short if i else long) % {"n": n} for i, (n, long, short) in enumerate(parts)
        )


@dataclass(frozen=True, kw_only=True)
class Comparison(TextComparison):
    """older, newer: what is compared. latest: the number of the chapter's latest revision.

    is_chosen: whether the older one was chosen, and not only the one before the latest.
    """

    older: RevisionRow
    newer: RevisionRow
    latest: int
    is_chosen: bool

    @property
    def with_latest(self) -> bool:
        return self.newer.number == self.latest

    def heading(self) -> str:
        if self.with_latest:
            return gettext("What changed since %(when)s") % {"when": self.older.when()}
        params = {"older": self.older.when(), "newer": self.newer.when()}
        return gettext("What changed from %(older)s to %(newer)s") % params


def _stretches(paragraphs: list[DiffParagraph]) -> Iterator[Stretch]:
    for is_changed, group in groupby(paragraphs, lambda paragraph: paragraph.is_changed):
        if is_changed:
            yield from (Stretch([paragraph]) for paragraph in group)
        else:
            yield Stretch(list(group))


def load_comparison(request: HttpRequest, chapter: Chapter) -> Comparison | None:
    """Compares `?from=` with `?to=`, in either order; without them, the last two revisions.

    Returns None if there is only one revision. Raises Http404 if one of the two does not exist.
    """
    is_chosen = "from" in request.GET
    newer = parse_id(request.GET["to"]) if "to" in request.GET else chapter.revision
    older = parse_id(request.GET["from"]) if is_chosen else _before(chapter, newer)
    if older is None and not is_chosen and "to" not in request.GET:
        return None
    numbers = sorted((older or 0, newer or 0))
    rows = {row.number: row for row in make_rows(revision_rows(chapter).filter(number__in=numbers))}
    texts = {
        number: ChapterText(**dict(zip(TEXT_FIELDS, text, strict=True)))
        for number, *text in chapter.revisions.filter(number__in=numbers).values_list(
            "number", *TEXT_FIELDS
        )
    }
    if not set(numbers) <= rows.keys():
        raise Http404
    first, second = numbers
    return Comparison(
        older=rows[first],
        newer=rows[second],
        older_text=texts[first],
        newer_text=texts[second],
        latest=chapter.revision,
        is_chosen=is_chosen,
    )


def _before(chapter: Chapter, number: int | None) -> int | None:
    earlier = chapter.revisions.filter(number__lt=number or 0).order_by("-number")
    return earlier.values_list("number", flat=True).first()

"""What the page lists of the places that were found, or that would be replaced."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.chapters.replacing.searching import FoundChapter, FoundPlace
from serial.chapters.replacing.text import PlaceChange, changes_in
from serial.markup.searching.excerpts import excerpt_around
from serial.markup.searching.query import Query

# Of the others, only the chapters are listed, each with a link to its own places. Measured on
# 1,000 places: their part of the page takes 60 ms.
MAX_PLACES: Final = 1_000
FIELD_LABELS: Final = {
    "title": _("Title"),
    "content_note": _("Content note"),
    "note_before": _("Note before the text"),
    "note_after": _("Note after the text"),
}


@dataclass(frozen=True)
class PlaceRow:
    """value: what the checkbox sends. after: None in a list that replaces nothing."""

    value: str
    url: str
    label: str
    before: str
    passage: str
    rest: str
    after: str | None = None
    is_possible: bool = True
    is_chosen: bool = True


@dataclass(frozen=True)
class ChapterRows:
    """places: empty if the page has too many. count: of all places of the chapter."""

    chapter: Chapter
    url: str
    value: str
    count: int
    places: Sequence[PlaceRow]
    is_chosen: bool = True


@dataclass(frozen=True)
class Listing:
    """form_url: the editor's URL of chapter 0. chosen: the values that were sent; None for all."""

    form_url: str
    chosen: Collection[str] | None = None

    def of_search(self, found: Iterable[FoundChapter]) -> list[ChapterRows]:
        listed = 0
        chapters = []
        for each in found:
            is_full = listed + len(each.places) > MAX_PLACES and listed > 0
            places = [] if is_full else [self._place(each.chapter, place) for place in each.places]
            listed += len(places)
            chapters.append(self._chapter(each.chapter, len(each.places), places))
        return chapters

    def of_replacing(
        self, found: Iterable[FoundChapter], query: Query, replacement: str
    ) -> Iterator[ChapterRows]:
        """Without the places that read as they should already."""
        listed = 0
        for each in found:
            changes = changes_in(each.places, query, replacement)
            if not changes:
                continue
            is_full = listed + len(changes) > MAX_PLACES and listed > 0
            places = [] if is_full else [self._change(each.chapter, change) for change in changes]
            listed += len(places)
            yield self._chapter(each.chapter, len(changes), places)

    def _chapter(self, chapter: Chapter, count: int, places: list[PlaceRow]) -> ChapterRows:
        value = f"{chapter.pk}.{chapter.revision}"
        url = self.form_url.replace("/0/", f"/{chapter.pk}/")
        return ChapterRows(chapter, url, value, count, places, self._is_chosen(value))

    def _is_chosen(self, value: str) -> bool:
        return self.chosen is None or value in self.chosen

    def _place(self, chapter: Chapter, place: FoundPlace) -> PlaceRow:
        return self._row(chapter, place, place.match.start, place.match.end)

    def _change(self, chapter: Chapter, change: PlaceChange) -> PlaceRow:
        place, source = change.place, change.place.source
        # The match as a whole, also where less of it changes, or a mark beside it.
        start = min(place.match.start, change.change.start)
        end = max(place.match.end, change.change.end)
        after = None
        if change.change.is_possible:
            after = source[start : change.change.start] + change.change.text
            after += source[change.change.end : end]
        return self._row(chapter, place, start, end, after, is_possible=after is not None)

    def _row(
        self,
        chapter: Chapter,
        place: FoundPlace,
        start: int,
        end: int,
        after: str | None = None,
        *,
        is_possible: bool = True,
    ) -> PlaceRow:
        excerpt = excerpt_around(place.source, start, end)
        value = f"{chapter.pk}.{chapter.revision}.{place.number}"
        at = urlencode({"at": f"{place.field}.{start}.{end}"})
        return PlaceRow(
            value=value,
            url=f"{self.form_url.replace('/0/', f'/{chapter.pk}/')}?{at}#id_{place.field}",
            label=str(FIELD_LABELS.get(place.field, "")),
            before=excerpt.before,
            passage=place.source[start:end],
            rest=excerpt.after,
            after=after,
            is_possible=is_possible,
            is_chosen=is_possible and self._is_chosen(value),
        )

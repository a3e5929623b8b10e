"""The text of a chapter with the chosen places replaced."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext

from serial.chapters.models import Chapter
from serial.chapters.replacing.searching import FoundPlace, find_places
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.markup.searching.query import Query
from serial.markup.searching.replacing import Change, apply_changes, changes_of


@dataclass(frozen=True)
class PlaceChange:
    place: FoundPlace
    change: Change


@dataclass(frozen=True)
class ReplacedText:
    """count: of places that were replaced."""

    text: ChapterText
    count: int

    def problem(self) -> str:
        """Says why it cannot be saved; empty if it can."""
        for field in Chapter._meta.fields:
            if field.name not in TEXT_FIELDS or field.max_length is None:
                continue
            if len(getattr(self.text, field.name)) > field.max_length:
                return gettext("Its %(field)s would be too long.") % {"field": field.verbose_name}
        return ""


def changes_in(places: Sequence[FoundPlace], query: Query, replacement: str) -> list[PlaceChange]:
    """Returns the places of one chapter that would read otherwise, each with its change."""
    found = []
    for _name, group in groupby(places, key=attrgetter("field")):
        of_field = list(group)
        source = of_field[0].source
        matches = [place.match for place in of_field]
        changes = changes_of(matches, query, replacement, source)
        for place, change in zip(of_field, changes, strict=True):
            if not change.is_possible or change.is_any(source):
                found.append(PlaceChange(place, change))
    return found


def replaced_text(
    chapter: Chapter,
    query: Query,
    replacement: str,
    fields: Collection[str],
    numbers: Collection[int] | None,
) -> ReplacedText:
    """numbers: of the chosen places; None for all. Those that are not possible are left out."""
    changes = changes_in(find_places(chapter, query, fields), query, replacement)
    chosen = [
        each
        for each in changes
        if each.change.is_possible and (numbers is None or each.place.number in numbers)
    ]
    texts = {
        name: apply_changes(getattr(chapter, name), [each.change for each in group])
        for name, group in groupby(chosen, key=lambda each: each.place.field)
    }
    return ReplacedText(replace(chapter.text(), **texts), len(chosen))

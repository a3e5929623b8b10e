"""The filters that a list of stories offers, with the number of stories that each leaves."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from serial.reading.browse.filters import DEFAULT_SORT, SORT_LABELS, Facet, Filters
from serial.stories.choices import LANGUAGE_NAMES, Rating, Status, Warning

# More genres are folded.
VISIBLE_GENRES = 6


class Genre(NamedTuple):
    """A genre, and how many stories of a list have it."""

    slug: str
    name: str
    total: int


class Option(NamedTuple):
    value: str
    label: str
    # How many stories have it. None: not counted.
    total: int | None = None
    is_chosen: bool = False


class Options:
    """The options of each filter. Those that would leave no story are not offered."""

    def __init__(self, filters: Filters, facets: Iterable[Facet], genres: Iterable[Genre]) -> None:
        self.filters = filters
        self.facets = facets
        self.all_genres = [
            Option(*genre, is_chosen=genre.slug in filters.genre) for genre in genres
        ]

    def genres(self) -> list[Option]:
        return self.all_genres[:VISIBLE_GENRES]

    def more_genres(self) -> list[Option]:
        return self.all_genres[VISIBLE_GENRES:]

    def has_chosen_more(self) -> bool:
        return any(option.is_chosen for option in self.more_genres())

    def has_chosen_to_leave_out(self) -> bool:
        return bool(self.filters.without or self.filters.without_warning)

    def statuses(self) -> list[Option]:
        return self._counted("status", Status.choices)

    def ratings(self) -> list[Option]:
        return self._counted("rating", Rating.choices)

    def languages(self) -> list[Option]:
        languages = self._counted("language", LANGUAGE_NAMES.items())
        by_name = sorted(languages, key=lambda option: option.label.casefold())
        return by_name if len(by_name) > 1 or self.filters.language else []

    def lengths(self) -> list[Option]:
        return [
            Option(value, length_label(value), None, value == self.filters.length)
            for value in ("short", "medium", "long")
        ]

    def warnings(self) -> list[Option]:
        return [
            Option(value, str(label), None, value in self.filters.without_warning)
            for value, label in Warning.choices
            if value != Warning.NONE
        ]

    def sorts(self) -> list[Option]:
        # The default has no value, so that it does not stand in URLs.
        return [
            Option(
                "" if value == DEFAULT_SORT else value, str(label), None, value == self.filters.sort
            )
            for value, label in SORT_LABELS.items()
        ]

    def without(self) -> str:
        return ", ".join(self.filters.without)

    def _counted(self, name: str, choices: Iterable[tuple[str, object]]) -> list[Option]:
        """`name` is that of the column, and of the filter."""
        counts: Counter[str] = Counter()
        for facet in self.facets:
            counts[getattr(facet, name)] += facet.total
        chosen = getattr(self.filters, name)
        return [
            Option(value, str(label), counts[value], value in chosen)
            for value, label in choices
            if counts[value] or value in chosen
        ]


def length_label(value: str) -> str:
    return {
        "short": _("Under 20,000 words"),
        "medium": _("20,000 to 100,000 words"),
        "long": _("Over 100,000 words"),
    }[value]


class Chip(NamedTuple):
    """An active filter, and the query string without it."""

    label: str
    query: str


def make_chips(filters: Filters, genres: Iterable[Genre]) -> list[Chip]:
    names = {genre.slug: genre.name for genre in genres}
    return [
        Chip(filter_label(name, value, names), filters.removing(name, value).query())
        for name, value in filters.active()
    ]


def filter_label(name: str, value: str, genres: dict[str, str]) -> str:
    match name:
        case "genre":
            return genres.get(value, value)
        case "status":
            return str(Status(value).label)
        case "rating":
            return str(Rating(value).label)
        case "length":
            return length_label(value)
        case "language":
            return LANGUAGE_NAMES[value]
        case "without_warning":
            return _("Without: %(name)s") % {"name": Warning(value).label}
    return _("Without: %(name)s") % {"name": value}

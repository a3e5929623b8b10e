"""The filters and the sort order of a list of stories, as the query string has them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import NamedTuple, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from serial.stories.choices import WRITING_LANGUAGES, Rating, Status, Warning
from serial.stories.tagging import split_names

DEFAULT_SORT = "released"
SORT_LABELS: Mapping[str, object] = {
    "released": _("Latest release"),
    "newest": _("Newest story"),
    "title": _("Title"),
    "words": _("Word count"),
}
# The fewest and the most words. A novella has about 20,000, a long novel 100,000.
LENGTHS: Mapping[str, tuple[int, int | None]] = {
    "short": (0, 19_999),
    "medium": (20_000, 99_999),
    "long": (100_000, None),
}
LANGUAGES = frozenset(code for code, _name in WRITING_LANGUAGES)
# More would make a very long query, and nobody types them.
MAX_TAGS, MAX_TAG_LENGTH = 20, 100
MAX_GENRES = 20


class Facet(NamedTuple):
    """How many stories of a list have this status, rating and language."""

    status: str
    rating: str
    language: str
    total: int


@dataclass(frozen=True)
class Filters:
    """What the reader chose. Each name is that of its parameter in the query string.

    genre: slugs of genres, of which a story has one. without: names of tags that it has not.
    """

    sort: str = DEFAULT_SORT
    genre: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    rating: tuple[str, ...] = ()
    length: str = ""
    language: str = ""
    without_warning: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Ignores values that it does not know, so that old URLs keep working."""

        def known(name: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(filter(is_known, query.getlist(name))))

        names = split_names(",".join(query.getlist("without")))
        return cls(
            sort=_last(known("sort", SORT_LABELS.__contains__)) or DEFAULT_SORT,
            genre=known("genre", bool)[:MAX_GENRES],
            status=known("status", Status.values.__contains__),
            rating=known("rating", Rating.values.__contains__),
            length=_last(known("length", LENGTHS.__contains__)),
            language=_last(known("language", LANGUAGES.__contains__)),
            without_warning=known("without_warning", Warning.values.__contains__),
            without=tuple(name for name in names if len(name) <= MAX_TAG_LENGTH)[:MAX_TAGS],
        )

    def with_known_genres(self, slugs: Iterable[str]) -> Self:
        """Returns the filters without genres that have no story."""
        if not self.genre:
            return self
        known = frozenset(slugs)
        return replace(self, genre=tuple(slug for slug in self.genre if slug in known))

    def are_counted(self) -> bool:
        """Whether `count_in` can count the stories that match."""
        return not (self.genre or self.length or self.without_warning or self.without)

    def count_in(self, facets: Iterable[Facet]) -> int:
        """Counts the stories that match."""
        return sum(
            facet.total
            for facet in facets
            if (not self.status or facet.status in self.status)
            and (not self.rating or facet.rating in self.rating)
            and (not self.language or facet.language == self.language)
        )

    def active(self) -> list[tuple[str, str]]:
        """Returns (name, value) of each filter that leaves stories out."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            values = (value,) if isinstance(value, str) else value
            if field.name != "sort":
                pairs.extend((field.name, each) for each in values if each)
        return pairs

    def removing(self, name: str, value: str) -> Self:
        """Returns the filters without this pair of `active`."""
        query = QueryDict(mutable=True)
        query["sort"] = self.sort
        for pair in self.active():
            if pair != (name, value):
                query.appendlist(*pair)
        return self.from_query(query)

    def cleared(self) -> Self:
        return type(self)(sort=self.sort)

    def query(self, page: int = 1) -> str:
        """Returns the query string with its question mark, or "?" alone if there is none."""
        pairs = [(name, value) for name, value in self.active() if name != "without"]
        if self.without:
            pairs.append(("without", ", ".join(self.without)))
        if self.sort != DEFAULT_SORT:
            pairs.append(("sort", self.sort))
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs)}"


def _last(values: tuple[str, ...]) -> str:
    return values[-1] if values else ""

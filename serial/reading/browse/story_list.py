"""One page of a list of stories, with the filters that it offers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from django.core.paginator import Page
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from serial.params import get_page
from serial.reading.browse.filters import Facet, Filters
from serial.reading.browse.options import Chip, Genre, Options, make_chips
from serial.reading.browse.queries import (
    TAG_NAMES,
    Listing,
    count_query,
    facets_query,
    genres_query,
    page_query,
)
from serial.reading.story_cards import CardRows, StoryCard, load_card_rows, make_cards
from serial.until_change import UntilChange
from serial.web.page_cache import get_or_make, get_or_make_all

PER_PAGE = 25
# The stories of one author get filters from this number on: they fill more than a screen.
MANY_STORIES = 10


@dataclass(frozen=True)
class StoryList:
    """The rows of a page of stories, and what its template shows of them.

    without_one: of each active filter, how many stories there would be without it. Only counted if
        there are none with all of them.
    of_author: the slug of the pen name whose page this is, or "".
    """

    filters: Filters
    facets: list[Facet]
    genres: list[Genre]
    page: Page[int]
    count: int
    story_ids: list[int]
    cards: CardRows
    without_one: list[int]
    of_author: str = ""

    def values(self) -> tuple[object, ...]:
        """Returns what the page shows."""
        return (
            self.filters,
            *(self.facets, self.genres),
            *(self.page.number, self.count, self.story_ids, self.cards),
            *(self.without_one, self.of_author),
        )

    def entries(self) -> list[SafeString]:
        """Returns the HTML of the stories, for a list with a heading of level 1."""
        return _render_entries(self._stories(), level=2)

    def section_entries(self) -> list[SafeString]:
        """The same for a list that is a section of a page."""
        return _render_entries(self._stories(), level=3, of_author=self.of_author)

    def _stories(self) -> list[StoryCard]:
        cards = make_cards(self.cards)
        return [cards[pk] for pk in self.story_ids if pk in cards]

    def total(self) -> int:
        """Returns how many stories there are without any filter."""
        return sum(facet.total for facet in self.facets)

    def chapter_total(self) -> int:
        """Returns how many chapters all of them have, or 0 if this page does not show all."""
        stories = self._stories()
        has_all = len(stories) == self.total()
        return sum(card.chapter_count for card in stories) if has_all else 0

    def filters_html(self) -> SafeString:
        context = {
            "options": Options(self.filters, self.facets, self.genres),
            "chips": self.chips,
            "clear_query": self.clear_query(),
            "count": self.count,
        }
        values = (self.filters, self.facets, self.genres, self.count)
        return SafeString(
            get_or_make(
                "reading/browse/_filters",
                values,
                lambda: render_to_string("reading/browse/_filters.html", context),
                len,
            )
        )

    @cached_property
    def chips(self) -> list[Chip]:
        return make_chips(self.filters, self.genres)

    def has_several_chips(self) -> bool:
        return len(self.chips) > 1

    @cached_property
    def chip_to_drop(self) -> Chip | None:
        """Returns the filter without which there are most stories, if there are any."""
        if not any(self.without_one):
            return None
        return self.chips[self.without_one.index(max(self.without_one))]

    def has_many(self) -> bool:
        """Whether there are so many stories, without any filter, that filters help."""
        return self.total() >= MANY_STORIES

    def clear_query(self) -> str:
        return self.filters.cleared().query()

    def previous_query(self) -> str:
        return self.filters.query(self.page.number - 1)

    def next_query(self) -> str:
        return self.filters.query(self.page.number + 1)

    def canonical_query(self) -> str:
        return f"?page={self.page.number}" if self.page.number > 1 else ""


def _render_entries(
    cards: Iterable[StoryCard], *, level: int, of_author: str = ""
) -> list[SafeString]:
    """Other pages of the site, and other filters, show the same entries.

    They take most of the time of a list that is made anew.
    """
    items = [
        ((card, level, of_author), partial(_render_entry, card, level, of_author)) for card in cards
    ]
    return [SafeString(html) for html in get_or_make_all("reading/browse/_story", items, len)]


def _render_entry(card: StoryCard, level: int, of_author: str) -> str:
    credits, is_with = card.credits_beside(of_author)
    context = {"story": card, "level": level, "credits": credits, "is_with": is_with}
    return render_to_string("reading/browse/_story.html", context)


REMEMBERED = UntilChange[StoryList]()


def load_story_list(
    request: HttpRequest, of: str = "all", pk: int = 0, of_author: str = ""
) -> StoryList:
    """Returns the page of these stories that the query string asks for. See Listing."""
    listing = Listing(request.user.is_authenticated, of, pk)
    values = listing, of_author, request.GET.urlencode()
    load = partial(_load_story_list, request, listing, of_author)
    remembered = REMEMBERED.get(connections[DEFAULT_DB_ALIAS], values, load)
    # The copy has not the texts that another request may have made in another language.
    return replace(remembered)


def _load_story_list(request: HttpRequest, listing: Listing, of_author: str) -> StoryList:
    facets = [Facet(*row) for row in facets_query(listing).rows_until_change()]
    genres = _load_genres(listing)
    filters = Filters.from_query(request.GET).with_known_genres(genre.slug for genre in genres)
    count = _count(listing, filters, facets, genres)
    page = get_page(request, range(count), PER_PAGE)
    start = page.start_index() - 1 if count else 0
    query = page_query(listing, filters, start, start + PER_PAGE, count)
    story_ids = [pk for (pk,) in query.rows_until_change()] if count else []
    return StoryList(
        filters=filters,
        facets=facets,
        genres=genres,
        page=page,
        count=count,
        story_ids=story_ids,
        cards=load_card_rows(story_ids, in_full=True),
        without_one=[] if count else list(_counts_without_one(listing, filters, facets, genres)),
        of_author=of_author,
    )


def _load_genres(listing: Listing) -> list[Genre]:
    """Returns the genres, most stories first."""
    counts: dict[int, int] = dict(genres_query(listing).rows_until_change())
    names = TAG_NAMES.rows(list(counts))
    genres = [Genre(slug, name, counts[pk]) for pk, slug, name in names]
    return sorted(genres, key=lambda genre: (-genre.total, genre.name.casefold(), genre.slug))


def _count(listing: Listing, filters: Filters, facets: list[Facet], genres: list[Genre]) -> int:
    if filters.are_counted():
        return filters.count_in(facets)
    if len(filters.active()) == len(filters.genre) == 1:
        return sum(genre.total for genre in genres if genre.slug in filters.genre)
    return sum(count for (count,) in count_query(listing, filters).rows_until_change())


def _counts_without_one(
    listing: Listing, filters: Filters, facets: list[Facet], genres: list[Genre]
) -> Iterator[int]:
    for name, value in filters.active():
        yield _count(listing, filters.removing(name, value), facets, genres)

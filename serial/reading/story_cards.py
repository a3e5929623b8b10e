"""The cards of stories in a list: their rows, and what their template shows of them.

A list loads the rows of its cards for each request, because the page cache compares them. It makes
the cards from the rows only if its page is not in the cache.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from serial.compiled_queries import CompiledTuples, FetchedRow, Ids, InIds, Placeholder
from serial.markup.excerpts import opening
from serial.markup.running_text import running_text
from serial.stories.choices import (
    EXCLUSIVE_WARNINGS,
    Role,
    Status,
    TagKind,
    Warning,
    marked_rating,
    other_language,
)
from serial.stories.cover_links import CoverLinks, link_cover
from serial.stories.credit_lines import CREDIT_COLUMNS, CreditLine
from serial.stories.models import Credit, Story, StoryTag

# Three lines on a wide screen, and three on a phone.
BLURB_LENGTH = 210
SHORT_BLURB_LENGTH = 100
MAX_OTHER_TAGS = 3

Part = TypeVar("Part")
# (primary key of the story, and three columns).
PartRow = tuple[int, str, str, str]
# Any: the types of the columns are those of the fields of StoryCard.
CardRow = tuple[Any, ...]


class TagLink(NamedTuple):
    kind: str
    slug: str
    name: str

    def url(self) -> str:
        return reverse("tag", args=[self.kind, self.slug])


class CardRows(NamedTuple):
    """The rows of the cards of some stories, as the database's driver returns them.

    The page cache compares them. Most pages are in the cache and need nothing else of the rows.
    """

    stories: list[FetchedRow]
    credits: list[FetchedRow]
    tags: list[FetchedRow] = []


@dataclass(frozen=True)
class StoryCard:
    """What a list shows of a story. Without its summary and tags if the list shows none."""

    pk: int
    slug: str
    title: str
    language: str
    rating: str
    status: str
    warnings: list[str]
    words: int
    chapter_count: int
    last_release_at: datetime
    # The name of the author's picture, and of the drawn cover.
    cover: str
    drawn_cover: str
    smart_punctuation: bool
    summary_html: str = ""
    credits: tuple[CreditLine, ...] = ()
    tags: tuple[TagLink, ...] = ()

    @cached_property
    def url(self) -> str:
        return reverse("story", args=[self.slug])

    @cached_property
    def cover_links(self) -> CoverLinks:
        # Without a description: lists show the title beside it.
        return link_cover(self.cover, "", self.drawn_cover)

    def rating_label(self) -> str:
        return marked_rating(self.rating)

    def status_label(self) -> str:
        return str(Status(self.status).label)

    def is_complete(self) -> bool:
        return self.status == Status.COMPLETE

    def chapters_text(self) -> str:
        count = self.chapter_count
        text = ngettext("%(count)s chapter", "%(count)s chapters", count)
        return text % {"count": intcomma(count)}

    def words_text(self) -> str:
        text = ngettext("%(count)s word", "%(count)s words", self.words)
        return text % {"count": intcomma(self.words)}

    def blurb(self) -> str:
        """Returns the first sentences of the summary, as plain text in one paragraph."""
        return opening(self._summary, BLURB_LENGTH)

    def short_blurb(self) -> str:
        """The same for narrow screens."""
        return opening(self._summary, SHORT_BLURB_LENGTH)

    @cached_property
    def _summary(self) -> str:
        return running_text(self.summary_html, enough=2 * BLURB_LENGTH)

    def warning_labels(self) -> list[str]:
        """Returns what there is to warn of. The story's page says if its author chose not to."""
        return [
            str(Warning(value).label) for value in self.warnings if value not in EXCLUSIVE_WARNINGS
        ]

    def other_language(self) -> str:
        return other_language(self.language)

    def short_credit(self) -> str:
        """Returns "Kaja Kestrel and 1 more", where there is room for one name only."""
        first, *others = (credit.name for credit in self.credits)
        if not others:
            return first
        text = ngettext("%(name)s and %(count)s more", "%(name)s and %(count)s more", len(others))
        # Isolated: the name may be written in the other direction.
        return text % {"name": f"\u2068{first}\u2069", "count": len(others)}

    def credits_beside(self, slug: str) -> tuple[tuple[CreditLine, ...], bool]:
        """Returns the credits to show on the page of this pen name, and whether it is left out.

        It is left out where it is the author's: the page has its name as heading.
        """
        others = tuple(credit for credit in self.credits if credit.slug != slug)
        own = [credit.role for credit in self.credits if credit.slug == slug]
        return (others, True) if own == [Role.AUTHOR] else (self.credits, False)

    def genres(self) -> list[TagLink]:
        return [tag for tag in self.tags if tag.kind == TagKind.GENRE]

    def other_tags(self) -> list[TagLink]:
        """Returns the first tags that are not genres. The story's page has all."""
        return [tag for tag in self.tags if tag.kind != TagKind.GENRE][:MAX_OTHER_TAGS]


def load_card_rows(story_ids: Sequence[int], *, in_full: bool = False) -> CardRows:
    """Returns the rows of these cards, with two queries; `in_full` with summaries and tags."""
    ids = list(story_ids)
    if in_full:
        return CardRows(FULL_STORIES.fetch(ids), CREDITS.fetch(ids), TAGS.fetch(ids))
    return CardRows(STORIES.fetch(ids), CREDITS.fetch(ids))


def make_cards(rows: CardRows) -> dict[int, StoryCard]:
    """Returns the cards by the primary key of their story."""
    credits = _group(CREDITS.convert(rows.credits), CreditLine)
    tags = _group(TAGS.convert(rows.tags), TagLink)
    # Rows have no summary, their last column, if the list shows none.
    named = (
        dict(zip(FULL_COLUMNS, row, strict=False)) for row in FULL_STORIES.convert(rows.stories)
    )
    cards = (
        StoryCard(
            **columns,
            credits=credits.get(columns["pk"], ()),
            tags=tags.get(columns["pk"], ()),
        )
        for columns in named
    )
    return {card.pk: card for card in cards}


def _group(
    rows: Iterable[PartRow], make: Callable[[str, str, str], Part]
) -> dict[int, tuple[Part, ...]]:
    """Groups rows by their first column, the story's primary key."""
    groups: dict[int, tuple[Part, ...]] = {}
    for pk, *columns in rows:
        groups[pk] = (*groups.get(pk, ()), make(*columns))
    return groups


def _stories(ids: Ids, *names: str) -> "QuerySet[Story, CardRow]":
    return Story.objects.filter(InIds("pk", ids)).order_by().values_list(*names)


def _credits(ids: Ids) -> "QuerySet[Model, PartRow]":
    credits = Credit.objects.filter(InIds("story_id", ids)).visible()
    return credits.values_list("story_id", *CREDIT_COLUMNS)


def _tags(ids: Ids) -> "QuerySet[Model, PartRow]":
    tags = StoryTag.objects.filter(InIds("story_id", ids)).order_by("position", "pk")
    return tags.values_list("story_id", "tag__kind", "tag__slug", "tag__name")


CARD_COLUMNS = tuple(field.name for field in fields(StoryCard) if field.default is MISSING)
FULL_COLUMNS = (*CARD_COLUMNS, "summary_html")
STORIES = CompiledTuples(lambda ids: _stories(ids, *CARD_COLUMNS), Placeholder("story_ids"))
FULL_STORIES = CompiledTuples(lambda ids: _stories(ids, *FULL_COLUMNS), Placeholder("story_ids"))
CREDITS = CompiledTuples(_credits, Placeholder("story_ids"))
TAGS = CompiledTuples(_tags, Placeholder("story_ids"))

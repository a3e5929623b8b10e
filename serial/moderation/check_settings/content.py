"""What a version of the check settings has: word lists, limits and the site's rules.

It is stored as JSON. What an older version lacks has the value of a new site.
"""

from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.moderation.word_lists.matcher import Matcher


class Effect(models.TextChoices):
    """What happens to a comment that has a word of a list."""

    REJECT = "reject", _("Reject it")
    HOLD = "hold", _("Hold it")
    HOLD_NEWCOMERS = "newcomers", _("Hold it, newcomers only")
    LOG = "log", _("Log only")


class SiteHolds(models.TextChoices):
    """Whose comments await approval on all stories."""

    NOBODY = "nobody", _("None; each story decides")
    GUESTS = "guests", _("Comments by guests")
    EVERYONE = "everyone", _("All comments")


@dataclass(frozen=True, kw_only=True)
class WordList:
    """key: in URLs and findings, for ever. language: of the stories that it is for; "" is any."""

    key: str
    name: str
    effect: Effect = Effect.HOLD
    language: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Links:
    """A comment is held for its links. Trusted domains do not count."""

    is_on: bool = True
    holds_newcomers: bool = True
    max_links: int = 5
    checks_link_text: bool = True
    # As normalized_domain() returns them.
    blocked_domains: tuple[str, ...] = ()
    trusted_domains: tuple[str, ...] = ()

    # Made once for each version: a list may have thousands.
    @cached_property
    def blocked(self) -> frozenset[str]:
        return frozenset(self.blocked_domains)

    @cached_property
    def trusted(self) -> frozenset[str]:
        return frozenset(self.trusted_domains)


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """A text is held if its commenter posted it before, or if so many others did."""

    is_on: bool = True
    days: int = 7
    max_others: int = 2


@dataclass(frozen=True, kw_only=True)
class FirstComments:
    """A commenter's comments are held until so many are published. 0: none are held."""

    is_on: bool = False
    approved: int = 2


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Comments in an hour before the next is held: more for those who have more published."""

    is_on: bool = True
    at_first: int = 10
    for_each_ten: int = 5
    at_most: int = 60


@dataclass(frozen=True, kw_only=True)
class Rejections:
    """Comments are held after so many rejected or hidden ones in so many days."""

    is_on: bool = True
    rejected: int = 3
    days: int = 30


@dataclass(frozen=True, kw_only=True)
class Length:
    """Comments of newcomers are held above this number of characters."""

    is_on: bool = True
    newcomer_characters: int = 5_000


@dataclass(frozen=True, kw_only=True)
class SitePolicy:
    holds: SiteHolds = SiteHolds.NOBODY

    @property
    def is_on(self) -> bool:
        return self.holds != SiteHolds.NOBODY


@dataclass(frozen=True, kw_only=True)
class Limits:
    links: Links = field(default_factory=Links)
    repeated: Repeated = field(default_factory=Repeated)
    first_comments: FirstComments = field(default_factory=FirstComments)
    pace: Pace = field(default_factory=Pace)
    rejections: Rejections = field(default_factory=Rejections)
    length: Length = field(default_factory=Length)
    site_policy: SitePolicy = field(default_factory=SitePolicy)


Limit = Links | Repeated | FirstComments | Pace | Rejections | Length | SitePolicy


@dataclass(frozen=True, kw_only=True)
class SiteRule:
    """A rule of the site, as a row of Rule has it."""

    number: int
    title: str
    text: str
    words: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    lists: tuple[WordList, ...] = ()
    limits: Limits = field(default_factory=Limits)
    rules: tuple[SiteRule, ...] = ()

    @cached_property
    def matcher(self) -> "Matcher[tuple[int, str]]":
        """Finds all lists at once. A key is the number of the list, and the rule."""
        return Matcher(
            (rule, (number, rule))
            for number, word_list in enumerate(self.lists)
            for rule in word_list.rules
        )

    def word_list(self, key: str) -> WordList | None:
        return next((each for each in self.lists if each.key == key), None)

    def with_list(self, changed: WordList) -> Self:
        """Replaces the list with this key, or adds it."""
        lists = [changed if each.key == changed.key else each for each in self.lists]
        if changed not in lists:
            lists.append(changed)
        return replace(self, lists=tuple(lists))

    def without_list(self, key: str) -> Self:
        return replace(self, lists=tuple(each for each in self.lists if each.key != key))

    def with_limit(self, name: str, changed: Limit) -> Self:
        # Any: the names of the fields come from the class itself.
        changes: dict[str, Any] = {name: changed}
        return replace(self, limits=replace(self.limits, **changes))

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        limits = {
            limit.name: _read(limit.default_factory, stored.get("limits", {}).get(limit.name, {}))
            for limit in fields(Limits)
        }
        return cls(
            lists=tuple(_read(WordList, each) for each in stored.get("lists", ())),
            limits=Limits(**limits),
            rules=tuple(_read(SiteRule, each) for each in stored.get("rules", ())),
        )


# Any: what JSON holds.
def _read(kind: Any, stored: dict[str, Any]) -> Any:
    """Returns a dataclass of this kind, without what it does not know."""
    names = {each.name for each in fields(kind)}
    return kind(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
            if name in names
        }
    )

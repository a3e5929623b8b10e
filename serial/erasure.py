"""What a member who leaves decides, and what is known while their account is erased.

The functions in the setting ERASURE_STEPS get an `Erasure`, each in the same transaction.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SHORTEST_IN_ANY_CASE = 4


class StoryChoice(models.TextChoices):
    """What to do with a story when somebody who is credited on it leaves."""

    HAND_OVER = "hand-over", _("Handed over")
    KEEP = "keep", _("Kept without a name")
    DELETE = "delete", _("Deleted")


class CommentsChoice(models.TextChoices):
    """What to do with the comments of a member who leaves."""

    KEEP = "keep", _("Kept without a name")
    ERASE = "erase", _("Erased")


@dataclass(frozen=True)
class StoryDecision:
    """`hand_over_to` is the primary key of the co-author's pen name."""

    choice: StoryChoice
    hand_over_to: int | None = None


@dataclass
class Erasure:
    """One account that is being erased.

    names: the present and former names, which must be in no other text of the site's own.
    stories: what to do with each story that the user is credited on, by its primary key.
    without_author: those of the kept stories that nobody else is credited on.
    files: names in the default storage to delete when the transaction is committed.
    counts: what was done, by a name of a field of ErasureRecord.
    """

    user_id: int
    comments: CommentsChoice
    names: tuple[str, ...] = ()
    stories: dict[int, StoryDecision] = field(default_factory=dict)
    without_author: list[int] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def stories_to(self, choice: StoryChoice) -> list[int]:
        return [pk for pk, decision in self.stories.items() if decision.choice == choice]

    def remaining_stories(self) -> list[int]:
        deleted = self.stories_to(StoryChoice.DELETE)
        return [pk for pk in self.stories if pk not in deleted]

    def add_files(self, names: Iterable[str]) -> None:
        self.files += [name for name in names if name]

    def without_names(self, text: str) -> str:
        return without_names(text, self.names)


def without_names(text: str, names: Iterable[str]) -> str:
    """Returns the text with "Anonymous" for the names, where they stand as whole words."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        # A short name in other letters is another word: the MIT licence is not by mit.
        flags = re.IGNORECASE if len(name) >= SHORTEST_IN_ANY_CASE else 0
        text = re.sub(_pattern(name), gettext("Anonymous"), text, flags=flags)
    return text


def _pattern(name: str) -> str:
    """Matches the name also if only its slug is known: without apostrophes and hyphens."""
    words = ("['’]?".join(map(re.escape, word)) for word in re.split(r"[\s-]+", name))
    return r"(?<!\w)" + r"[\s-]+".join(words) + r"(?!\w)"

"""What moderators corrected about a story: its authors may go further, and not back."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision
from serial.stories.choices import EXCLUSIVE_WARNINGS, Rating, Warning

# From the one that warns of nothing to the strictest.
RATINGS = (Rating.NOT_RATED, Rating.GENERAL, Rating.TEEN, Rating.MATURE, Rating.EXPLICIT)


@dataclass
class Correction:
    """The corrections of a story that stand, taken together.

    rating: the lowest that its authors can choose. warnings: those that they cannot take off.
    decisions: the last one of each, by "rating" and "warnings".
    """

    rating: str = Rating.NOT_RATED
    warnings: set[str] = field(default_factory=set)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def problems(self, rating: str, warnings: Collection[str]) -> dict[str, SafeString]:
        """Returns what to tell an author who chose these, by field; {} if they can."""
        problems = {}
        if RATINGS.index(Rating(rating)) < RATINGS.index(Rating(self.rating)):
            label = Rating(self.rating).label
            problems["rating"] = self._explain(
                "rating",
                gettext(
                    "A moderator corrected the rating. Choose “%(rating)s”, or a higher rating."
                )
                % {"rating": label},
            )
        missing = self._missing(set(warnings))
        if missing:
            labels = ", ".join(str(Warning(warning).label) for warning in sorted(missing))
            problems["warnings"] = self._explain(
                "warnings",
                gettext(
                    "A moderator corrected the warnings. Choose these too: %(warnings)s. You can "
                    "add others."
                )
                % {"warnings": labels},
            )
        return problems

    def _missing(self, warnings: set[str]) -> set[str]:
        """Instead of “Author chose not to use warnings”, any warnings can be named."""
        missing = self.warnings - warnings
        names_some = bool(warnings - EXCLUSIVE_WARNINGS)
        return missing - EXCLUSIVE_WARNINGS if names_some else missing

    def _explain(self, name: str, message: str) -> SafeString:
        url = reverse("own_decision", args=[self.decisions[name].pk])
        link = gettext("Read why, and how to appeal")
        return format_html('{} <a href="{}">{}</a>', message, url, link)


def correction_of(story_pk: int) -> Correction:
    """Lock the story first, if what its authors chose is saved."""
    rows = Decision.objects.in_force().filter(kind=DecisionKind.CORRECT, item__story=story_pk)
    correction = Correction()
    for decision in rows.order_by("pk"):
        before, after = decision.before, decision.after
        if before["rating"] != after["rating"]:
            correction.rating = after["rating"]
            correction.decisions["rating"] = decision
        if set(before["warnings"]) != set(after["warnings"]):
            correction.warnings |= set(after["warnings"]) - set(before["warnings"])
            correction.warnings &= set(after["warnings"]) - {Warning.NONE}
            correction.decisions["warnings"] = decision
    return correction

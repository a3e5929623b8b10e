"""Reads what a moderator sends: the decision, the rule, words, a note, and what they saw."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from accounts.takedown_reasons import TakedownReason
from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.deciding import Ruling, Seen
from serial.moderation.decisions.kinds import KINDS, missing_ground
from serial.moderation.models import Rule
from serial.moderation.models.decision import WORDS_MAX_LENGTH
from serial.moderation.sanctions.orders import SanctionOrder
from serial.moderation.subjects.base import Values
from serial.params import parse_id
from serial.stories.choices import Rating

# Days; 0 is for good.
SANCTION_DAYS = (1, 3, 7, 30, 90, 0)
SANCTIONS = (SanctionKind.APPROVAL_FIRST, SanctionKind.SILENCED, SanctionKind.BANNED)


@dataclass(frozen=True)
class TypedRuling:
    """What was sent, to show it again if it was not saved.

    kind: None if it is unknown. version, revision, last_decision: of what the moderator saw.
    """

    kind: DecisionKind | None
    rule: int | None
    words: str
    note: str
    sanction: str
    days: int | None
    version: int | None
    revision: int | None
    last_decision: int | None
    # Of things that are no comments.
    is_legal_order: bool = False
    rating: str = ""
    warnings: Sequence[str] = ()

    @classmethod
    def parse(cls, data: QueryDict) -> "TypedRuling":
        kind = data.get("do", "")
        return cls(
            kind=DecisionKind(kind) if kind in KINDS else None,
            rule=parse_id(data.get("rule")),
            words=_text(data, "words"),
            note=_text(data, "note"),
            sanction=data.get("sanction", ""),
            days=parse_id(data.get("days")),
            version=parse_id(data.get("version")),
            revision=parse_id(data.get("revision")),
            last_decision=parse_id(data.get("last")),
            is_legal_order="legal_order" in data,
            rating=data.get("rating", ""),
            warnings=data.getlist("warnings"),
        )

    @property
    def name(self) -> str:
        return str(self.kind or "")

    def seen(self) -> Seen:
        """A form without them, or with others than numbers, has seen nothing."""
        return Seen(-1 if self.version is None else self.version, self.revision or 0)

    def problem(self) -> str:
        """Returns what is missing to decide this; "" if nothing is.

        Whether holding needs a ground depends on the comment: `decide` says so.
        """
        if self.kind is None:
            return gettext("Choose what to do.")
        has_rule = self._names_rule() and self._rule() is not None
        ground = {"has_rule": has_rule, "has_words": bool(self.words)}
        if problem := missing_ground(self.kind, **ground, is_public=False):
            return problem
        if self.kind == DecisionKind.SANCTION and self._sanction() is None:
            return gettext("Choose a sanction and how long it lasts.")
        if self.kind == DecisionKind.CORRECT and self.rating not in Rating.values:
            return gettext("Choose a rating.")
        if max(len(self.words), len(self.note)) > WORDS_MAX_LENGTH:
            message = gettext("Write at most %(max)d characters.")
            return message % {"max": WORDS_MAX_LENGTH}
        return ""

    def ruling(self) -> Ruling:
        """For one without a problem. Without words of their own, those of the rule are sent."""
        if self.kind is None:
            raise ValueError("This has a problem.")
        rule = self._rule() if self._names_rule() else None
        words = self.words or (rule.words if rule else "")
        return Ruling(
            kind=self.kind,
            rule=rule,
            words=words,
            note=self.note,
            sanction=self._sanction() if self.kind == DecisionKind.SANCTION else None,
            value=self._value(),
        )

    def _names_rule(self) -> bool:
        """Whether its form may ask for a rule."""
        return self.kind is not None and KINDS[self.kind].asks_ground(is_public=True)

    def _value(self) -> Values:
        """What its subject sets: serial/moderation/subjects/."""
        if self.kind == DecisionKind.CORRECT:
            return {"rating": self.rating, "warnings": list(self.warnings)}
        if self.kind == DecisionKind.HIDE and self.is_legal_order:
            return {"reason": TakedownReason.LEGAL_ORDER}
        return {}

    def _rule(self) -> Rule | None:
        return Rule.objects.filter(pk=self.rule or 0, is_in_force=True).first()

    def _sanction(self) -> SanctionOrder | None:
        if self.sanction not in SANCTIONS or self.days not in SANCTION_DAYS:
            return None
        return SanctionOrder(SanctionKind(self.sanction), self.days or None)


def _text(data: QueryDict, name: str) -> str:
    # The database refuses the character NUL; browsers send line ends as CRLF.
    return data.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()

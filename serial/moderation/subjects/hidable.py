"""Hiding and restoring what is not a comment, each by its own column (TakedownReason)."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.comments.changes.base import ActionRefused
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision
from serial.moderation.subjects.base import Applied, Subject, Values
from serial.stories.models import Credit

# What moderators decide here. Copyright notices have their own record.
REASONS = (TakedownReason.RULES, TakedownReason.LEGAL_ORDER)


class HidableSubject(Subject):
    """Its author sees it while it is hidden; others get 404, or 451 for a legal order.

    The value of DecisionKind.HIDE is {"reason": TakedownReason}, by default RULES. `before` and
    `after` of a decision are {"hidden_for": [TakedownReason]}.
    """

    @abstractmethod
    def hidden_for(self) -> Sequence[str]:
        """Returns which of REASONS it is hidden for."""

    @abstractmethod
    def take_down(self, reason: TakedownReason, by: User | None) -> None: ...

    @abstractmethod
    def put_back(self, reason: TakedownReason, by: User | None) -> None: ...

    def concerned(self) -> set[int | None]:
        """All authors of a story answer for it, its chapters and its pictures."""
        return {self.member_id(), *author_ids(self.story_id())}

    def is_hidden(self) -> bool:
        return bool(self.hidden_for())

    def apply(self, kind: DecisionKind, value: Mapping[str, object], by: User | None) -> Applied:
        hidden_for = list(self.hidden_for())
        if kind == DecisionKind.HIDE:
            reason = TakedownReason(str(value.get("reason", TakedownReason.RULES)))
            return self._set([*hidden_for, reason], by)
        if kind == DecisionKind.RESTORE:
            if not hidden_for:
                raise ActionRefused(gettext("It is not hidden."))
            return self._set([], by)
        return self._set(hidden_for, by)

    def restore(self, decision: Decision, by: User | None) -> Applied:
        if "hidden_for" not in decision.after:
            return self._set(list(self.hidden_for()), by)
        if set(decision.after["hidden_for"]) != set(self.hidden_for()):
            raise ActionRefused(changed_again())
        return self._set(decision.before["hidden_for"], by)

    def _set(self, reasons: Sequence[str], by: User | None) -> Applied:
        before = self._values()
        for reason in REASONS:
            is_hidden = reason in self.hidden_for()
            if reason in reasons and not is_hidden:
                self.take_down(reason, by)
            elif is_hidden and reason not in reasons:
                self.put_back(reason, by)
        return Applied(before, self._values())

    def _values(self) -> Values:
        return {"hidden_for": sorted(self.hidden_for())}


def author_ids(story_pk: int | None) -> set[int]:
    """Returns the members with an accepted credit on this story; none for None."""
    credits = Credit.objects.accepted().filter(story=story_pk)
    return set(credits.order_by().values_list("pen_name__user", flat=True))


def changed_again() -> str:
    return gettext("This was changed again later. Decide anew instead.")

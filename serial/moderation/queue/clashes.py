"""A decision that came too late: who was first, and what the moderator wanted."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import ngettext

from serial.moderation.decisions.kinds import past_of
from serial.moderation.models import Decision, ReviewItem, Rule
from serial.moderation.queue.ruling_form import TypedRuling


@dataclass(frozen=True)
class Clashed:
    """theirs: the decision that was first; None if the thing changed otherwise."""

    typed: TypedRuling
    theirs: Decision | None
    rule: Rule | None

    @property
    def kind_label(self) -> str:
        return str(self.typed.kind.label) if self.typed.kind else ""

    @property
    def their_label(self) -> str:
        return past_of(self.theirs.kind, as_is=self.theirs.left_as_is) if self.theirs else ""

    @property
    def colleague(self) -> str:
        """Their username; "" for a check and for the site."""
        by = self.theirs.by if self.theirs else None
        return by.username if by else ""

    @property
    def before(self) -> str:
        """How long before, such as "8 seconds"."""
        return _duration(self.theirs.created_at) if self.theirs else ""


def clash_of(item: ReviewItem, typed: TypedRuling) -> Clashed:
    last = typed.last_decision or 0
    newer = Decision.objects.filter(item=item, pk__gt=last)
    theirs = newer.select_related("by", "rule").order_by("-pk").first()
    rule = Rule.objects.filter(pk=typed.rule or 0).first()
    return Clashed(typed, theirs, rule)


def _duration(since: datetime) -> str:
    seconds = max(1, round((timezone.now() - since).total_seconds()))
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if (minutes := seconds // 60) < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}

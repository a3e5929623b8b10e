"""The states of a copyright notice, and what can be decided in each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    RECEIVED = "received", _("Awaiting a decision")
    REJECTED = "rejected", _("Rejected")
    TAKEN_DOWN = "taken_down", _("Taken down")
    COUNTERED = "countered", _("Counter-notice received")
    KEPT_DOWN = "kept_down", _("Kept down")
    RESTORED = "restored", _("Put back")


class DecisionKind(models.TextChoices):
    TAKE_DOWN = "take_down", _("Take down: readers can no longer open it")
    REJECT = "reject", _("Reject the notice: it stays online")
    RESTORE = "restore", _("Put back: readers can open it again")
    KEEP_DOWN = "keep_down", _("Keep down: the sender of the notice has gone to court")


STATE_AFTER = {
    DecisionKind.TAKE_DOWN: NoticeState.TAKEN_DOWN,
    DecisionKind.REJECT: NoticeState.REJECTED,
    DecisionKind.RESTORE: NoticeState.RESTORED,
    DecisionKind.KEEP_DOWN: NoticeState.KEPT_DOWN,
}
POSSIBLE_DECISIONS = {
    NoticeState.RECEIVED: (DecisionKind.TAKE_DOWN, DecisionKind.REJECT),
    NoticeState.REJECTED: (DecisionKind.TAKE_DOWN,),
    NoticeState.TAKEN_DOWN: (DecisionKind.RESTORE,),
    NoticeState.COUNTERED: (DecisionKind.RESTORE, DecisionKind.KEEP_DOWN),
    NoticeState.KEPT_DOWN: (DecisionKind.RESTORE,),
    NoticeState.RESTORED: (DecisionKind.TAKE_DOWN,),
}
# What is down, and concerns its authors.
DOWN_STATES = (NoticeState.TAKEN_DOWN, NoticeState.COUNTERED, NoticeState.KEPT_DOWN)


class Capacity(models.TextChoices):
    OWNER = "owner", _("I own the rights in the work")
    AGENT = "agent", _("I act for the owner of the rights")

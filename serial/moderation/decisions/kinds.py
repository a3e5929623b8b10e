"""What each kind of decision is. The queue, acts on many, statements and the log pick from it.

What it does to a thing is in serial/moderation/subjects/.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import DecisionKind, ReportOutcome, SubjectKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

COMMENT = frozenset({SubjectKind.COMMENT})
STORY_OR_CHAPTER = frozenset({SubjectKind.STORY, SubjectKind.CHAPTER})
ALL = frozenset(SubjectKind)
OTHERS = ALL - COMMENT


@dataclass(frozen=True, kw_only=True)
class KindInfo:
    """done: what the moderator is told. past: what lists of decisions call it.
    done_as_is, past_as_is: the same, if it left the thing as it was.

    icon: its name in design/icons/names.py. key: of the keyboard, in the queue; empty for none.
    outcome: of the open reports on the thing; None leaves them open.
    needs_rule: to name the rule that was broken. needs_ground: that, or words of the moderator.
    ground_if_public: for this only where others can read the thing; elsewhere nothing is taken.
    """

    kind: DecisionKind
    done: "LazyText"
    past: "LazyText"
    icon: str
    key: str = ""
    subjects: frozenset[SubjectKind] = ALL
    outcome: ReportOutcome | None = ReportOutcome.UPHELD
    needs_rule: bool = False
    needs_ground: bool = False
    ground_if_public: bool = False
    done_as_is: "LazyText | None" = None
    past_as_is: "LazyText | None" = None

    @property
    def label(self) -> str:
        return str(self.kind.label)

    def asks_ground(self, *, is_public: bool) -> bool:
        """Whether a moderator names the rule that was broken, or writes why."""
        return self.needs_rule or (self.needs_ground and (is_public or not self.ground_if_public))


ALL_KINDS = (
    KindInfo(
        kind=DecisionKind.APPROVE,
        done=_("Approved."),
        past=_("Approved"),
        done_as_is=_("Kept."),
        past_as_is=_("Kept"),
        icon="check",
        key="a",
        subjects=COMMENT,
        outcome=ReportOutcome.DISMISSED,
    ),
    KindInfo(
        kind=DecisionKind.REJECT,
        done=_("Rejected."),
        past=_("Rejected"),
        icon="close",
        key="r",
        subjects=COMMENT,
        needs_rule=True,
    ),
    KindInfo(
        kind=DecisionKind.HIDE,
        done=_("Hidden."),
        past=_("Hidden"),
        icon="eye-off",
        key="h",
        needs_ground=True,
    ),
    KindInfo(
        kind=DecisionKind.HOLD,
        done=_("Held."),
        past=_("Held"),
        done_as_is=_("Left held."),
        past_as_is=_("Left held"),
        icon="clock",
        key="n",
        subjects=COMMENT,
        needs_ground=True,
        ground_if_public=True,
        outcome=None,
    ),
    KindInfo(
        kind=DecisionKind.RESTORE,
        done=_("Restored."),
        past=_("Restored"),
        icon="eye",
        subjects=OTHERS,
        outcome=ReportOutcome.DISMISSED,
    ),
    KindInfo(
        kind=DecisionKind.CORRECT,
        done=_("Corrected."),
        past=_("Corrected"),
        icon="edit",
        subjects=frozenset({SubjectKind.STORY}),
        needs_ground=True,
    ),
    KindInfo(
        kind=DecisionKind.CLOSE_COMMENTS,
        done=_("Comments closed."),
        past=_("Comments closed"),
        icon="lock",
        subjects=STORY_OR_CHAPTER,
        needs_ground=True,
    ),
    KindInfo(
        kind=DecisionKind.CLOSE_THREAD,
        done=_("Thread closed."),
        past=_("Thread closed"),
        icon="lock",
        key="c",
        subjects=COMMENT,
        needs_ground=True,
    ),
    KindInfo(
        kind=DecisionKind.WARN,
        done=_("Warning sent."),
        past=_("Warned"),
        icon="alert",
        key="w",
        needs_rule=True,
    ),
    KindInfo(
        kind=DecisionKind.SANCTION,
        done=_("Sanction given."),
        past=_("Sanctioned"),
        icon="ban",
        key="t",
        needs_rule=True,
    ),
    KindInfo(
        kind=DecisionKind.DISMISS,
        done=_("Nothing was done."),
        past=_("Nothing done"),
        icon="minus",
        outcome=ReportOutcome.DISMISSED,
    ),
    KindInfo(
        kind=DecisionKind.NOTE,
        done=_("Note added."),
        past=_("Noted"),
        icon="edit",
        outcome=None,
    ),
)
KINDS: dict[str, KindInfo] = {info.kind: info for info in ALL_KINDS}


def past_of(kind: str, *, as_is: bool = False) -> str:
    """What lists of decisions call a decision of this kind.

    as_is: whether it left the thing as it was.
    """
    if kind not in KINDS:
        return gettext("Undone")
    return str((as_is and KINDS[kind].past_as_is) or KINDS[kind].past)


def done_of(kind: str, *, as_is: bool) -> str:
    """What the moderator is told who just decided this."""
    return str((as_is and KINDS[kind].done_as_is) or KINDS[kind].done)


def missing_ground(kind: str, *, has_rule: bool, has_words: bool, is_public: bool = True) -> str:
    """Returns what a moderator has to add, so that the statement of reasons gives a ground: DSA
    article 17(3)(d) and (e). "" if nothing is missing. is_public: whether others read the thing.
    """
    info = KINDS[kind]
    if info.needs_rule and not has_rule:
        return gettext("Choose the rule that was broken.")
    if info.asks_ground(is_public=is_public) and not (has_rule or has_words):
        return gettext("Choose the rule that was broken, or write why.")
    return ""


def pick_kinds(*kinds: DecisionKind) -> list[KindInfo]:
    return [KINDS[kind] for kind in kinds]


def kinds_for(subject: SubjectKind) -> Sequence[KindInfo]:
    """What can be decided about things of this kind, in the order of the registry."""
    return [info for info in ALL_KINDS if subject in info.subjects]

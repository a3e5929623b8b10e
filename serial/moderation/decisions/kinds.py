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

    icon: its name in design/icons/names.py. key: of the keyboard, in the queue; empty for none.
    outcome: of the open reports on the thing; None leaves them open.
    """

    kind: DecisionKind
    done: "LazyText"
    past: "LazyText"
    icon: str
    key: str = ""
    subjects: frozenset[SubjectKind] = ALL
    outcome: ReportOutcome | None = ReportOutcome.UPHELD
    needs_rule: bool = False

    @property
    def label(self) -> str:
        return str(self.kind.label)


ALL_KINDS = (
    KindInfo(
        kind=DecisionKind.APPROVE,
        done=_("Approved."),
        past=_("Approved"),
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
    KindInfo(kind=DecisionKind.HIDE, done=_("Hidden."), past=_("Hidden"), icon="eye-off", key="h"),
    KindInfo(
        kind=DecisionKind.HOLD,
        done=_("Held."),
        past=_("Held"),
        icon="clock",
        key="n",
        subjects=COMMENT,
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
    ),
    KindInfo(
        kind=DecisionKind.CLOSE_COMMENTS,
        done=_("Comments closed."),
        past=_("Comments closed"),
        icon="lock",
        subjects=STORY_OR_CHAPTER,
    ),
    KindInfo(
        kind=DecisionKind.CLOSE_THREAD,
        done=_("Thread closed."),
        past=_("Thread closed"),
        icon="lock",
        key="c",
        subjects=COMMENT,
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


def past_of(kind: str) -> str:
    """What lists of decisions call a decision of this kind."""
    return str(KINDS[kind].past) if kind in KINDS else gettext("Undone")


def pick_kinds(*kinds: DecisionKind) -> list[KindInfo]:
    return [KINDS[kind] for kind in kinds]


def kinds_for(subject: SubjectKind) -> Sequence[KindInfo]:
    """What can be decided about things of this kind, in the order of the registry."""
    return [info for info in ALL_KINDS if subject in info.subjects]

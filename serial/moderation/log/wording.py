"""The words of the log: what was decided, why, and whether it stands."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from serial.comments.models import CommentAction
from serial.moderation.choices import AppealStatus, DecisionKind
from serial.moderation.decisions.kinds import past_of
from serial.moderation.log.sources import KIND_OF_STATE
from serial.moderation.models import Appeal, Decision, Sanction
from serial.moderation.queue.finding_labels import finding_label


def past(decision: Decision) -> str:
    """Returns such as "Rejected", "May not comment until 2 December" or "Undone: Rejected"."""
    if decision.undoes is not None:
        return gettext("Undone: %(what)s") % {"what": _past(decision.undoes)}
    sanction = getattr(decision, "sanction", None)
    if sanction is not None and decision.kind == DecisionKind.SANCTION:
        return _past_of_sanction(sanction)
    return _past(decision)


def _past(decision: Decision) -> str:
    return past_of(decision.kind, as_is=decision.left_as_is)


def _past_of_sanction(sanction: Sanction) -> str:
    kind = str(sanction.get_kind_display())
    if sanction.ends_at is None:
        return kind
    end = date_format(localtime(sanction.ends_at), "DATE_FORMAT")
    return gettext("%(kind)s until %(end)s") % {"kind": kind, "end": end}


def past_of_action(action: CommentAction) -> str:
    """Of what an author did."""
    kind = KIND_OF_STATE.get(action.after.get("state", ""))
    what = past_of(kind) if kind else str(action.get_kind_display())
    return what if action.undoes_id is None else gettext("Undone: %(what)s") % {"what": what}


def about_decision(decision: Decision) -> str:
    """Returns the rule, or what the check found."""
    parts = [finding_label(decision.check_code)] if decision.check_code else []
    if decision.rule is not None:
        parts.append(str(decision.rule))
    return ", ".join(parts)


def undone_word(undoable: Decision | CommentAction, appeal: Appeal | None) -> str:
    if appeal is not None and appeal.status == AppealStatus.REVERSED:
        return gettext("reversed")
    return gettext("undone") if getattr(undoable, "undone_by", None) is not None else ""

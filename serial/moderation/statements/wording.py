"""The sentences of a statement of reasons, by what was decided about what."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.takedown_reasons import TakedownReason
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import DecisionKind, SanctionKind, SubjectKind
from serial.moderation.decisions.reports import REPORTS_CODE
from serial.moderation.models import Decision
from serial.moderation.sanctions.texts import describe_sanction
from serial.stories.choices import Rating, Warning

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

THINGS: dict[str, "LazyText"] = {
    SubjectKind.COMMENT: _("Your comment"),
    SubjectKind.STORY: _("Your story"),
    SubjectKind.CHAPTER: _("Your chapter"),
    SubjectKind.ANNOUNCEMENT: _("Your announcement"),
    SubjectKind.PEN_NAME: _("Your pen name"),
    SubjectKind.PROFILE: _("Your profile"),
    SubjectKind.IMAGE: _("Your picture"),
}
TITLES: dict[str, "LazyText"] = {
    DecisionKind.REJECT: _("%(thing)s was rejected"),
    DecisionKind.HIDE: _("%(thing)s was hidden"),
    DecisionKind.HOLD: _("%(thing)s was held for moderation"),
    DecisionKind.CORRECT: _("%(thing)s has another rating or other warnings"),
    DecisionKind.CLOSE_COMMENTS: _("%(thing)s takes no more comments"),
    DecisionKind.CLOSE_THREAD: _("%(thing)s takes no more replies"),
    DecisionKind.WARN: _("You got a warning"),
    DecisionKind.SANCTION: _("You got a sanction"),
}
SANCTION_TITLES: dict[str, "LazyText"] = {
    SanctionKind.WARNING: _("You got a warning"),
    SanctionKind.APPROVAL_FIRST: _("Your comments need approval"),
    SanctionKind.SILENCED: _("You may not comment"),
    SanctionKind.BANNED: _("You are banned"),
}
STATE_TITLES: dict[str, "LazyText"] = {
    State.HIDDEN: _("Your comment was hidden"),
    State.REJECTED: _("Your comment was rejected"),
}


def title_of_act(action: CommentAction) -> str:
    if action.kind == CommentAction.Kind.BAN:
        return gettext("You may not comment on a story")
    return str(STATE_TITLES[action.after["state"]])


def title_of(decision: Decision) -> str:
    sanction = getattr(decision, "sanction", None)
    if decision.kind == DecisionKind.SANCTION and sanction is not None:
        return str(SANCTION_TITLES[sanction.kind])
    return str(TITLES[decision.kind]) % {"thing": THINGS[decision.item.kind]}


def what_of(decision: Decision) -> str:
    """Says what the decision does: DSA article 17(3)(a)."""
    sanction = getattr(decision, "sanction", None)
    match decision.kind:
        case DecisionKind.REJECT | DecisionKind.HIDE:
            return _hidden(decision)
        case DecisionKind.HOLD:
            return _held(decision)
        case DecisionKind.CORRECT:
            return _corrected(decision)
        case DecisionKind.CLOSE_COMMENTS if decision.item.kind == SubjectKind.STORY:
            return gettext("Comments are closed on all chapters. What was written stays.")
        case DecisionKind.CLOSE_COMMENTS:
            return gettext("Comments are closed. What was written stays.")
        case DecisionKind.CLOSE_THREAD:
            return gettext("Nobody can reply to it. What was written stays.")
    return describe_sanction(sanction) if sanction is not None else ""


def what_of_comment(comment: Comment, state: str) -> str:
    label = State(state).label
    text = gettext("%(label)s. Other readers cannot see the comment.") % {"label": label}
    if not comment.like_count:
        return text
    likes = ngettext(
        "Its %(count)d like is kept in case it comes back.",
        "Its %(count)d likes are kept in case it comes back.",
        comment.like_count,
    )
    return f"{text} {likes % {'count': comment.like_count}}"


def _held(decision: Decision) -> str:
    comment = decision.item.comment
    if comment is not None and comment.state != State.HELD:
        return gettext("Held until a moderator decided.")
    return gettext("Held. Other readers cannot see it until a moderator decides.")


def _hidden(decision: Decision) -> str:
    comment = decision.item.comment
    if comment is not None:
        state = State.REJECTED if decision.kind == DecisionKind.REJECT else State.HIDDEN
        return what_of_comment(comment, state)
    if TakedownReason.LEGAL_ORDER in decision.after.get("hidden_for", ()):
        return gettext("Hidden because of a legal order. Only you can see it.")
    return gettext("Hidden. Only you can see it, and you can still change it.")


def _corrected(decision: Decision) -> str:
    after = decision.after
    rating = Rating(after["rating"]).label
    warnings = ", ".join(str(Warning(value).label) for value in after["warnings"])
    return gettext("Rating: %(rating)s. Warnings: %(warnings)s.") % {
        "rating": rating,
        "warnings": warnings or gettext("none"),
    }


def where_of(decision: Decision) -> str:
    """Says where it applies and how long."""
    sanction = getattr(decision, "sanction", None)
    if sanction is not None and sanction.ends_at is not None:
        end = date_format(localtime(sanction.ends_at), "DATETIME_FORMAT")
        return gettext("Everywhere on this site, until %(end)s.") % {"end": end}
    if decision.kind == DecisionKind.HOLD:
        return gettext("Everywhere on this site, until a moderator decides.")
    return for_good()


def for_good() -> str:
    return gettext("Everywhere on this site, without an end, unless an appeal reverses it.")


def found_of(decision: Decision, finding: str) -> str:
    """Says what led to it, and whether a check was involved: article 17(3)(b) and (c).

    finding: what a check found before, or "".
    """
    if decision.check_code == REPORTS_CODE:
        return gettext("Several people reported it.")
    if finding:
        return gettext("An automatic check found: “%(finding)s”") % {"finding": finding}
    if decision.was_reported:
        return gettext("Somebody reported it. No automatic check was involved.")
    return gettext("A moderator came across it. No automatic check was involved.")


def decider_of(decision: Decision) -> str:
    if decision.by_id is not None or not decision.check_code:
        # The account of a moderator may be deleted.
        return gettext("A moderator. Moderators’ names are not shown.")
    return gettext("The site, automatically. No person has decided yet.")


def account_of(decision: Decision) -> str:
    sanction = getattr(decision, "sanction", None)
    if sanction is not None:
        return describe_sanction(sanction)
    return gettext("Nothing else changes. You can write as before.")

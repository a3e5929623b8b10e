"""An appeal as the moderator who answers it sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.choices import DELETED_STATES, State
from serial.comments.models import CommentAction
from serial.moderation.appealing import (
    cause_of,
    is_about_own_story,
    is_own_appeal,
    is_own_decision,
    may_answer,
)
from serial.moderation.causes import Cause, comment_of
from serial.moderation.choices import AppealStatus
from serial.moderation.decisions.kinds import past_of
from serial.moderation.models import Appeal, Decision, Report
from serial.moderation.models.appeal import AppealQuerySet
from serial.moderation.statements.statement import OwnText, Statement, statement_of


@dataclass(frozen=True)
class AppealRow:
    """Of the list. why: what was decided. own: why the viewer answers others first, or ""."""

    appeal: Appeal
    name: str
    why: str
    own: str


@dataclass(frozen=True)
class AppealFocus:
    """name: of who appeals. why: what was decided. decider: by whom.

    past: how their earlier appeals ended. own: why the viewer does not answer it, or "".
    Whom it concerns reads no notes and no reports.
    """

    appeal: Appeal
    name: str
    statement: Statement
    why: str
    decider: str
    note: str
    texts: Sequence[OwnText]
    reports: Sequence[Report]
    history: Sequence[Decision]
    past: dict[str, int]
    is_answerable: bool
    own: str
    if_reversed: str


def with_causes(appeals: AppealQuerySet) -> AppealQuerySet:
    """Loads the causes with queries of their own: PostgreSQL plans 24 joins for 20 to 500 ms."""
    of_comment = ("comment__chapter__story", "comment__user", "comment__pen_name")
    decisions = Decision.objects.select_related(
        *("by", "rule", "sanction", "undone_by", "item__on_story"),
        *(f"item__{name}" for name in of_comment),
    )
    actions = CommentAction.objects.select_related("by", "story", "undone_by", *of_comment)
    return appeals.select_related("member", "answered_by", "claimed_by").prefetch_related(
        Prefetch("decision", decisions), Prefetch("action", actions)
    )


def row_of(appeal: Appeal, viewer: User) -> AppealRow:
    cause = cause_of(appeal)
    return AppealRow(appeal, name_of(appeal), _why(cause), _own(appeal, viewer))


def focus_on(appeal: Appeal, viewer: User) -> AppealFocus:
    cause = cause_of(appeal)
    statement = statement_of(cause)
    item_pk = cause.item_id if isinstance(cause, Decision) else None
    reports = Report.objects.filter(item=item_pk).select_related("reporter")
    history = Decision.objects.filter(item=item_pk).select_related("by").order_by("pk")
    is_waiting = appeal.status == AppealStatus.WAITING
    is_of_story = is_about_own_story(appeal, viewer)
    is_concerned = is_own_appeal(appeal, viewer) or is_of_story
    shows_colleagues = item_pk is not None and not is_concerned
    return AppealFocus(
        appeal=appeal,
        name=name_of(appeal),
        statement=statement,
        why=_why(cause),
        decider=_decider(cause),
        note=cause.note if isinstance(cause, Decision) and shows_colleagues else "",
        texts=statement.texts if is_waiting or not _is_deleted(cause) else (),
        reports=list(reports) if shows_colleagues else [],
        history=list(history) if shows_colleagues else [],
        past=_past(appeal),
        is_answerable=is_waiting and may_answer(appeal, viewer),
        own=_own(appeal, viewer) or (gettext("It is about your own story") if is_of_story else ""),
        if_reversed=_if_reversed(cause),
    )


def _own(appeal: Appeal, viewer: User) -> str:
    if is_own_appeal(appeal, viewer):
        return gettext("It is your own appeal")
    return gettext("You decided it") if is_own_decision(appeal, viewer) else ""


def name_of(appeal: Appeal) -> str:
    if appeal.member is not None:
        return appeal.member.username
    comment = comment_of(cause_of(appeal))
    return comment.display_name() if comment else gettext("Guest")


def _is_deleted(cause: Cause) -> bool:
    """The text of a deleted comment is readable until the answer, and not after it."""
    comment = comment_of(cause)
    return comment is not None and comment.state in DELETED_STATES


def _decider(cause: Cause) -> str:
    if isinstance(cause, CommentAction):
        name = cause.by.username if cause.by else gettext("a deleted account")
        return gettext("%(name)s, an author of the story") % {"name": name}
    if cause.by is not None:
        return str(cause.by.username)
    return gettext("an automatic check") if cause.check_code else gettext("a deleted account")


def _why(cause: Cause) -> str:
    if isinstance(cause, CommentAction):
        if cause.kind == CommentAction.Kind.BAN:
            return gettext("Banned from a story by an author")
        return gettext("%(state)s by an author") % {"state": State(cause.after["state"]).label}
    rule = f", {cause.rule.title}" if cause.rule else ""
    return f"{past_of(cause.kind)}{rule}"


def _past(appeal: Appeal) -> dict[str, int]:
    if appeal.member_id is None:
        return {}
    others = Appeal.objects.filter(member=appeal.member_id).exclude(pk=appeal.pk)
    is_reversed = Count("pk", filter=Q(status=AppealStatus.REVERSED))
    return others.order_by().aggregate(total=Count("pk"), reversed=is_reversed)


def _if_reversed(cause: Cause) -> str:
    comment = comment_of(cause)
    if comment is None:
        return gettext("Everything is as it was before the decision.")
    if comment.state in DELETED_STATES:
        return gettext("Its commenter deleted the comment since, so it stays deleted.")
    state = cause.before.get("state", "")
    if state == State.PUBLISHED:
        return gettext("The comment is public again, in its place, with its likes and replies.")
    return gettext("Everything is as it was before the decision.")

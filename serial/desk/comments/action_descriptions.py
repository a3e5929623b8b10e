"""Sentences that describe the logged comment actions to authors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.changes.of_ban import BanChange
from serial.comments.changes.of_comment import (
    ParagraphChange,
    PinChange,
    QuoteChange,
    StateChange,
    ThreadClosedChange,
)
from serial.comments.changes.of_moderator import ModeratorChange
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.changes.registry import change_after
from serial.comments.choices import Audience, Premoderation, State
from serial.comments.models import CommentAction
from serial.comments.undoing import can_be_undone
from serial.moderation.past_actions import decisions_of, explain_to_author

STATE_DESCRIPTIONS = {
    State.PUBLISHED: _("Comment by %(name)s approved."),
    State.HELD: _("Comment by %(name)s held for moderation."),
    State.HIDDEN: _("Comment by %(name)s hidden."),
    State.REJECTED: _("Comment by %(name)s rejected."),
    State.DELETED: _("%(name)s deleted a comment."),
}
# The empty value is a chapter that uses the settings of its story.
AUDIENCE_DESCRIPTIONS: dict[str, Promise] = {
    "": _("Who can comment: same as the story."),
    Audience.EVERYONE: _("Everyone can comment."),
    Audience.MEMBERS: _("Only members can comment."),
    Audience.NOBODY: _("Nobody can comment."),
}
PREMODERATION_DESCRIPTIONS: dict[str, Promise] = {
    "": _("Comments that need your approval: same as the story."),
    Premoderation.NOBODY: _("No comments need your approval."),
    Premoderation.GUESTS: _("Guest comments need your approval."),
    Premoderation.EVERYONE: _("All comments need your approval."),
}


@dataclass(frozen=True)
class DescribedAction:
    """reason: of a moderator of the site; empty for what authors did."""

    action: CommentAction
    description: str
    can_be_undone: bool
    reason: str = ""


def describe_actions(actions: Iterable[CommentAction]) -> list[DescribedAction]:
    """Takes actions read with `load_for_undo`. Makes two queries: the names of banned members and
    moderators, and
    the decisions of moderators, which authors cannot undo.
    """
    actions = list(actions)
    changes = [change_after(action) for action in actions]
    of_members = (c for c in changes if isinstance(c, BanChange | ModeratorChange))
    pks = {change.user_id or 0 for change in of_members} - {0}
    members = User.objects.filter(pk__in=pks).values_list("pk", "username")
    usernames = dict(members) if pks else {}
    decisions = decisions_of(actions)
    return [
        DescribedAction(
            action,
            describe_action(action, usernames),
            can_be_undone=action.pk not in decisions and can_be_undone(action),
            reason=explain_to_author(decisions[action.pk]) if action.pk in decisions else "",
        )
        for action in actions
    ]


def describe_action(action: CommentAction, usernames: Mapping[int, str]) -> str:
    """`usernames` maps the primary keys of banned members and moderators to their names."""
    match change_after(action):
        case BanChange(user_id, _, banned):
            name = usernames.get(user_id or 0) or gettext("A guest")
            return _describe_ban(banned) % {"name": name}
        case ModeratorChange(user_id, appointed):
            name = usernames.get(user_id or 0) or gettext("A deleted account")
            return _describe_appointment(appointed) % {"name": name}
        case StorySettingsChange() | ChapterSettingsChange() as settings:
            prefix = f"{action.chapter.label()}: " if action.chapter else ""
            return prefix + describe_settings(settings)
        case change:
            comment = action.comment
            name = comment.display_name() if comment else gettext("an unknown commenter")
            return _describe_change(change) % {"name": name}


def _describe_ban(banned: bool) -> str:
    if banned:
        return gettext("%(name)s was banned from this story.")
    return gettext("Ban lifted: %(name)s can comment on this story again.")


def _describe_appointment(appointed: bool) -> str:
    if appointed:
        return gettext("%(name)s moderates this story’s comments.")
    return gettext("%(name)s no longer moderates this story’s comments.")


def _describe_change(change: object) -> str:
    match change:
        case StateChange(state):
            return str(STATE_DESCRIPTIONS.get(state, STATE_DESCRIPTIONS[State.DELETED]))
        case ThreadClosedChange(True):
            return gettext("Thread by %(name)s closed.")
        case ThreadClosedChange(False):
            return gettext("Thread by %(name)s reopened.")
        case PinChange(True):
            return gettext("Thread by %(name)s pinned.")
        case PinChange(False):
            return gettext("Thread by %(name)s unpinned.")
        case QuoteChange(True):
            return gettext("Quote in the comment by %(name)s hidden.")
        case QuoteChange(False):
            return gettext("Quote in the comment by %(name)s shown.")
        case ParagraphChange(None):
            return gettext("Comment by %(name)s moved to the chapter as a whole.")
        case ParagraphChange():
            return gettext("Comment by %(name)s moved to another paragraph.")
    raise ValueError(f"There is no description of {change!r}.")


def describe_settings(settings: StorySettingsChange | ChapterSettingsChange) -> str:
    sentences = [
        str(AUDIENCE_DESCRIPTIONS[settings.audience]),
        str(PREMODERATION_DESCRIPTIONS[settings.premoderation]),
    ]
    if settings.closed:
        sentences.append(gettext("Closed to new comments."))
    if isinstance(settings, StorySettingsChange) and settings.closes_after_days is not None:
        days = settings.closes_after_days
        text = ngettext(
            "Comments on a chapter close %(days)d day after its release.",
            "Comments on a chapter close %(days)d days after its release.",
            days,
        )
        sentences.append(text % {"days": days})
    return " ".join(sentences)

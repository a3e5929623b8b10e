"""Sentences that describe the logged comment actions to authors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.action_log import Value
from serial.comments.choices import Audience, Premoderation, State
from serial.comments.models import CommentAction
from serial.comments.undoing import can_be_undone

STATE_DESCRIPTIONS = {
    State.PUBLISHED: _("Comment by %(name)s approved."),
    State.HELD: _("Comment by %(name)s held for moderation."),
    State.HIDDEN: _("Comment by %(name)s hidden."),
    State.REJECTED: _("Comment by %(name)s rejected."),
    State.DELETED: _("%(name)s deleted a comment."),
}
# Per kind: the key in CommentAction.after, and the texts for a set and for an unset value.
SWITCH_DESCRIPTIONS = {
    CommentAction.Kind.CLOSE_THREAD: (
        "closed",
        _("Thread by %(name)s closed."),
        _("Thread by %(name)s reopened."),
    ),
    CommentAction.Kind.PIN: (
        "pinned",
        _("Thread by %(name)s pinned."),
        _("Thread by %(name)s unpinned."),
    ),
    CommentAction.Kind.QUOTE: (
        "hidden",
        _("Quote in the comment by %(name)s hidden."),
        _("Quote in the comment by %(name)s shown."),
    ),
    CommentAction.Kind.PARAGRAPH: (
        "paragraph",
        _("Comment by %(name)s moved to another paragraph."),
        _("Comment by %(name)s moved to the chapter as a whole."),
    ),
    CommentAction.Kind.BAN: (
        "banned",
        _("%(name)s was banned from this story."),
        _("Ban lifted: %(name)s can comment on this story again."),
    ),
}
# The empty value is a chapter that uses the settings of its story.
AUDIENCE_DESCRIPTIONS = {
    "": _("Who can comment: same as the story."),
    Audience.EVERYONE: _("Everyone can comment."),
    Audience.MEMBERS: _("Only members can comment."),
    Audience.NOBODY: _("Nobody can comment."),
}
PREMODERATION_DESCRIPTIONS = {
    "": _("Comments that need your approval: same as the story."),
    Premoderation.NOBODY: _("No comments need your approval."),
    Premoderation.GUESTS: _("Guest comments need your approval."),
    Premoderation.EVERYONE: _("All comments need your approval."),
}


@dataclass(frozen=True)
class DescribedAction:
    action: CommentAction
    description: str
    can_be_undone: bool


def describe_actions(actions: Iterable[CommentAction]) -> list[DescribedAction]:
    """Takes actions read with `load_for_undo`; makes one query, for the names of banned members."""
    actions = list(actions)
    banned = {
        action.after["user_id"] for action in actions if action.kind == CommentAction.Kind.BAN
    }
    members = User.objects.filter(pk__in=banned - {None}).values_list("pk", "username")
    usernames = dict(members) if banned - {None} else {}
    return [
        DescribedAction(action, describe_action(action, usernames), can_be_undone(action))
        for action in actions
    ]


def describe_action(action: CommentAction, usernames: Mapping[int, str]) -> str:
    """`usernames` maps the primary keys of banned members to their names."""
    if action.kind == CommentAction.Kind.STATE:
        text = STATE_DESCRIPTIONS.get(action.after["state"], STATE_DESCRIPTIONS[State.DELETED])
        return str(text) % {"name": _commenter_name(action)}
    if action.kind in SWITCH_DESCRIPTIONS:
        key, text_if_set, text_if_unset = SWITCH_DESCRIPTIONS[CommentAction.Kind(action.kind)]
        name = _commenter_name(action)
        if action.kind == CommentAction.Kind.BAN:
            name = usernames.get(action.after["user_id"]) or gettext("A guest")
        is_unset = action.after[key] in (None, False)
        return str(text_if_unset if is_unset else text_if_set) % {"name": name}
    prefix = f"{action.chapter.label()}: " if action.chapter else ""
    return prefix + describe_settings(action.after)


def _commenter_name(action: CommentAction) -> str:
    return action.comment.display_name() if action.comment else gettext("an unknown commenter")


def describe_settings(settings: Value) -> str:
    sentences = [
        str(AUDIENCE_DESCRIPTIONS[settings["audience"]]),
        str(PREMODERATION_DESCRIPTIONS[settings["premoderation"]]),
    ]
    if settings.get("closed"):
        sentences.append(gettext("Closed to new comments."))
    if (days := settings.get("closes_after_days")) is not None:
        text = ngettext(
            "Comments on a chapter close %(days)d day after its release.",
            "Comments on a chapter close %(days)d days after its release.",
            days,
        )
        sentences.append(text % {"days": days})
    return " ".join(sentences)

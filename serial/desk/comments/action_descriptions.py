"""What was done to comments, in words for the author."""

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
    State.PUBLISHED: _("The comment by %(name)s is published."),
    State.HELD: _("The comment by %(name)s waits: readers do not see it."),
    State.HIDDEN: _("The comment by %(name)s is hidden."),
    State.REJECTED: _("The comment by %(name)s is rejected."),
    State.DELETED: _("%(name)s took a comment back."),
}
# Of what is set or not: the value's name, and what is said of either.
SWITCH_DESCRIPTIONS = {
    CommentAction.Kind.CLOSE_THREAD: (
        "closed",
        _("The thread that %(name)s began takes no further replies."),
        _("The thread that %(name)s began is open to replies."),
    ),
    CommentAction.Kind.PIN: (
        "pinned",
        _("The thread that %(name)s began is pinned."),
        _("The thread that %(name)s began is no longer pinned."),
    ),
    CommentAction.Kind.QUOTE: (
        "hidden",
        _("The passage that %(name)s quoted is hidden."),
        _("The passage that %(name)s quoted is shown."),
    ),
    CommentAction.Kind.PLACE: (
        "paragraph",
        _("The comment by %(name)s is on a paragraph that was chosen for it."),
        _("The comment by %(name)s is on the chapter as a whole."),
    ),
    CommentAction.Kind.STOP: (
        "stopped",
        _("%(name)s may not comment on this story."),
        _("%(name)s may comment on this story again."),
    ),
}
# A chapter says nothing where it is as the story has it.
AUDIENCE_DESCRIPTIONS = {
    "": _("Who may comment: as the story has it."),
    Audience.EVERYONE: _("Everyone may comment."),
    Audience.MEMBERS: _("Members may comment."),
    Audience.NOBODY: _("Nobody may comment."),
}
PREMODERATION_DESCRIPTIONS = {
    "": _("Whose comments wait: as the story has it."),
    Premoderation.NOBODY: _("No comments wait for you first."),
    Premoderation.GUESTS: _("Comments of guests wait for you first."),
    Premoderation.EVERYONE: _("All comments wait for you first."),
}


@dataclass(frozen=True)
class DescribedAction:
    act: CommentAction
    words: str
    can_be_undone: bool


def describe_actions(acts: Iterable[CommentAction]) -> list[DescribedAction]:
    """The acts were read `with_what_they_changed`; asks once who was stopped."""
    acts = list(acts)
    stopped = {act.after["person_id"] for act in acts if act.kind == CommentAction.Kind.STOP}
    people = User.objects.filter(pk__in=stopped - {None}).values_list("pk", "username")
    names = dict(people) if stopped - {None} else {}
    return [DescribedAction(act, describe_action(act, names), can_be_undone(act)) for act in acts]


def describe_action(act: CommentAction, names: Mapping[int, str]) -> str:
    if act.kind == CommentAction.Kind.STATE:
        said = STATE_DESCRIPTIONS.get(act.after["state"], STATE_DESCRIPTIONS[State.DELETED])
        return str(said) % {"name": _commenter_of(act)}
    if act.kind in SWITCH_DESCRIPTIONS:
        value, on, off = SWITCH_DESCRIPTIONS[CommentAction.Kind(act.kind)]
        name = _commenter_of(act)
        if act.kind == CommentAction.Kind.STOP:
            name = names.get(act.after["person_id"]) or gettext("A guest")
        return str(off if act.after[value] in (None, False) else on) % {"name": name}
    about = f"{act.chapter.label()}: " if act.chapter else ""
    return about + describe_settings(act.after)


def _commenter_of(act: CommentAction) -> str:
    return act.comment.display_name() if act.comment else gettext("somebody")


def describe_settings(rules: Value) -> str:
    said = [
        str(AUDIENCE_DESCRIPTIONS[rules["audience"]]),
        str(PREMODERATION_DESCRIPTIONS[rules["premoderation"]]),
    ]
    if rules.get("closed"):
        said.append(gettext("Closed to further comments."))
    if (days := rules.get("closes_after_days")) is not None:
        text = ngettext(
            "A chapter closes %(days)d day after its release.",
            "A chapter closes %(days)d days after its release.",
            days,
        )
        said.append(text % {"days": days})
    return " ".join(said)

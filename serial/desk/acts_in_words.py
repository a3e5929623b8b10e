"""What was done to comments, in words for the author."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.acting import Value
from serial.comments.choices import Holds, State, Who
from serial.comments.models import Act
from serial.comments.undoing import can_be_undone

OF_STATES = {
    State.PUBLISHED: _("The comment by %(name)s is published."),
    State.HELD: _("The comment by %(name)s waits: readers do not see it."),
    State.HIDDEN: _("The comment by %(name)s is hidden."),
    State.REJECTED: _("The comment by %(name)s is rejected."),
    State.DELETED: _("%(name)s took a comment back."),
}
# Of what is set or not: the value's name, and what is said of either.
OF_SWITCHES = {
    Act.Kind.CLOSE_THREAD: (
        "closed",
        _("The thread that %(name)s began takes no further replies."),
        _("The thread that %(name)s began is open to replies."),
    ),
    Act.Kind.PIN: (
        "pinned",
        _("The thread that %(name)s began is pinned."),
        _("The thread that %(name)s began is no longer pinned."),
    ),
    Act.Kind.QUOTE: (
        "hidden",
        _("The passage that %(name)s quoted is hidden."),
        _("The passage that %(name)s quoted is shown."),
    ),
    Act.Kind.PLACE: (
        "block",
        _("The comment by %(name)s is on a paragraph that was chosen for it."),
        _("The comment by %(name)s is on the chapter as a whole."),
    ),
    Act.Kind.STOP: (
        "stopped",
        _("%(name)s may not comment on this story."),
        _("%(name)s may comment on this story again."),
    ),
}
# A chapter says nothing where it is as the story has it.
OF_WHO = {
    "": _("Who may comment: as the story has it."),
    Who.EVERYONE: _("Everyone may comment."),
    Who.MEMBERS: _("Members may comment."),
    Who.NOBODY: _("Nobody may comment."),
}
OF_HOLDS = {
    "": _("Whose comments wait: as the story has it."),
    Holds.NOBODY: _("No comments wait for you first."),
    Holds.GUESTS: _("Comments of guests wait for you first."),
    Holds.EVERYONE: _("All comments wait for you first."),
}


@dataclass(frozen=True)
class ShownAct:
    act: Act
    words: str
    can_be_undone: bool


def shown_acts(acts: Iterable[Act]) -> list[ShownAct]:
    """The acts were read `with_what_they_changed`; asks once who was stopped."""
    acts = list(acts)
    stopped = {act.after["person_id"] for act in acts if act.kind == Act.Kind.STOP}
    people = User.objects.filter(pk__in=stopped - {None}).values_list("pk", "username")
    names = dict(people) if stopped - {None} else {}
    return [ShownAct(act, words_of(act, names), can_be_undone(act)) for act in acts]


def words_of(act: Act, names: Mapping[int, str]) -> str:
    if act.kind == Act.Kind.STATE:
        said = OF_STATES.get(act.after["state"], OF_STATES[State.DELETED])
        return str(said) % {"name": _writer_of(act)}
    if act.kind in OF_SWITCHES:
        value, on, off = OF_SWITCHES[Act.Kind(act.kind)]
        name = _writer_of(act)
        if act.kind == Act.Kind.STOP:
            name = names.get(act.after["person_id"]) or gettext("A guest")
        return str(off if act.after[value] in (None, False) else on) % {"name": name}
    about = f"{act.chapter.label()}: " if act.chapter else ""
    return about + words_of_rules(act.after)


def _writer_of(act: Act) -> str:
    return act.comment.shown_name() if act.comment else gettext("somebody")


def words_of_rules(rules: Value) -> str:
    said = [str(OF_WHO[rules["who"]]), str(OF_HOLDS[rules["holds"]])]
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

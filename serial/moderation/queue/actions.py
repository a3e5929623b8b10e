"""What a moderator can do with the item in focus, with the keys and whether it is possible now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from serial.comments.choices import State
from serial.moderation.choices import DecisionKind, SubjectKind
from serial.moderation.decisions.kinds import KINDS, KindInfo
from serial.moderation.queue.focus.item import Focus
from serial.moderation.queue.query import QueueQuery
from serial.web.icons import icon as icon_html

# Beside each other, in this order; the rest is under "More".
MAIN = {True: ("approve", "reject", "hide"), False: ("dismiss", "hide", "restore")}
MORE = {
    True: ("hold", "note", "close-thread", "warn", "sanction"),
    False: ("correct", "note", "close-comments", "warn", "sanction"),
}
# Those that ask for more than the act itself, beside those that need a rule or words.
WITH_NOTE = {"hold", "note"}
# The order where somebody may be in danger: nothing is rejected first.
URGENT_MAIN = ("hide", "approve")
URGENT_MORE = ("reject", "hold", "note", "close-thread", "warn", "sanction")


@dataclass(frozen=True)
class QueueAction:
    """is_possible: an action that is not stays where it is, and is disabled.

    asks_ground: whether it asks for a rule or words to the person whom it concerns.
    url: of the page with its form, for one that has a form.
    """

    info: KindInfo
    label: str
    key: str
    is_possible: bool
    asks_ground: bool
    url: str

    @property
    def name(self) -> str:
        return str(self.info.kind)

    @property
    def has_form(self) -> bool:
        return self.asks_ground or self.name in WITH_NOTE

    @property
    def icon_svg(self) -> SafeString:
        return icon_html(self.info.icon)


@dataclass(frozen=True)
class QueueActions:
    main: list[QueueAction]
    more: list[QueueAction]


def actions_for(focus: Focus, query: QueueQuery) -> QueueActions:
    is_comment = focus.item.kind == SubjectKind.COMMENT
    main: Sequence[str] = MAIN[is_comment]
    more: Sequence[str] = MORE[is_comment]
    if is_comment and focus.urgent_report is not None:
        main, more = URGENT_MAIN, URGENT_MORE
    return QueueActions(
        [_action(name, focus, query) for name in main],
        [_action(name, focus, query) for name in more if focus.item.kind in KINDS[name].subjects],
    )


def _action(name: str, focus: Focus, query: QueueQuery) -> QueueAction:
    info = KINDS[name]
    key = "a" if name == DecisionKind.DISMISS else info.key
    url = reverse("moderation_item", args=[focus.item.pk]) + query.encode(do=name)
    asks_ground = info.asks_ground(is_public=focus.comment is None or focus.comment.is_published())
    return QueueAction(info, _label(info, focus), key, _is_possible(info, focus), asks_ground, url)


def _label(info: KindInfo, focus: Focus) -> str:
    comment = focus.comment
    if info.kind == DecisionKind.APPROVE and comment is not None and comment.is_published():
        return gettext("Keep")
    if info.kind == DecisionKind.HOLD and comment is not None and comment.state == State.HELD:
        return gettext("Leave held, add a note")
    return info.label


def _is_possible(info: KindInfo, focus: Focus) -> bool:
    if focus.is_deleted or focus.item.kind not in info.subjects:
        return False
    possible = _POSSIBLE.get(info.kind)
    return possible is None or possible(focus)


def _state_is_not(state: State) -> Callable[[Focus], bool]:
    return lambda focus: focus.comment is not None and focus.comment.state != state


def _state_is_not_held(focus: Focus) -> bool:
    return focus.comment is None or focus.comment.state != State.HELD


_POSSIBLE: dict[DecisionKind, Callable[[Focus], bool]] = {
    DecisionKind.APPROVE: lambda focus: focus.is_waiting or _state_is_not(State.PUBLISHED)(focus),
    DecisionKind.REJECT: _state_is_not(State.REJECTED),
    DecisionKind.RESTORE: lambda focus: focus.subject.is_hidden(),
    DecisionKind.DISMISS: lambda focus: focus.is_waiting,
    # A held comment gets a note with "Leave held".
    DecisionKind.NOTE: _state_is_not_held,
    DecisionKind.WARN: lambda focus: focus.standing is not None,
    DecisionKind.SANCTION: lambda focus: focus.standing is not None,
}

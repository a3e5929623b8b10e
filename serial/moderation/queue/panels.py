"""The forms of actions that ask for more than a press of a button."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import DecisionKind
from serial.moderation.decisions.kinds import KINDS, KindInfo
from serial.moderation.queue.actions import QueueAction, QueueActions

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText


@dataclass(frozen=True)
class Panel:
    """asks_ground: whether it has the rules, and words to whom it concerns. All have a note."""

    kind: DecisionKind
    title: "LazyText"
    button: "LazyText"
    asks_ground: bool = True

    @property
    def name(self) -> str:
        return str(self.kind)

    @property
    def info(self) -> KindInfo:
        return KINDS[self.kind]


PANELS = {
    (panel.name, panel.asks_ground): panel
    for panel in (
        Panel(
            DecisionKind.REJECT,
            _("Reject, and tell the commenter why"),
            _("Reject comment"),
        ),
        Panel(DecisionKind.HIDE, _("Hide, and say why"), _("Hide")),
        Panel(DecisionKind.CORRECT, _("Correct the rating and the warnings"), _("Correct")),
        Panel(
            DecisionKind.CLOSE_COMMENTS,
            _("Close comments, and tell the author why"),
            _("Close comments"),
        ),
        Panel(DecisionKind.HOLD, _("Hold, and tell the commenter why"), _("Hold")),
        Panel(DecisionKind.HOLD, _("Hold, and note why"), _("Hold"), asks_ground=False),
        Panel(
            DecisionKind.CLOSE_THREAD,
            _("Close the thread, and tell the commenter why"),
            _("Close thread"),
        ),
        Panel(DecisionKind.NOTE, _("Note to colleagues"), _("Add note"), asks_ground=False),
        Panel(DecisionKind.WARN, _("Warn the person"), _("Send warning")),
        Panel(DecisionKind.SANCTION, _("Sanction the person"), _("Give sanction")),
    )
}


def panels_of(actions: QueueActions) -> list[Panel]:
    """The forms of the actions that are possible now."""
    return [_panel_of(one) for one in _with_form(actions) if one.is_possible]


def open_panel(name: str, actions: QueueActions) -> Panel | None:
    """The form that a page was asked for, also if its action is not possible any more."""
    return next((_panel_of(one) for one in _with_form(actions) if one.name == name), None)


def _panel_of(action: QueueAction) -> Panel:
    return PANELS[action.name, action.asks_ground]


def _with_form(actions: QueueActions) -> list[QueueAction]:
    return [one for one in (*actions.main, *actions.more) if one.has_form]

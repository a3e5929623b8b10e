"""The change of each kind of comment action."""

from typing import Any

from serial.comments.changes.base import Change
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
from serial.comments.models import CommentAction

# Any: each kind has its own subject, and is asked for it by the action.
CHANGES: dict[str, type[Change[Any]]] = {
    change.kind: change
    for change in (
        *(StateChange, ThreadClosedChange, PinChange, QuoteChange, ParagraphChange),
        *(BanChange, ModeratorChange, ChapterSettingsChange, StorySettingsChange),
    )
}


def change_after(action: CommentAction) -> Change[Any]:
    """Returns what the action set."""
    return CHANGES[action.kind].from_json(action.after)

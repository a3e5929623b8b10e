"""The actions that the author's inbox offers for each comment."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.comments.actions import pick_actions
from serial.comments.choices import State
from serial.comments.models import Comment

INBOX_ACTIONS = pick_actions(
    *("like", "done", "not-done", "approve", "reject", "hold", "hide"),
    *("close-thread", "reopen-thread"),
)
# The decisions about a held comment. Reject is only for these, hide only for published ones.
HELD_ACTIONS = {"approve", "reject"}
# Only the Undo button after a like sends "unlike".
ACCEPTED_ACTIONS = {action.name: action for action in (*INBOX_ACTIONS, *pick_actions("unlike"))}


def fits_state(name: str, comment: Comment) -> bool:
    """Whether the row of a comment in this state has the button, of those that would do something.

    Comments that were refused or withdrawn can be approved again.
    """
    if comment.state == State.HELD:
        return name in HELD_ACTIONS
    if name == "reject":
        return False
    return comment.is_published() or name != "hide"


@dataclass(frozen=True)
class ActionHelp:
    """What a button of the inbox does, in one sentence."""

    label: Promise
    sentence: Promise


ACTION_HELP = (
    ActionHelp(
        _("Reply"), _("Posts your words below the comment. Readers see them under your pen name.")
    ),
    ActionHelp(
        _("Like"),
        _("Thanks the commenter without words: readers see “Liked by the author” on the comment."),
    ),
    ActionHelp(
        _("Approve"),
        _("Publishes a comment that was held, hidden or rejected. Approve and reply does both."),
    ),
    ActionHelp(
        _("Reject"),
        _(
            "Refuses a held comment: it is never published, unless you approve it later. "
            "Its commenter sees that it was rejected."
        ),
    ),
    ActionHelp(
        _("Done"),
        _("Takes the comment out of Open, without a reply. Readers and its commenter see nothing."),
    ),
    ActionHelp(
        _("Hold"),
        _(
            "Takes the comment off the chapter until you approve it. "
            "Its commenter sees that it is awaiting moderation."
        ),
    ),
    ActionHelp(
        _("Hide"),
        _(
            "Takes the comment off the chapter for good, unless you approve it again. "
            "Its commenter sees that it is hidden."
        ),
    ),
    ActionHelp(
        _("Close thread"),
        _("Stops new replies to the comment. The replies so far can still be read."),
    ),
)

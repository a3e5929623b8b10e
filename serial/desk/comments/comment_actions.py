"""The actions that the author's inbox offers for each comment."""

from serial.comments.actions import pick_actions

INBOX_ACTIONS = pick_actions("like", "approve", "hold", "hide", "close-thread", "reopen-thread")
# Only the Undo button after a like sends "unlike".
ACCEPTED_ACTIONS = {action.name: action for action in (*INBOX_ACTIONS, *pick_actions("unlike"))}

"""How long commenters can edit a comment, undo its deletion, and prove that it is theirs."""

from datetime import timedelta

# Long enough to fix a typo, too short to rewrite history under a reply.
EDIT_WINDOW = timedelta(minutes=30)
EDIT_MINUTES = EDIT_WINDOW // timedelta(minutes=1)
# Long enough to notice an accidental deletion.
UNDO_WINDOW = timedelta(minutes=10)
# Guests have no password that they could change if somebody else found their private link.
OWNER_TOKEN_PERIOD = timedelta(days=90)

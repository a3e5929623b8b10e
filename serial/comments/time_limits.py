"""How long commenters can edit a comment and undo its deletion."""

from datetime import timedelta

# Long enough to fix a typo, too short to rewrite history under a reply.
EDIT_WINDOW = timedelta(minutes=30)
# Long enough to notice an accidental deletion.
UNDO_WINDOW = timedelta(minutes=10)

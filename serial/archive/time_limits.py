"""How long a member can change their mind about leaving."""

from datetime import timedelta

# Long enough to notice an email about it, also on a holiday; short enough that a wish to be gone
# is carried out soon.
CANCEL_PERIOD = timedelta(days=14)

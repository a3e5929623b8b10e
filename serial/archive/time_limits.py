"""How long a member can change their mind about leaving."""

from datetime import timedelta

# Long enough to notice an email about it, also on a holiday; short enough that
# the account is erased soon after the request.
CANCEL_PERIOD = timedelta(days=14)

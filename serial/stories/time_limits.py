"""How long deleted chapters and discarded changes can be restored."""

from datetime import timedelta

# Then purge_deleted erases the chapters. Deleted stories can be restored at any time.
UNDELETE_PERIOD = timedelta(days=30)

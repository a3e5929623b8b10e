"""How long deleted stories and chapters can be restored."""

from datetime import timedelta

# How long a deleted story or chapter can be restored.
UNDELETE_PERIOD = timedelta(days=30)

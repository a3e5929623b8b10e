"""What the admin's log says, in the words of the desk."""

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.utils.translation import gettext as _


def describe_log_entry(entry: LogEntry) -> str:
    """Django's words only name what was changed: "Changed Title and Part." """
    if entry.action_flag == ADDITION:
        return _("Created.")
    if entry.action_flag == DELETION:
        return _("Deleted.")
    changed = entry.change_message not in ("", "[]")
    return str(entry.get_change_message()) if changed else _("Saved without changes.")

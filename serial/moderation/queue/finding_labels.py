"""What the queue calls the findings of the checks, in a few words.

Their messages are for the commenter and are whole sentences. An operator's own checks may have
other codes, which are shown as they are.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

LABELS: dict[str, "LazyText"] = {
    "check-failed": _("A check failed"),
    "guest": _("Guest"),
    "honeypot": _("Hidden field filled in"),
    "links": _("Links"),
    "long": _("Long"),
    "premoderated": _("Author approves all"),
    "repeated": _("Repeated text"),
    "too-fast": _("Too fast"),
}


def finding_label(code: str) -> str:
    return str(LABELS.get(code, code.replace("-", " ").capitalize()))

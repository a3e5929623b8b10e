"""What the queue calls the findings of the checks, in a few words.

Their messages are for the commenter and are whole sentences. An operator's own checks may have
other codes, which are shown as they are.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

LABELS: dict[str, "LazyText"] = {
    "check-failed": _("A check failed"),
    "first-comments": _("First comment"),
    "guest": _("Guest"),
    "honeypot": _("Hidden field filled in"),
    "link-text": _("Link under another address"),
    "links": _("Link from a newcomer"),
    "listed-domain": _("Listed domain"),
    "long": _("Long"),
    "many-links": _("Many links"),
    "outside-checker": _("Spam service"),
    "pace": _("Pace"),
    "premoderated": _("Author approves all"),
    "raid": _("Raid switch"),
    "rejections": _("Recent rejections"),
    "repeated": _("Repeated text"),
    "reports": _("Reports"),
    "sanction": _("Sanction"),
    "site-policy": _("Approval on all stories"),
    "spam-score": _("Spam score"),
    "too-fast": _("Too fast"),
}
# Followed by the key of a word list.
WORDS = "words-"


def finding_label(code: str) -> str:
    if code.startswith(WORDS):
        return gettext("Words: %(list)s") % {"list": code.removeprefix(WORDS).replace("-", " ")}
    return str(LABELS.get(code, code.replace("-", " ").capitalize()))

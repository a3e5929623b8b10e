"""The kinds of notifications: the one list that settings, pages and emails read.

A new kind is an entry of KINDS and a constant with its name.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.notifications.choices import EmailFrequency

Text = str | Promise

CHAPTER = "chapter"
ANNOUNCEMENT = "announcement"
REPLY = "reply"
MENTION = "mention"
AUTHOR_LIKE = "author_like"
DECISION = "decision"
INVITATION = "invitation"


@dataclass(frozen=True)
class Kind:
    """One kind of notification.

    name: as rows store it. label, hint: as the settings show it.
    in_site, email: what a member gets who has not chosen.
    is_always_in_site: members cannot turn it off in the site.
    is_of_story: members can choose emails for one story (StorySetting).
    """

    name: str
    label: Text
    email: EmailFrequency
    hint: Text = ""
    in_site: bool = True
    is_always_in_site: bool = False
    is_of_story: bool = False


KINDS = (
    Kind(
        name=CHAPTER,
        label=_("New chapters"),
        hint=_("Of stories and authors you follow"),
        email=EmailFrequency.DAILY,
        is_of_story=True,
    ),
    Kind(
        name=ANNOUNCEMENT,
        label=_("Announcements"),
        hint=_("By authors you follow, without a chapter"),
        email=EmailFrequency.DAILY,
        is_of_story=True,
    ),
    Kind(
        name=REPLY,
        label=_("Replies to you"),
        hint=_("To your comments"),
        email=EmailFrequency.NOW,
    ),
    Kind(
        name=MENTION,
        label=_("Mentions"),
        hint=_("Comments that name you with an @"),
        email=EmailFrequency.NOW,
    ),
    Kind(
        name=AUTHOR_LIKE,
        label=_("Likes by authors"),
        hint=_("An author likes your comment on their story"),
        email=EmailFrequency.NEVER,
    ),
    # The people concerned must be able to learn of decisions.
    Kind(
        name=DECISION,
        label=_("Decisions"),
        hint=_("On your comments, reports and appeals"),
        email=EmailFrequency.NOW,
        is_always_in_site=True,
    ),
    Kind(
        name=INVITATION,
        label=_("Co-author invitations"),
        hint=_("Another author wants to credit you on a story"),
        email=EmailFrequency.NOW,
    ),
)
KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
KIND_CHOICES = [(kind.name, kind.label) for kind in KINDS]

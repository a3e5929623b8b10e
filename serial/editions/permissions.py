"""Who may download a story: its authors decide."""

from enum import Enum

from django.db.models import Q

from accounts.models import Visitor
from serial.library.models import Follow
from serial.stories.choices import Downloads
from serial.stories.models import Credit, Story


class DownloadAccess(Enum):
    """Why a visitor cannot download a story that they can read, or that they can."""

    ALLOWED = "allowed"
    NEEDS_ACCOUNT = "needs-account"
    NEEDS_FOLLOW = "needs-follow"
    OFF = "off"


def download_access(user: Visitor, story: Story) -> DownloadAccess:
    """Asks nothing of guests, and at most two queries of members. Whether they can read the story
    is another question (`visible_to`).
    """
    if story.downloads == Downloads.EVERYONE:
        return DownloadAccess.ALLOWED
    if story.downloads == Downloads.NOBODY:
        is_own = story.is_authored_by(user)
        return DownloadAccess.ALLOWED if is_own else DownloadAccess.OFF
    if not user.is_authenticated:
        return DownloadAccess.NEEDS_ACCOUNT
    if story.downloads == Downloads.MEMBERS or story.is_authored_by(user):
        return DownloadAccess.ALLOWED
    # Who follows an author is told of their stories too.
    authors = Credit.objects.accepted().filter(story=story.pk).values("pen_name")
    follows = Follow.objects.filter(Q(story=story.pk) | Q(pen_name__in=authors), user=user)
    return DownloadAccess.ALLOWED if follows.exists() else DownloadAccess.NEEDS_FOLLOW

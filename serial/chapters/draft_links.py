"""Letting somebody read a chapter before it is released, by a link of their own."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from serial.chapters.models import Chapter, DraftLink
from serial.chapters.saving import lock_chapter

# For how many days a link may work.
DRAFT_LINK_DAYS = (1, 7, 30, 90)
DEFAULT_DRAFT_LINK_DAYS = 30
# More than any circle of beta readers; what a script makes by mistake ends here.
MAX_ACTIVE_LINKS = 50
INVALID_DAYS = gettext_lazy("Choose from the list how long the link is to work.")


@transaction.atomic
def create_draft_link(
    chapter: Chapter, by: User | None, days: int = DEFAULT_DRAFT_LINK_DAYS, note: str = ""
) -> DraftLink:
    """Makes a link that works for so many days, one of LENDING_DAYS.

    Raises ValidationError for other days, and where the chapter has MOST_LINKS that work.
    """
    if days not in DRAFT_LINK_DAYS:
        raise ValidationError(INVALID_DAYS)
    # Two who make a link at once are counted one after the other.
    lock_chapter(chapter.pk)
    if chapter.draft_links.active().count() >= MAX_ACTIVE_LINKS:
        text = _(
            "This chapter has %(most)d working links, and that is as many as it can have. "
            "Withdraw one that nobody needs any more, then make the new one."
        )
        raise ValidationError(text % {"most": MAX_ACTIVE_LINKS})
    now = timezone.now()
    return chapter.draft_links.create(
        created_by=by, created_at=now, expires_at=now + timedelta(days=days), note=note
    )


def revoke_draft_link(link: DraftLink) -> bool:
    """Lets the link open nothing from now on; False where it had ended already."""
    working = DraftLink.objects.active().filter(pk=link.pk)
    return bool(working.update(revoked_at=timezone.now()))

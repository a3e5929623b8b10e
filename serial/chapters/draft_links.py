"""Creating and revoking private links to a chapter that is not released yet."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from serial.chapters.models import Chapter, DraftLink
from serial.chapters.saving import lock_chapter

# The choices for how many days a link is active.
DRAFT_LINK_DAYS = (1, 7, 30, 90)
DEFAULT_DRAFT_LINK_DAYS = 30
# More than any group of beta readers needs. Stops a script that creates links by mistake.
MAX_ACTIVE_LINKS = 50
INVALID_DAYS = gettext_lazy("Choose from the list how many days the link is active.")


@transaction.atomic
def create_draft_link(
    chapter: Chapter, by: User | None, days: int = DEFAULT_DRAFT_LINK_DAYS, note: str = ""
) -> DraftLink:
    """Creates a draft link that is active for `days`, one of DRAFT_LINK_DAYS.

    Raises ValidationError for other days, and if the chapter has MAX_ACTIVE_LINKS active links.
    """
    if days not in DRAFT_LINK_DAYS:
        raise ValidationError(INVALID_DAYS)
    # Two authors who create a link at the same time must not both pass the check below.
    lock_chapter(chapter.pk)
    if chapter.draft_links.active().count() >= MAX_ACTIVE_LINKS:
        text = _(
            "This chapter has %(limit)d active draft links, which is the limit. "
            "Revoke one of them, then create the new one."
        )
        raise ValidationError(text % {"limit": MAX_ACTIVE_LINKS})
    now = timezone.now()
    return chapter.draft_links.create(
        created_by=by, created_at=now, expires_at=now + timedelta(days=days), note=note
    )


def revoke_draft_link(link: DraftLink) -> bool:
    """Revokes the link. Returns False if it was already revoked or had expired."""
    active = DraftLink.objects.active().filter(pk=link.pk)
    return bool(active.update(revoked_at=timezone.now()))

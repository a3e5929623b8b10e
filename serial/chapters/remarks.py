"""Changing the note on a revision, which its authors see in the list of revisions."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.chapters.models import Revision
from serial.chapters.models.revision import REMARK_MAX_LENGTH
from serial.markup.sanitizing.characters import clean_line

CHANGED_MEANWHILE = _(
    "This note was changed in the meantime to “%(remark)s”. Save again to replace it with yours."
)
TOO_LONG = _("Shorten this note to %(limit)d characters or fewer.")


@transaction.atomic
def set_remark(revision: Revision, remark: str, by: User, *, seen: str) -> None:
    """Replaces the note that the author saw, `seen`, by another; "" removes it.

    Raises ValidationError if somebody else changed it meanwhile, or if it is too long.
    """
    locked = Revision.objects.select_for_update().only("remark").get(pk=revision.pk)
    remark = clean_line(remark).strip()
    if remark == locked.remark:
        return
    if len(remark) > REMARK_MAX_LENGTH:
        raise ValidationError(TOO_LONG, params={"limit": REMARK_MAX_LENGTH})
    if locked.remark != seen:
        raise ValidationError(CHANGED_MEANWHILE, params={"remark": locked.remark})
    locked.remark = remark
    locked.remark_by = by if remark else None
    locked.save(update_fields=["remark", "remark_by"])

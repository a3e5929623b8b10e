"""The pen name that stands for authors who left and whose stories stay. Nobody owns it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from accounts.models import PenName
from accounts.models.pen_name import ANONYMOUS_UID


def anonymous_pen_name() -> PenName:
    """Returns it. Creates it for the first author who leaves."""
    existing = PenName.objects.filter(uid=ANONYMOUS_UID).first()
    if existing is not None:
        return existing
    try:
        with transaction.atomic():
            return _create()
    except IntegrityError:
        # Another process has created it meanwhile.
        return PenName.objects.get(uid=ANONYMOUS_UID)


def _create() -> PenName:
    name = gettext("Anonymous")
    while PenName.objects.filter(name__iexact=name).exists():
        name += "_"
    biography = gettext("Stories whose authors left and took their names with them.")
    pen_name = PenName(name=name, uid=ANONYMOUS_UID, biography=biography)
    pen_name.save_with_slug()
    return pen_name

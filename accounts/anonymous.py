"""The pen name that stands for authors who left and whose stories stay. Nobody owns it."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext, override

from accounts.models import PenName
from accounts.models.pen_name import ANONYMOUS_UID


def anonymous_pen_name() -> PenName:
    """Returns it. Creates it for the first author who leaves."""
    existing = _existing()
    if existing is not None:
        return existing
    try:
        with transaction.atomic():
            return _create()
    except IntegrityError:
        # Another process has created it meanwhile.
        return PenName.objects.get(uid=ANONYMOUS_UID)


def anonymous_name() -> str:
    """Returns the name that readers see or would see, to say so before it exists."""
    existing = _existing()
    return existing.name if existing else _free_name()


def _existing() -> PenName | None:
    return PenName.objects.filter(uid=ANONYMOUS_UID).first()


def _create() -> PenName:
    with override(settings.LANGUAGE_CODE):
        biography = gettext("Stories whose authors left and took their names with them.")
    pen_name = PenName(name=_free_name(), uid=ANONYMOUS_UID, biography=biography)
    pen_name.save_with_slug()
    return pen_name


def _free_name() -> str:
    # The site's language, not that of who happens to be the first to leave.
    with override(settings.LANGUAGE_CODE):
        name = gettext("Anonymous")
    while PenName.objects.filter(name__iexact=name).exists():
        name += "_"
    return name

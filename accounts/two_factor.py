"""Two-factor sign-in: who has it, and who needs it for the rights of their role."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef

# Recovery codes alone are no second factor: they replace a lost one.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def exists_for_user() -> Exists:
    """Whether a user of a queryset has a second factor."""
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS))


def has_two_factor(user_id: int) -> bool:
    return bool(Authenticator.objects.filter(user=user_id, type__in=FACTORS).exists())


def is_required() -> bool:
    """Whether moderators and administrators need a second factor (TWO_FACTOR_REQUIRED)."""
    return bool(settings.TWO_FACTOR_REQUIRED)

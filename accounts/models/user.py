from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

AUTHORS, MODERATORS, ADMINISTRATORS = "authors", "moderators", "administrators"

# ASCII alone: a name to sign in with must be typed on any keyboard and look like no other.
# The name that readers see is the pen name, in any script.
username_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z",
    _("Use letters from A to Z, digits, hyphens and underscores; begin with a letter or digit."),
)


class CaseInsensitiveUserManager(UserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)

    @transaction.atomic
    def create_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra_fields: Any,
    ) -> "User":
        """Whoever has a shell here need not prove their address, perhaps before any mail is sent.

        Without an address nobody could sign in, so it is asked for.
        """
        if not email:
            raise ValidationError("A superuser needs an email address, to sign in with.")
        user = super().create_superuser(username, email, password, **extra_fields)
        EmailAddress.objects.create(
            user=user, email=user.email.lower(), verified=True, primary=True
        )
        return user


class User(AbstractUser):
    """Somebody with an account; what they may do follows from their groups and by-lines."""

    username = models.CharField(
        _("user name"),
        max_length=30,
        unique=True,
        validators=[username_validator],
        help_text=_("What you sign in with: up to 30 letters, digits, hyphens and underscores."),
    )
    # Nobody's real name is asked for.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    objects = CaseInsensitiveUserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique_in_any_case",
                violation_error_message=_("Somebody has this user name already."),
            )
        ]

    def get_full_name(self) -> str:
        return self.username

    def get_short_name(self) -> str:
        return self.username

    def is_in_group(self, name: str) -> bool:
        return self.is_active and self.groups.filter(name=name).exists()

    def is_author(self) -> bool:
        return self.is_in_group(AUTHORS)

    def is_moderator(self) -> bool:
        return self.is_active and (self.is_superuser or self.is_in_group(MODERATORS))

    def is_administrator(self) -> bool:
        return self.is_active and (self.is_superuser or self.is_in_group(ADMINISTRATORS))

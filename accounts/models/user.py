from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractUser, AnonymousUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import two_factor
from serial.compiled_queries import CompiledTuples, Placeholder
from serial.policies.acceptance import has_policies_to_accept

AUTHORS, MODERATORS, ADMINISTRATORS = "authors", "moderators", "administrators"
USERNAME_MAX_LENGTH = 30
USERNAME_TAKEN_ERROR = _("This username is taken. Choose another one.")

# Only ASCII: people must be able to type the username on any keyboard, and no two may look alike.
# Pen names, which readers see, can be in any script.
username_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z",
    _("Use letters from A to Z, digits, hyphens and underscores. Start with a letter or digit."),
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
        **extra_fields: object,
    ) -> "User":
        """Creates a superuser whose email counts as verified, because email may not work yet.

        Raises ValidationError without an email address: signing in needs one.
        """
        if not email:
            raise ValidationError("A superuser needs an email address to sign in.")
        user = super().create_superuser(username, email, password, **extra_fields)
        EmailAddress.objects.create(
            user=user, email=user.email.lower(), verified=True, primary=True
        )
        return user


class User(AbstractUser):
    """A person with an account. Their groups and author credits decide what they can do."""

    username = models.CharField(
        _("username"),
        max_length=USERNAME_MAX_LENGTH,
        unique=True,
        validators=[username_validator],
        help_text=format_lazy(
            _("Up to {limit} letters, digits, hyphens and underscores. You sign in with it."),
            limit=USERNAME_MAX_LENGTH,
        ),
    )
    # The site does not ask for real names.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    # Increases with what changes how much they have not read (serial/notifications/unread.py).
    unread_version = models.PositiveIntegerField(default=0, editable=False)

    objects = CaseInsensitiveUserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique_in_any_case",
                violation_error_message=USERNAME_TAKEN_ERROR,
            )
        ]

    def get_full_name(self) -> str:
        return self.username

    def get_short_name(self) -> str:
        return self.username

    def is_in_group(self, name: str) -> bool:
        return self.is_active and bool(MEMBERSHIP.rows(self.pk, name))

    def is_author(self) -> bool:
        return self.is_in_group(AUTHORS)

    def is_moderator(self) -> bool:
        return self._may_use_role() and (self.is_superuser or self.is_in_group(MODERATORS))

    def is_administrator(self) -> bool:
        return self._may_use_role() and (self.is_superuser or self.is_in_group(ADMINISTRATORS))

    def has_superuser_rights(self) -> bool:
        return self.is_superuser and self._may_use_role()

    def count_unread_again(self) -> None:
        """What is kept of how much they have not read ends, in all processes of the site."""
        forget_unread_counts([self.pk])
        self.refresh_from_db(fields=["unread_version"])

    def may_edit_stories(self) -> bool:
        """Authors edit their stories at the desk, superusers all stories in /admin/."""
        return self.is_author() or self.has_superuser_rights()

    def _may_use_role(self) -> bool:
        return self.is_active and not self.lacks_two_factor()

    @cached_property
    def has_two_factor(self) -> bool:
        # `request.user` has it from the backend's query.
        return two_factor.has_two_factor(self.pk)

    @cached_property
    def has_policies_to_accept(self) -> bool:
        """Whether the terms have changed since they accepted them (serial/policies)."""
        # `request.user` has it from the backend's query.
        return has_policies_to_accept(self.pk)

    def lacks_two_factor(self) -> bool:
        """Whether they have to set up two-factor sign-in to use the rights of a role."""
        return two_factor.is_required() and not self.has_two_factor

    def must_set_up_two_factor(self) -> bool:
        """Whether they have a role whose rights they cannot use without two-factor sign-in."""
        if not self.is_active or not self.lacks_two_factor():
            return False
        roles = (MODERATORS, ADMINISTRATORS)
        return self.is_superuser or self.groups.filter(name__in=roles).exists()


def forget_unread_counts(user_pks: Iterable[int]) -> None:
    """Does the same as `count_unread_again`, for many."""
    members = User.objects.filter(pk__in=list(user_pks))
    members.update(unread_version=F("unread_version") + 1)


# Each page at the desk asks several times.
MEMBERSHIP = CompiledTuples(
    lambda user_id, group: User.groups.through.objects.filter(
        user=user_id, group__name=group
    ).values_list("pk"),
    *(Placeholder("user_id"), Placeholder("group")),
)


# The sender of a request: `request.user`.
Visitor = User | AnonymousUser

"""The address that a member's emails go to."""

from collections.abc import Collection, Mapping

from allauth.account.models import EmailAddress

from accounts.models import User


def addresses_of(users: Collection[int]) -> Mapping[int, str]:
    """Returns the address of each member who has a confirmed one, by their primary keys."""
    confirmed = EmailAddress.objects.filter(user__in=users, verified=True)
    # The primary one is last, so it is the one that stays.
    return dict(confirmed.order_by("primary", "-pk").values_list("user_id", "email"))


def address_of(user: User) -> str:
    """Returns "" if the member has no confirmed address."""
    return addresses_of([user.pk]).get(user.pk, "")


def all_addresses_of(user_id: int) -> list[str]:
    """Returns all addresses of the account, confirmed or not, in small letters."""
    found = EmailAddress.objects.filter(user=user_id).values_list("email", flat=True)
    return [email.lower() for email in found]


def confirmed_addresses_of(user_id: int) -> list[str]:
    """Returns the addresses that are certainly the member's, in small letters."""
    found = EmailAddress.objects.filter(user=user_id, verified=True)
    return [email.lower() for email in found.values_list("email", flat=True)]

from allauth.account.adapter import DefaultAccountAdapter

from accounts.models.user import username_validator


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Where allauth asks the site how it wants things."""

    username_validators = [username_validator]

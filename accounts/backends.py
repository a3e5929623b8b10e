from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import F

from accounts.models import Preferences, User
from serial.prepared import Prepared, partial

WANTED = [field for field in Preferences._meta.concrete_fields if field.name != "user"]
MEMBER = Prepared(
    lambda pk: User.objects.filter(pk=pk).annotate(
        **{f"own_{field.name}": F(f"preferences__{field.name}") for field in WANTED}
    ),
    -1,
)


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in as allauth has it. Each page asks who it is for: here in one query."""

    def get_user(self, user_id: int) -> User | None:
        found = MEMBER.rows(user_id)
        if not found or not self.user_can_authenticate(found[0]):
            return None
        user = found[0]
        own = {field.name: vars(user).pop(f"own_{field.name}") for field in WANTED}
        if own["id"] is not None:
            known = {field.name: field.to_python(own[field.name]) for field in WANTED}
            user.preferences = partial(Preferences, user_id=user.pk, **known)
        else:
            # As Django remembers that there are none.
            user._state.fields_cache["preferences"] = None
        return user

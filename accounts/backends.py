from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import F

from accounts.models import Preferences, User
from serial.compiled_queries import CompiledQuery, partial_instance

PREFERENCE_FIELDS = [field for field in Preferences._meta.concrete_fields if field.name != "user"]
MEMBER_QUERY = CompiledQuery(
    lambda pk: User.objects.filter(pk=pk).annotate(
        **{f"own_{field.name}": F(f"preferences__{field.name}") for field in PREFERENCE_FIELDS}
    ),
    -1,
)


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in as allauth has it. Each page asks who it is for: here in one query."""

    def get_user(self, user_id: int) -> User | None:
        found = MEMBER_QUERY.rows(user_id)
        if not found or not self.user_can_authenticate(found[0]):
            return None
        user = found[0]
        own = {field.name: vars(user).pop(f"own_{field.name}") for field in PREFERENCE_FIELDS}
        if own["id"] is not None:
            known = {field.name: field.to_python(own[field.name]) for field in PREFERENCE_FIELDS}
            user.preferences = partial_instance(Preferences, user_id=user.pk, **known)
        else:
            # As Django remembers that there are none.
            user._state.fields_cache["preferences"] = None
        return user

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, F, OuterRef

from accounts import two_factor
from accounts.models import Preferences, User
from accounts.models.user import AUTHORS, MODERATORS
from serial.compiled_queries import CompiledQuery, Placeholder, partial_instance
from serial.policies.acceptance import unaccepted_by

PREFERENCE_FIELDS = [field for field in Preferences._meta.concrete_fields if field.name != "user"]


def _is_in_group(name: str) -> Exists:
    return Exists(User.groups.through.objects.filter(user=OuterRef("pk"), group__name=name))


MEMBER_QUERY = CompiledQuery(
    lambda pk: User.objects.filter(pk=pk).annotate(
        **{f"own_{field.name}": F(f"preferences__{field.name}") for field in PREFERENCE_FIELDS},
        was_author=_is_in_group(AUTHORS),
        was_moderator=_is_in_group(MODERATORS),
        has_second_factor=two_factor.exists_for_user(),
        has_unaccepted=Exists(unaccepted_by(OuterRef(OuterRef("pk")))),
    ),
    Placeholder("user_id"),
)


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend, but each request has one query for all that it needs of the user.

    That is the user, their preferences, whether they are an author or a moderator, whether they
    have a second factor, and whether they have to accept changed terms.
    """

    def get_user(self, user_id: int) -> User | None:
        rows = MEMBER_QUERY.rows(user_id)
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        user = rows[0]
        user.__dict__["has_two_factor"] = bool(user.__dict__["has_second_factor"])
        user.__dict__["has_policies_to_accept"] = bool(user.__dict__["has_unaccepted"])
        values = {field.name: getattr(user, f"own_{field.name}") for field in PREFERENCE_FIELDS}
        if values["id"] is not None:
            fields = {
                field.name: field.to_python(values[field.name]) for field in PREFERENCE_FIELDS
            }
            user.preferences = partial_instance(Preferences, user_id=user.pk, **fields)
        else:
            # Django's cache entry for a user without preferences.
            user._state.fields_cache["preferences"] = None
        return user

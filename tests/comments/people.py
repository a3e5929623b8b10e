"""Every kind of person that the rules of comments tell apart, by the name of their fixture."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User, Visitor

# The reader wrote the comment; the author wrote the story; the other author wrote neither.
PEOPLE = ("guest", "reader", "other_author", "author", "moderator", "superuser")
MODERATING = {"author", "moderator", "superuser"}
MANAGING = {"author", "superuser"}
OTHER_MEMBERS = {"other_author", "author", "moderator", "superuser"}


def get_person(name: str, request: pytest.FixtureRequest) -> Visitor:
    if name == "guest":
        return AnonymousUser()
    user: User = request.getfixturevalue(name)
    return user

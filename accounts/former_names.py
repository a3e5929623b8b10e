"""The names that a member has or had, which texts of the site may still say."""

import re
from collections.abc import Iterator

from django.contrib.admin.models import DELETION
from django.db.models import Q

from accounts.admin_log import entries_about, log_of
from accounts.models import PenName, PenNameSlug, User
from accounts.models.pen_name import FALLBACK_SLUG
from serial.erasure import SHORTEST_IN_ANY_CASE


def names_of(user: User) -> tuple[str, ...]:
    """Returns the username and the pen names, also those of which only a trace is left."""
    present = (user.username, *user.pen_names.values_list("name", flat=True))
    return tuple(dict.fromkeys((*present, *_logged_names(user), *_names_from_slugs(user))))


def _logged_names(user: User) -> Iterator[str]:
    """Yields the names at each change, also of pen names that the member deleted at the desk."""
    yield from log_of(User, [user.pk]).values_list("object_repr", flat=True)
    entries = entries_about(PenName)
    deleted = entries.filter(user=user, action_flag=DELETION).values("object_id")
    present = [str(pk) for pk in user.pen_names.values_list("pk", flat=True)]
    own = entries.filter(Q(object_id__in=present) | Q(object_id__in=deleted))
    yield from own.values_list("object_repr", flat=True)


def _names_from_slugs(user: User) -> Iterator[str]:
    """Yields the words of slugs. The slug of a pen name that was renamed has its first name."""
    slugs = PenNameSlug.objects.filter(pen_name__user=user).values_list("slug", flat=True)
    for slug in slugs:
        if not re.fullmatch(rf"{FALLBACK_SLUG}(-\d+)?", slug):
            name = slug.replace("-", " ")
            # A short name is searched as it is written.
            yield name if len(name) >= SHORTEST_IN_ANY_CASE else name.title()

"""The way to the moderators' pages, in the menu of moderators."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.models import User
from serial.moderation.models import ReviewItem

# More are shown as "99+".
MAX_COUNTED = 100


def moderation_context(request: HttpRequest) -> dict[str, object]:
    """Adds what the account menu shows. Templates call it, so other pages have no query more."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"moderation_link": partial(moderation_link, user)}


def moderation_link(user: User | AnonymousUser) -> SafeString:
    """Returns an item of the menu with the number of waiting items; "" for other members.

    Needs no query for a member who was loaded for a request and is no moderator: see
    `MemberBackend`.
    """
    if not isinstance(user, User) or not _is_moderator(user):
        return SafeString("")
    waiting = ReviewItem.objects.waiting().order_by().values_list("pk", flat=True)
    count = len(waiting[:MAX_COUNTED])
    text = f"{count}" if count < MAX_COUNTED else gettext("%(most)d+") % {"most": MAX_COUNTED - 1}
    return format_html(
        '<li><a href="{}">{}{}</a></li>',
        reverse("moderation_queue"),
        gettext("Moderation"),
        format_html(' <span class="badge">{}</span>', text) if count else "",
    )


def _is_moderator(user: User) -> bool:
    was_moderator: bool | None = getattr(user, "was_moderator", None)
    if was_moderator is None:
        return user.is_moderator()
    return (was_moderator or user.is_superuser) and not user.lacks_two_factor()

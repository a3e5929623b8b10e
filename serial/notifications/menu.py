"""The number of unread notifications beside the bell, in the head of every page of a member."""

from functools import lru_cache, partial

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from accounts.models import User
from serial.notifications.unread import MAX_COUNTED, kept_unread_count


def notifications_context(request: HttpRequest) -> dict[str, object]:
    """Adds what layout/_bell.html shows. Templates call it, so pages without it have no query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"unread_notifications": partial(unread_notifications, user)}


def unread_notifications(user: User | AnonymousUser) -> SafeString:
    """Returns the number as HTML, "" for none."""
    return (
        _html(kept_unread_count(user), get_language()) if isinstance(user, User) else SafeString("")
    )


# Building it takes as long as the query. It is short: what is longer, serial/web/member_page.py
# would compress, which takes longer still.
@lru_cache(maxsize=2 * MAX_COUNTED)
def _html(count: int, language: str) -> SafeString:
    if not count:
        return SafeString("")
    shown = str(count) if count < MAX_COUNTED else gettext("%(most)d+") % {"most": MAX_COUNTED - 1}
    return format_html(
        '<span class="bell__count" aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span>',
        shown,
        gettext("(%(count)s unread)") % {"count": shown},
    )

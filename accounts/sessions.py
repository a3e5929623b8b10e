"""The sessions in which a member is signed in, on all devices."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User


def live_sessions(user: User) -> list[UserSession]:
    """Returns the sessions that still work, the newest first. Removes the rows of the others."""
    rows: QuerySet[UserSession] = UserSession.objects.filter(user=user).order_by("-created_at")
    keys = [row.session_key for row in rows]
    stored = Session.objects.filter(pk__in=keys, expire_date__gt=timezone.now())
    live = {session.pk for session in stored if _is_valid(session, user)}
    UserSession.objects.filter(user=user).exclude(session_key__in=live).delete()
    return [row for row in rows if row.session_key in live]


def end_all_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()


def _is_valid(session: Session, user: User) -> bool:
    """Whether it was started with the user's present password."""
    password_hash = str(session.get_decoded().get(HASH_SESSION_KEY, ""))
    return constant_time_compare(password_hash, user.get_session_auth_hash())

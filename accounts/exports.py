"""What a member's archive has of their account."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry

from accounts.models import AuthorRequest, Invitation, MemberProfile, PenName, Preferences, User
from serial.export_rows import field_values, rows_of
from serial.file_names import safe_path
from serial.personal_data import ArchiveFile, Row


def account_rows(user: User) -> Iterator[Row]:
    roles = list(user.groups.order_by("name").values_list("name", flat=True))
    yield {
        "username": user.username,
        "email": user.email,
        "joined_at": user.date_joined,
        "last_sign_in_at": user.last_login,
        "roles": [*roles, "superuser"] if user.is_superuser else roles,
    }


def email_rows(user: User) -> Iterator[Row]:
    columns = {"email": "email", "is_confirmed": "verified", "is_primary": "primary"}
    return rows_of(EmailAddress.objects.filter(user=user).order_by("pk"), columns)


def settings_rows(user: User) -> Iterator[Row]:
    for preferences in Preferences.objects.filter(user=user):
        yield field_values(preferences, without=())


def profile_rows(user: User) -> Iterator[Row]:
    without = {"about_html", "renderer_version", "picture", "taken_down_for"}
    for profile in MemberProfile.objects.filter(user=user):
        picture = media_path(profile.picture.name)
        yield field_values(profile, without) | {"picture": picture}


def profile_pictures(user: User) -> Iterator[ArchiveFile]:
    for profile in MemberProfile.objects.filter(user=user).exclude(picture=""):
        yield ArchiveFile(media_path(profile.picture.name), profile.picture)


def pen_name_rows(user: User) -> Iterator[Row]:
    without = {"biography_html", "renderer_version", "uid", "picture", "taken_down_for"}
    for pen_name in PenName.objects.filter(user=user).prefetch_related("slugs").order_by("pk"):
        yield field_values(pen_name, without) | {
            "picture": media_path(pen_name.picture.name),
            "all_slugs": sorted(row.slug for row in pen_name.slugs.all()),
        }


def pen_name_pictures(user: User) -> Iterator[ArchiveFile]:
    for pen_name in PenName.objects.filter(user=user).exclude(picture="").order_by("pk"):
        yield ArchiveFile(media_path(pen_name.picture.name), pen_name.picture)


def media_path(name: str | None) -> str:
    """Returns where the archive has a stored picture. "" if there is none."""
    return f"media/{safe_path(name)}" if name else ""


def author_request_rows(user: User) -> Iterator[Row]:
    columns = {name: name for name in ("reason", "created_at", "decided_at", "is_approved")}
    return rows_of(AuthorRequest.objects.filter(user=user).order_by("pk"), columns)


def invitation_rows(user: User) -> Iterator[Row]:
    times = {name: name for name in ("created_at", "expires_at", "revoked_at", "accepted_at")}
    accepted = Invitation.objects.filter(accepted_by=user).order_by("pk")
    for row in rows_of(accepted, times):
        yield {"by_you": False, "note": None, **row}
    sent = Invitation.objects.filter(invited_by=user).order_by("pk")
    for row in rows_of(sent, {"note": "note", **times}):
        yield {"by_you": True, **row}


def session_rows(user: User) -> Iterator[Row]:
    columns = {
        "ip": "ip",
        "browser": "user_agent",
        "signed_in_at": "created_at",
        "last_seen_at": "last_seen_at",
    }
    return rows_of(UserSession.objects.filter(user=user).order_by("pk"), columns)


def two_factor_rows(user: User) -> Iterator[Row]:
    columns = {name: name for name in ("type", "created_at", "last_used_at")}
    return rows_of(Authenticator.objects.filter(user=user).order_by("pk"), columns)


def admin_log_rows(user: User) -> Iterator[Row]:
    """Without the names of what was changed: a moderator's log quotes comments of others."""
    actions = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}
    columns = {"at": "action_time", "action": "action_flag", "kind": "content_type__model"}
    for row in rows_of(LogEntry.objects.filter(user=user).order_by("pk"), columns):
        yield row | {"action": actions.get(row["action"], "")}  # type: ignore[call-overload]

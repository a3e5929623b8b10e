"""Signed tokens: the key of a comment form, and the token that makes a guest a comment's owner."""

import time
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from serial.comments.models import Comment

FORM_SALT, OWNER_SALT = "comments.form", "comments.owner"


@dataclass(frozen=True)
class FormKey:
    """Identifies one form, so that sending it twice posts one comment.

    `opened_at` is in seconds since the epoch.
    """

    key: UUID
    opened_at: float

    def seconds_open(self) -> float:
        return time.time() - self.opened_at


def new_form_key() -> str:
    return signing.dumps([uuid4().hex, time.time()], salt=FORM_SALT)


def read_form_key(signed: str) -> FormKey | None:
    """Returns None if this site did not sign it."""
    try:
        key, opened_at = signing.loads(signed, salt=FORM_SALT)
        return FormKey(UUID(key), float(opened_at))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def owner_token(comment: Comment) -> str:
    """Gives whoever has it the rights of the guest who wrote the comment, without a cookie."""
    return signing.Signer(salt=OWNER_SALT).signature(f"{comment.chapter_id}.{comment.number}")


def comment_url(
    comment: Comment, comments_url: str, consent: str, *, with_owner_token: bool
) -> str:
    """The URL of the comment's page, below the URL of its chapter's comments."""
    url = f"{comments_url}{comment.number}/{consent}"
    if not with_owner_token:
        return url
    return f"{url}{'&' if consent else '?'}owner={owner_token(comment)}"


def has_owner_token(request: HttpRequest, comment: Comment) -> bool:
    token = request.POST.get("owner") or request.GET.get("owner") or ""
    # constant_time_compare raises an error for text that cannot be encoded.
    is_possible = token.isascii() and comment.user_id is None
    return is_possible and constant_time_compare(token, owner_token(comment))


def is_own_comment(request: HttpRequest, comment: Comment) -> bool:
    """Whether this visitor wrote the comment: as its member, or as the guest with its token."""
    return comment.is_by(request.user) or has_owner_token(request, comment)

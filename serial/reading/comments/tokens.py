"""The signed key of a comment form, and the token by which a guest proves a comment is theirs."""

import time
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest

from serial.comments.models import Comment

FORM_SALT = "comments.form"


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


def comment_url(
    comment: Comment, comments_url: str, consent: str, *, with_owner_token: bool
) -> str:
    """The URL of the comment's page, below the URL of its chapter's comments."""
    url = f"{comments_url}{comment.number}/{consent}"
    if not with_owner_token:
        return url
    return f"{url}{'&' if consent else '?'}owner={comment.owner_token()}"


def read_owner_token(request: HttpRequest) -> str:
    """Returns what was sent as the owner token, unchecked; empty if nothing was sent."""
    return request.POST.get("owner") or request.GET.get("owner") or ""

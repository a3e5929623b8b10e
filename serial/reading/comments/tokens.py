"""What a form for a comment carries, and how a guest shows that a comment is theirs."""

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
    """Names one form, so that sending it twice makes one comment; and tells when it was opened."""

    key: UUID
    opened: float

    def seconds_open(self) -> float:
        return time.time() - self.opened


def new_form_key() -> str:
    return signing.dumps([uuid4().hex, time.time()], salt=FORM_SALT)


def read_form_key(signed: str) -> FormKey | None:
    """None where it is none of ours."""
    try:
        key, opened = signing.loads(signed, salt=FORM_SALT)
        return FormKey(UUID(key), float(opened))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def owner_token(comment: Comment) -> str:
    """Opens a guest's comment to whoever has it: they have no account, and need no cookie."""
    return signing.Signer(salt=OWNER_SALT).signature(f"{comment.chapter_id}.{comment.number}")


def comment_url(comment: Comment, comments: str, consent: str, *, is_guests: bool) -> str:
    """The comment's page, below the address of its chapter's comments; to its guest as theirs."""
    address = f"{comments}{comment.number}/{consent}"
    if not is_guests:
        return address
    return f"{address}{'&' if consent else '?'}owner={owner_token(comment)}"


def has_owner_token(request: HttpRequest, comment: Comment) -> bool:
    given = request.POST.get("owner") or request.GET.get("owner") or ""
    # What is not ASCII is none of ours, and may not even be text.
    is_text = given.isascii() and comment.user_id is None
    return is_text and constant_time_compare(given, owner_token(comment))


def is_own(request: HttpRequest, comment: Comment) -> bool:
    return comment.is_by(request.user) or has_owner_token(request, comment)

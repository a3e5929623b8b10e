from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from serial.chapters.models import DraftLink


@dataclass(frozen=True, kw_only=True)
class DraftCommentSubmission:
    """A comment by the holder of a draft link as it was sent, before any check.

    form_key: created with the form, so that sending it twice creates one comment.
    ip: the IP address; empty if unknown.
    user: the member who is signed in. Not stored, but bans and sanctions hold for them.
    parent: the primary key of the comment that it answers.
    seconds: how long the form was open; None if unknown.
    honeypot: the value of a form field that people cannot see.
    """

    link: DraftLink
    form_key: UUID
    body: str
    ip: str = ""
    user: User | None = None
    parent: int | None = None
    paragraph: int | None = None
    quote: str = ""
    seconds: float | None = None
    honeypot: str = ""
    at: datetime = field(default_factory=timezone.now)
